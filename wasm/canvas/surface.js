// The canvas as a surface: its WebGL2 context, its size in device pixels, whether it is in sight.

const secondsKept = 20; // out of sight, before the context is given back: a browser has only some sixteen

/** The observer's own count of device pixels, which a browser that emulates another screen does not have right. */
const nearest = (exact, computed) => (Math.abs(exact - computed) < 2 ? exact : Math.round(computed));

export class Surface {
  width = 0;
  height = 0;
  pixelRatio = 1;
  #canvas;
  #on;
  #lost = false;
  #inSight = true;
  #loss;
  #timer = 0;
  #observers = [];
  #ended = new AbortController();

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {{changed: () => void, shown: () => void, lost: () => void, restored: (context: WebGL2RenderingContext) => void}} on
   */
  constructor(canvas, on) {
    this.#canvas = canvas;
    this.#on = on;
    this.context = canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    if (!this.context) throw new Error('WebGL2 is not available');
    this.#loss = this.context.getExtension('WEBGL_lose_context');
  }

  get drawable() {
    return !this.#lost && this.#inSight && this.width > 0 && this.height > 0;
  }

  observe() {
    const { signal } = this.#ended;
    this.#canvas.addEventListener('webglcontextlost', (event) => this.#lose(event), { signal });
    this.#canvas.addEventListener('webglcontextrestored', () => this.#restore(), { signal });
    const size = new ResizeObserver((entries) => this.#resize(entries.at(-1).devicePixelContentBoxSize?.[0]));
    try {
      size.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      size.observe(this.#canvas);
    }
    this.#followPixelRatio();
    const sight = new IntersectionObserver((entries) => this.#see(entries.at(-1).isIntersecting), { rootMargin: '100px' });
    sight.observe(this.#canvas);
    this.#observers = [size, sight];
  }

  dispose() {
    this.#ended.abort();
    clearTimeout(this.#timer);
    for (const observer of this.#observers) observer.disconnect();
    this.#loss?.loseContext();
  }

  #resize(exact) {
    const { clientWidth, clientHeight } = this.#canvas;
    const pixelWidth = nearest(exact?.inlineSize, clientWidth * devicePixelRatio);
    const pixelHeight = nearest(exact?.blockSize, clientHeight * devicePixelRatio);
    this.width = clientWidth;
    this.height = clientHeight;
    this.pixelRatio = clientWidth > 0 ? pixelWidth / clientWidth : 1;
    if (this.#canvas.width === pixelWidth && this.#canvas.height === pixelHeight) return;
    this.#canvas.width = pixelWidth; // this empties the canvas: it is drawn again before the browser paints
    this.#canvas.height = pixelHeight;
    this.#on.changed();
  }

  /** Zooming and another screen change the ratio; not every browser tells the observer. */
  #followPixelRatio() {
    const { signal } = this.#ended;
    if (signal.aborted) return;
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      'change',
      () => {
        this.#resize();
        this.#followPixelRatio();
      },
      { once: true, signal },
    );
  }

  #see(inSight) {
    if (inSight === this.#inSight) return;
    this.#inSight = inSight;
    clearTimeout(this.#timer);
    if (!inSight) {
      this.#timer = setTimeout(() => this.#loss?.loseContext(), 1000 * secondsKept);
    } else if (this.#lost) {
      this.#loss?.restoreContext();
    } else {
      this.#on.shown();
    }
  }

  #lose(event) {
    event.preventDefault(); // so that it can be restored
    if (this.#lost) return;
    this.#lost = true;
    this.#on.lost();
  }

  #restore() {
    this.#lost = false;
    this.#on.restored(this.context);
  }
}
