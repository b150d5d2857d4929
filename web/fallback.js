// A readable page for browsers that cannot show a playground, or where it has stopped. Understood by older browsers too.

import { browserLanguage, wordsOf } from './words.js';

function explain(element, title, text) {
  const alert = document.createElement('div');
  alert.className = 'glassbox-poster';
  alert.setAttribute('role', 'alert');
  const heading = document.createElement('h1');
  heading.textContent = title;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  alert.append(heading, paragraph);
  element.replaceChildren(alert);
}

/** Names what is missing. */
export function explainMissing(element, features, language = browserLanguage()) {
  const words = wordsOf(language);
  const last = features[features.length - 1];
  const list = features.length > 1 ? features.slice(0, -1).join(', ') + words('and') + last : last;
  explain(element, words('missingTitle'), words('missing', list));
}

/** Says that nothing goes on here, and why in the reader's words; the program's own are for the console. */
export function explainFailure(element, error, language = browserLanguage()) {
  const words = wordsOf(language);
  const text = words(error.code, (error.arguments || [])[0]) || words('failed');
  console.error(error);
  explain(element, words('failedTitle'), text);
}
