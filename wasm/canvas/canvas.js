// The user interface on a canvas: one instance of ui.mjs, driven by the canvas' own events. Draws only when something
// changed, and nothing while out of sight. Several may stand on one page.

import { copyText } from './clipboard.js';
import { listenToKeys } from './keyboard.js';
import { listenToPointer } from './pointer.js';
import { Surface } from './surface.js';

/**
 * @typedef {object} CanvasUiOptions
 * @property {HTMLCanvasElement} canvas          its CSS size decides; focusable from now on
 * @property {(options?: object) => Promise<object>} moduleFactory  the default export of ui.mjs
 * @property {object} [moduleOptions]            for the factory (locateFile, wasmBinary, ...)
 * @property {{regular: Uint8Array, semibold: Uint8Array}} fonts  TTF files
 * @property {{dark: boolean, language: string}} preferences
 * @property {string} [link]                     a fragment to open: applied with the first Snapshot
 * @property {(message: ArrayBuffer) => void} onCommand  an encoded Command (engine/session/codec.h), the receiver's own
 * @property {(key: string, value: string) => void} [onRemember]  a preference ("theme", "language") the learner chose
 * @property {(key: string, value: string) => void} [onPrefer]  a preference that a link brought
 * @property {(fragment: string) => void} [onLink]  the experiment on screen as a link's fragment, without '#'
 * @property {() => void} [onRetryData]          fetch again what failed to arrive
 * @property {() => void} [onFrame]              after each frame drawn: widgets() may be new
 */

/**
 * What a widget is called, what it says and where it lies, in CSS pixels from the canvas' corner.
 * @typedef {{name: string, label: string, role: string, value: string, enabled: boolean, visible: boolean,
 *            focused: boolean, x: number, y: number, width: number, height: number}} CanvasWidget
 */

/** @param {CanvasUiOptions} options */
export async function createCanvasUi(options) {
  const module = await (options.moduleFactory)(options.moduleOptions);
  return new CanvasUi(module, options);
}

export class CanvasUi {
  #ui;
  #canvas;
  #surface;
  #keys;
  #ended = new AbortController();
  #request = 0;
  #onFrame;
  #frames = 0;

  /** Use createCanvasUi(). */
  constructor(module, options) {
    const { canvas } = options;
    this.#canvas = canvas;
    this.#onFrame = options.onFrame ?? (() => {});
    canvas.tabIndex = 0;
    this.#surface = new Surface(canvas, {
      changed: () => this.#draw(performance.now()),
      shown: () => this.#schedule(),
      lost: () => this.#ui.contextLost(),
      restored: (context) => {
        this.#ui.contextRestored(context);
        this.#schedule();
      },
    });
    const page = {
      send: (view) => options.onCommand(view.slice().buffer),
      remember: (key, value) => options.onRemember?.(key, value),
      prefer: (key, value) => options.onPrefer?.(key, value),
      showLink: (fragment) => options.onLink?.(fragment),
      copyText: (text) => copyText(text.startsWith('#') ? new URL(text, location.href).href : text),
      setCursor: (name) => (canvas.style.cursor = name),
      retryData: () => options.onRetryData?.(),
    };
    this.#ui = new module.Canvas(this.#surface.context, page, options.fonts.regular, options.fonts.semibold);
    this.setPreferences(options.preferences.dark, options.preferences.language);
    if (options.link) this.#ui.openLink(options.link);
    this.#followPointerKind();
    const hands = { ui: this.#ui, canvas, signal: this.#ended.signal, changed: () => this.#schedule(), now: () => this.#drawNow() };
    this.#keys = listenToKeys(hands);
    listenToPointer({ ...hands, focus: () => this.#keys.focus(), hasFocus: () => this.#keys.hasFocus() });
    this.#surface.observe();
    this.#schedule();
  }

  /**
   * Shows an encoded Snapshot: the first `size` bytes of the buffer, which is free for reuse at once.
   * @param {ArrayBuffer} buffer
   * @returns {string} empty, or the code of the error when it is no Snapshot
   */
  show(buffer, size = buffer.byteLength) {
    this.#ui.messageRoom(size).set(new Uint8Array(buffer, 0, size));
    const error = this.#ui.show();
    this.#schedule();
    return error;
  }

  setPreferences(dark, language) {
    this.#ui.setPreferences(dark, language);
    this.#schedule();
  }

  /** Opens a link's fragment; false when it is none of ours (a notice says why). */
  openLink(fragment) {
    const opened = this.#ui.openLink(fragment);
    this.#schedule();
    return opened;
  }

  /** Shows an error of the engine's as a notice, in the language on screen. */
  notify({ code, arguments: values }) {
    this.#ui.notify(code, values);
    this.#schedule();
  }

  /** @returns {CanvasWidget[]} those on screen, in reading order; what waits to be drawn is drawn first */
  widgets() {
    if (this.#ui.wantsFrame()) this.#draw(performance.now());
    return this.#ui.widgets();
  }

  /** Gives the widget of that name the keyboard focus. */
  focus(name) {
    this.#keys.focus();
    this.#ui.focus(name);
    this.#schedule();
  }

  /** Number of frames drawn so far. */
  get frames() {
    return this.#frames;
  }

  /** Ends it all; the canvas stays empty. */
  dispose() {
    this.#ended.abort();
    cancelAnimationFrame(this.#request);
    this.#keys.dispose();
    this.#ui.delete();
    this.#surface.dispose();
  }

  #followPointerKind() {
    const coarse = matchMedia('(pointer: coarse)');
    const follow = () => {
      this.#ui.setCoarsePointer(coarse.matches);
      this.#schedule();
    };
    coarse.addEventListener('change', follow, { signal: this.#ended.signal });
    follow();
  }

  #schedule() {
    if (this.#request || !this.#surface.drawable || !this.#ui.wantsFrame()) return;
    this.#request = requestAnimationFrame((time) => {
      this.#request = 0;
      this.#draw(time);
    });
  }

  #draw(time) {
    if (this.#ended.signal.aborted || !this.#surface.drawable) return;
    const { width, height, pixelRatio } = this.#surface;
    this.#frames += 1;
    this.#ui.frame(width, height, pixelRatio, time / 1000);
    this.#keys.follow();
    this.#onFrame();
    this.#schedule();
  }

  /**
   * Takes the input up within its event, not in the next frame: what it leads to (copying, the keyboard of a
   * telephone) is then the person's own doing in the browser's eyes.
   */
  #drawNow() {
    const most = 4;
    for (let i = 0; i === 0 || (i < most && this.#ui.hasInput()); i += 1) this.#draw(performance.now());
    this.#schedule();
  }
}
