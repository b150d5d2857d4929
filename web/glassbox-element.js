// <glass-box>: a playground as an element of any page.
//
//   <script type="module" src="glassbox/web/glassbox-element.js"></script>
//   <glass-box language="es" theme="dark" link="#v=1&model=..."></glass-box>
//
// Attributes, all optional: `theme` (light, dark), `language` (en, es), `link` (the experiment to open: a link's fragment),
// `key` (names the run that this browser keeps; the element's id by default), `eager` (starts at once instead of at the first
// interaction). Its size is the page's choice. Sends "glassbox-link" with the experiment on screen in `detail`.

import { missingFeatures } from '../wasm/features.js';
import { explainFailure, explainMissing } from './fallback.js';
import { browserLanguage, wordsOf } from './words.js';

const style = new URL('stage.css', import.meta.url).href;
const icon = new URL('icon.svg', import.meta.url).href;
const defaultHeight = '40rem';
let count = 0;

function addStyle() {
  if ([...document.styleSheets].some(({ href }) => href === style)) return;
  if (document.head.querySelector(`link[href="${style}"]`)) return;
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: style }));
}

export class GlassBox extends HTMLElement {
  #index = (count += 1);
  #playground = null;
  /** The start that is under way or done; a removal ends it, so that one that still waits opens nothing. */
  #opening = null;

  connectedCallback() {
    addStyle();
    this.classList.add('glassbox-stage');
    if (this.hasAttribute('theme')) this.classList.add(this.getAttribute('theme'));
    if (this.clientHeight === 0) this.style.height = defaultHeight;
    const missing = missingFeatures();
    if (missing.length > 0) explainMissing(this, missing, this.#language);
    else this.#showPoster();
  }

  disconnectedCallback() {
    this.#playground?.dispose();
    this.#playground = null;
    this.#opening = null;
    this.replaceChildren();
  }

  /** The Playground (wasm/playground.js), once it has started. */
  get playground() {
    return this.#playground;
  }

  get #language() {
    return this.getAttribute('language') ?? browserLanguage();
  }

  #showPoster() {
    const words = wordsOf(this.#language);
    const poster = document.createElement('div');
    poster.className = 'glassbox-poster';
    const picture = Object.assign(document.createElement('img'), { src: icon, alt: '' });
    const text = Object.assign(document.createElement('p'), { textContent: words('poster') });
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'glassbox-start' });
    button.textContent = words('start');
    poster.append(picture, text, button);
    this.append(poster);
    poster.addEventListener('click', () => this.start(), { once: true });
    if (this.hasAttribute('eager')) this.start();
  }

  /** Starts what waits for the first interaction. */
  async start() {
    const poster = this.querySelector('.glassbox-start')?.parentElement;
    if (this.#opening || !poster) return;
    const opening = {};
    this.#opening = opening;
    poster.querySelector('button').remove();
    poster.querySelector('p').textContent = wordsOf(this.#language)('loading');
    try {
      const { openStage } = await import('./stage.js');
      if (this.#opening !== opening) return;
      this.#playground = openStage(this, {
        key: this.getAttribute('key') || this.id || `${location.pathname} ${this.#index}`,
        theme: this.getAttribute('theme') ?? undefined,
        language: this.getAttribute('language') ?? undefined,
        link: this.getAttribute('link') ?? undefined,
        onLink: (detail) => this.dispatchEvent(new CustomEvent('glassbox-link', { detail, bubbles: true })),
      });
    } catch (error) {
      if (this.#opening === opening) explainFailure(this, error, this.#language);
    }
  }
}

customElements.define('glass-box', GlassBox);
