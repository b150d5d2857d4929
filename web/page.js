// The playground's own page. Understood by older browsers, to which it explains what they lack.

import { missingFeatures } from '../wasm/features.js';
import { explainFailure, explainMissing } from './fallback.js';
import { browserLanguage, wordsOf } from './words.js';

const element = document.querySelector('.glassbox-stage');
const poster = element.querySelector('p');
document.documentElement.lang = browserLanguage();
poster.textContent = wordsOf(browserLanguage())('loading');

/** The address says what is on screen, without a step back for every change. */
function showLink(fragment) {
  try {
    history.replaceState(history.state, '', '#' + fragment);
  } catch (error) {
    // a browser that limits how often this may be done: the next change shows it
  }
}

async function start() {
  const missing = missingFeatures();
  if (missing.length > 0) {
    explainMissing(element, missing);
    return;
  }
  try {
    const { openStage } = await import('./stage.js');
    const playground = openStage(element, { key: 'playground', link: location.hash, onLink: showLink });
    addEventListener('hashchange', () => location.reload());
    const speak = ({ language }) => (document.documentElement.lang = language);
    speak(playground.preferences);
    playground.addEventListener('preferences', speak);
  } catch (error) {
    explainFailure(element, error);
  }
}

start();
