// A playground with all that a page puts around it: words while it loads, a text mirror, a readable end.

import { Playground } from '../wasm/playground.js';
import { explainFailure } from './fallback.js';
import { TextMirror } from './mirror.js';
import { wordsOf } from './words.js';

/**
 * @param {HTMLElement} element of the class "glassbox-stage"; holds the poster, if there is one: an element of the class
 *   "glassbox-poster" whose paragraph says how far loading is
 * @param {import('../wasm/playground.js').PlaygroundOptions} options
 * @returns {Playground}
 */
export function openStage(element, options) {
  const poster = element.querySelector('.glassbox-poster');
  const progress = poster?.querySelector('p');
  const notice = document.createElement('p');
  notice.className = 'glassbox-notice';
  notice.setAttribute('role', 'status');
  const lost = document.createElement('div'); // not for the text mirror's readers: they miss nothing
  lost.className = 'glassbox-poster';
  lost.hidden = true;
  lost.append(document.createElement('p'));
  element.append(notice, lost);
  const playground = new Playground(element, options);
  const { canvas } = playground;
  const mirror = new TextMirror(element, () => playground.widgets());
  let words;
  canvas.setAttribute('role', 'application');

  const speak = (language) => {
    words = wordsOf(language);
    canvas.setAttribute('aria-label', words('canvas'));
    lost.firstChild.textContent = words('lost');
    mirror.setLanguage(language);
  };
  const paint = (theme) => {
    element.classList.toggle('dark', theme === 'dark');
    element.classList.toggle('light', theme === 'light');
  };
  speak(playground.preferences.language);
  paint(playground.preferences.theme);

  canvas.addEventListener('webglcontextlost', () => (lost.hidden = false));
  canvas.addEventListener('webglcontextrestored', () => (lost.hidden = true));
  playground.addEventListener('progress', ({ stage }) => {
    if (progress) progress.textContent = words(stage);
  });
  playground.addEventListener('frame', () => mirror.changed());
  playground.addEventListener('preferences', ({ theme, language }) => {
    speak(language);
    paint(theme);
  });
  playground.addEventListener('error', () => {
    notice.textContent = words('memory');
    canvas.addEventListener('pointerdown', () => (notice.textContent = ''), { once: true });
  });
  playground.addEventListener('fatal', ({ error }) => {
    const { language } = playground.preferences;
    playground.dispose();
    mirror.dispose();
    explainFailure(element, error, language);
  });
  playground.ready.then(
    () => poster && (poster.hidden = true),
    () => {},
  );
  return playground;
}
