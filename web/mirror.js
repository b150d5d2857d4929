// What the canvas shows, as text for screen readers: regions as headings, everything else as a line of its own.

import { wordsOf } from './words.js';

const shortestMs = 1000;

function lineOf({ role, label, value, enabled }, words) {
  const parts = [label, value === label ? '' : value, words(role), enabled ? '' : words('unavailable')];
  return parts.filter(Boolean).join(', ');
}

export class TextMirror {
  #region = document.createElement('div');
  #read;
  #language = 'en';
  #lines = [];
  #timer = 0;
  #last = -shortestMs;

  /**
   * @param {HTMLElement} element
   * @param {() => object[]} read the widgets on screen
   */
  constructor(element, read) {
    this.#read = read;
    this.#region.className = 'glassbox-mirror';
    this.#region.setAttribute('role', 'region');
    element.append(this.#region);
  }

  setLanguage(language) {
    this.#language = language;
    this.#region.lang = language;
    this.#region.setAttribute('aria-label', wordsOf(language)('mirror'));
    this.changed();
  }

  /** To be called after each frame: the text follows within a second. */
  changed() {
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#update(), Math.max(0, this.#last + shortestMs - performance.now()));
  }

  dispose() {
    clearTimeout(this.#timer);
    this.#region.remove();
  }

  #update() {
    this.#timer = 0;
    this.#last = performance.now();
    const words = wordsOf(this.#language);
    const lines = this.#read()
      .filter(({ label, value }) => label || value)
      .map((widget) => ({ tag: widget.role === 'region' ? 'h2' : 'p', text: lineOf(widget, words) }));
    lines.forEach((line, i) => {
      const before = this.#lines[i];
      if (before?.tag === line.tag && before.text === line.text) return;
      const present = this.#region.children[i];
      if (before?.tag === line.tag) {
        present.textContent = line.text;
        return;
      }
      const node = document.createElement(line.tag);
      node.textContent = line.text;
      if (present) present.replaceWith(node);
      else this.#region.append(node);
    });
    while (this.#region.children.length > lines.length) this.#region.lastChild.remove();
    this.#lines = lines;
  }
}
