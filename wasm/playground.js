// A playground in an element of the page: the user interface on a canvas, the engine in a worker, and messages between them.
//
// Loading this module installs `window.glassbox`, by which a page, a lesson or a test speaks to the playgrounds on it:
//   ready          a promise: the first playground has drawn its first picture
//   widget(name)   {name, label, role, value, enabled, visible, focused, rect: {x, y, width, height}} of the last frame, or null;
//                  the rectangle is in CSS pixels of the viewport. Names are stable: "train", "pad", "prediction", ...
//   widgets()      all of them, in reading order
//   snapshot()     a promise of the engine's present state as an object (types: engine/session/snapshot.h)
//   frames         the number of frames drawn
//   playgrounds    every Playground on the page; the above speak for the first
//   engine(options)  createEngine() of glassbox.js: the engine without a canvas

import { createCanvasUi } from './canvas/canvas.js';
import { GlassboxError } from './errors.js';

const snapshotBytes = 1 << 18;
const lingerMs = 80;
const playgrounds = [];
let firstMounted;
const first = new Promise((resolve) => {
  firstMounted = resolve;
});

async function fetchBytes(name) {
  const response = await fetch(new URL(name, import.meta.url));
  if (response.ok) return new Uint8Array(await response.arrayBuffer());
  throw new GlassboxError({ code: 'page.fetch_failed', arguments: [name], message: `${name} could not be loaded` });
}

const themes = ['light', 'dark'];

/** The language of ours that comes closest: "es-MX" is "es", "fr" is "en". */
const spoken = (language) => (language.slice(0, 2) === 'es' ? 'es' : 'en');

/** A preference of this browser; where storage is forbidden, none. */
const remembered = {
  get(key) {
    try {
      return localStorage.getItem(`glassbox.${key}`);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(`glassbox.${key}`, value);
    } catch {
      // remembered for this visit only, by the user interface
    }
  },
};

/**
 * @typedef {object} PlaygroundOptions
 * @property {string} [key]       names the run that is saved in this browser
 * @property {'light' | 'dark'} [theme]  left out: what was chosen here before, else as the system has it
 * @property {string} [language]  "en" or "es"; left out: likewise
 * @property {string} [link]      a fragment to open
 * @property {(fragment: string) => void} [onLink]  the experiment on screen as a fragment
 * @property {string | URL} [data]  folder of the data set
 * @property {'plain' | 'relaxed' | 'threads'} [variant]  of the engine
 */

/**
 * Events: "progress" (`stage`: "interface" or "engine" has been loaded), "frame" (a frame was drawn), "preferences"
 * (`theme`, `language`: another one is shown), "error" (`error`: a command failed for want of memory), "fatal" (`error`: nothing goes on).
 */
export class Playground extends EventTarget {
  /** Resolves with the first picture; rejects where there will be none. */
  ready;
  #canvas;
  #ui = null;
  #worker;
  #started;
  #waiting = new Map();
  #requests = 0;
  #ended = new AbortController();
  #failed = false;
  /** A Snapshot that came before the user interface was there. */
  #early = null;
  /** Why a saved run was not taken up, until the user interface says so. */
  #problem;
  #shown = 0;
  #chosen = {};
  #systemDark = matchMedia('(prefers-color-scheme: dark)');
  #receive = {
    ready: ({ problem }) => {
      this.#problem = problem;
      this.#tell('progress', { stage: 'engine' });
    },
    snapshot: (message) => {
      if (this.#ended.signal.aborted) return;
      if (this.#ui) this.#show(message);
      else this.#early = message;
    },
    json: ({ id, text }) => this.#answer(id, JSON.parse(text)),
    stopped: ({ id }) => this.#answer(id),
    error: ({ error }) => this.#tell('error', { error: new GlassboxError(error) }),
    fatal: ({ error }) => this.#fail(new GlassboxError(error)),
  };

  /** @param {HTMLElement} element @param {PlaygroundOptions} [options] */
  constructor(element, options = {}) {
    super();
    this.#chosen = { theme: options.theme, language: options.language };
    const { key = 'playground', data = new URL('../data/mnist/', import.meta.url), variant } = options;
    this.#worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module', name: 'glassbox' });
    this.#worker.onmessage = ({ data: message }) => this.#receive[message.type](message);
    this.#worker.onerror = (event) => this.#fail(new GlassboxError({ code: 'engine.failed', message: event.message }));
    const buffer = new ArrayBuffer(snapshotBytes);
    this.#post({ type: 'start', key, link: options.link ?? '', data: String(data), variant, buffer }, [buffer]);
    this.#canvas = document.createElement('canvas');
    this.#canvas.className = 'glassbox-canvas';
    element.append(this.#canvas);
    this.ready = new Promise((resolve, reject) => {
      this.#started = { resolve, reject };
    });
    this.ready.catch(() => {});
    this.#open(options).catch((error) => this.#fail(error));
    document.addEventListener('visibilitychange', () => this.save(), { signal: this.#ended.signal });
    playgrounds.push(this);
    firstMounted(this);
  }

  async #open(options) {
    const [{ default: moduleFactory }, regular, semibold] = await Promise.all([
      import('./ui.mjs'),
      fetchBytes('fonts/inter-regular.ttf'),
      fetchBytes('fonts/inter-semibold.ttf'),
    ]);
    if (this.#ended.signal.aborted) return;
    const { theme, language } = this.preferences;
    const ui = await createCanvasUi({
      canvas: this.#canvas,
      moduleFactory,
      fonts: { regular, semibold },
      preferences: { dark: theme === 'dark', language },
      link: options.link,
      onCommand: (bytes) => this.#post({ type: 'command', bytes }, [bytes]),
      onRemember: (key, value) => {
        remembered.set(key, value);
        this.#prefer({ [key]: value });
      },
      onPrefer: (key, value) => this.#prefer({ [key]: value }),
      onLink: options.onLink,
      onRetryData: () => this.#post({ type: 'retry' }),
      onFrame: () => this.#drawn(),
    });
    if (this.#ended.signal.aborted) {
      ui.dispose();
      return;
    }
    this.#ui = ui;
    this.#followSystem();
    this.#tell('progress', { stage: 'interface' });
    if (this.#early) this.#show(this.#early);
  }

  #show({ buffer, length, sequence }) {
    const error = this.#ui.show(buffer, length);
    this.#early = null;
    this.#shown = sequence;
    if (this.#problem) this.#ui.notify(this.#problem);
    this.#problem = undefined;
    this.#whenDrawn(() => this.#post({ type: 'buffer', buffer }, [buffer]));
    if (error) this.#fail(new GlassboxError({ code: error }));
  }

  /** Goes on when a picture is out, and the thread had as long for all else: where drawing is slow, a click still counts. */
  #whenDrawn(next) {
    requestAnimationFrame(() => {
      const start = performance.now();
      setTimeout(() => setTimeout(next, performance.now() - start));
    });
  }

  #drawn() {
    if (this.#shown) this.#started.resolve();
    this.#tell('frame');
  }

  /** The learner's or a link's choice, else this browser's from an earlier visit, else the system's. */
  get preferences() {
    const { theme, language } = this.#chosen;
    const known = [theme, remembered.get('theme')].find((name) => themes.includes(name));
    return {
      theme: known ?? (this.#systemDark.matches ? 'dark' : 'light'),
      language: spoken(language ?? remembered.get('language') ?? navigator.language),
    };
  }

  #prefer(choice) {
    Object.assign(this.#chosen, choice);
    this.#tell('preferences', this.preferences);
  }

  #followSystem() {
    const follow = () => {
      const { theme, language } = this.preferences;
      this.#ui.setPreferences(theme === 'dark', language);
      this.#tell('preferences', { theme, language });
    };
    this.#systemDark.addEventListener('change', follow, { signal: this.#ended.signal });
  }

  #post(message, transfer = []) {
    this.#worker.postMessage(message, transfer);
  }

  #ask(type) {
    this.#requests += 1;
    const id = this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#post({ type, id });
    });
  }

  #answer(id, value) {
    this.#waiting.get(id)?.resolve(value);
    this.#waiting.delete(id);
  }

  #tell(type, details = {}) {
    this.dispatchEvent(Object.assign(new Event(type), details));
  }

  #fail(error) {
    this.#failed = true;
    this.#started.reject(error);
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
    this.#tell('fatal', { error });
  }

  /** Sends a Command, e.g. {command: 'step', count: 1} (types: engine/session/command.h). */
  send(command) {
    this.#post({ type: 'command', json: JSON.stringify(command) });
  }

  /** @returns {Promise<object>} the present Snapshot */
  snapshot() {
    return this.#ask('json');
  }

  /** The `sequence` of the Snapshot on screen: snapshot() may know of a later one; 0 before the first. */
  get shown() {
    return this.#shown;
  }

  /** Saves the run now, where there is news. */
  save() {
    this.#post({ type: 'save' });
  }

  widgets() {
    const { left, top } = this.#canvas.getBoundingClientRect();
    const widgets = this.#ui?.widgets() ?? [];
    return widgets.map(({ x, y, width, height, ...widget }) => ({ ...widget, rect: { x: x + left, y: y + top, width, height } }));
  }

  widget(name) {
    return this.widgets().find((widget) => widget.name === name) ?? null;
  }

  get frames() {
    return this.#ui?.frames ?? 0;
  }

  get canvas() {
    return this.#canvas;
  }

  /** Opens a link's fragment; false when it is none of ours. */
  openLink(fragment) {
    return this.#ui?.openLink(fragment) ?? false;
  }

  /** Gives the widget of that name the keyboard focus. */
  focus(name) {
    this.#ui?.focus(name);
  }

  /** Saves the run and takes everything away. */
  async dispose() {
    if (this.#ended.signal.aborted) return;
    this.#ended.abort();
    playgrounds.splice(playgrounds.indexOf(this), 1);
    this.#ui?.dispose();
    this.#ui = null;
    this.#canvas.remove();
    if (!this.#failed) await this.#ask('stop').catch(() => {});
    this.#worker.terminate();
  }
}

/** A page that goes takes its workers with it at once: it stays for as long as they need to hear of it and save. */
addEventListener('pagehide', () => {
  if (playgrounds.length === 0) return;
  for (const playground of playgrounds) playground.save();
  const end = performance.now() + lingerMs;
  while (performance.now() < end);
});

window.glassbox = {
  ready: first.then((playground) => playground.ready),
  widget: (name) => playgrounds[0]?.widget(name) ?? null,
  widgets: () => playgrounds[0]?.widgets() ?? [],
  snapshot: async () => playgrounds[0]?.snapshot() ?? null,
  get frames() {
    return playgrounds[0]?.frames ?? 0;
  },
  playgrounds,
  engine: async (options) => (await import('./glassbox.js')).createEngine(options),
};
window.glassbox.ready.catch(() => {});
