// Opens the page in Debian's headless Chromium and uses it as a person does: every widget is found by its name through
// window.glassbox, never by a coordinate of the test's own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { startServer } from '../../../web/server.mjs';

const dist = process.env.GLASSBOX_DIST;
if (!dist) throw new Error('GLASSBOX_DIST: the folder of the built page (tests/run sets it)');

const browserFlags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts a server over dist/ and a browser with an empty profile; stop() ends both. */
export async function startBrowser({ isolated = true, flags = [] } = {}) {
  const server = await startServer({ root: dist, port: 0, isolated });
  const profile = await mkdtemp(path.join(tmpdir(), 'glassbox-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.GLASSBOX_CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [...browserFlags, ...flags],
    viewport: { width: 1440, height: 900 },
    hasTouch: true,
  });
  return {
    address: server.address,
    context,
    async stop() {
      await context.close();
      await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** One page with the playground, everything it complained about, and every address it asked for. */
export class Playground {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    this.complaints = [];
    this.requests = [];
    page.on('console', (message) => {
      // A driver in software says that it is slow; that is no complaint of the page.
      const ofTheDriver = message.text().includes('GL Driver Message');
      if (['error', 'warning'].includes(message.type()) && !ofTheDriver) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  static async open(browser, { fragment = '', file = '', prepare = async () => {} } = {}) {
    const page = await browser.context.newPage();
    const playground = new Playground(page);
    await prepare(page);
    await page.goto(`${browser.address}${file}${fragment}`);
    await playground.ready();
    return playground;
  }

  async ready() {
    await this.page.waitForFunction(() => window.glassbox !== undefined);
    await this.page.evaluate(() => window.glassbox.ready);
    await this.until((snapshot) => snapshot.layers.length > 0);
  }

  /** The latest Snapshot. */
  snapshot() {
    return this.page.evaluate(() => window.glassbox.snapshot());
  }

  /** Looks again and again until `look` gives something, or gives up with what was `wanted`. */
  async #poll(look, wanted, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    const late = new Promise((resolve) => setTimeout(resolve, seconds * 1000).unref());
    while (Date.now() < end) {
      const found = await Promise.race([look(), late]); // a page that hangs answers nothing
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error(`not within ${seconds} s: ${wanted}`);
  }

  /** The first Snapshot for which `condition` holds, once it or a later one is on screen. */
  async until(condition, seconds) {
    const look = async () => {
      const snapshot = await this.snapshot();
      return snapshot && condition(snapshot) ? snapshot : null;
    };
    const found = await this.#poll(look, condition, seconds);
    const shown = () => this.page.evaluate(() => window.glassbox.playgrounds[0].shown);
    await this.#poll(async () => (await shown()) >= found.sequence, `Snapshot ${found.sequence} on screen`);
    return found;
  }

  /** The step that the run has reached, once it is past the given one. */
  async after(step) {
    const look = async () => {
      const { run } = await this.snapshot();
      return run.step > step ? run : null;
    };
    return (await this.#poll(look, `step ${step}`)).step;
  }

  widgets() {
    return this.page.evaluate(() => window.glassbox.widgets());
  }

  /** The widget of that name, once it is on screen and satisfies `condition`. */
  widget(name, condition = () => true) {
    return this.#poll(async () => {
      const widget = await this.page.evaluate((wanted) => window.glassbox.widget(wanted), name);
      return widget?.visible && widget.rect.width > 0 && condition(widget) ? widget : null;
    }, `${name} on screen, ${condition}`);
  }

  /** Gives the window another size, and waits until the playground has drawn itself anew for it. */
  async resize(width, height) {
    await this.page.setViewportSize({ width, height });
    const drawn = () =>
      this.page.evaluate(([wide, high]) => {
        const canvas = document.querySelector('canvas');
        const sized = canvas.width === Math.round(wide * devicePixelRatio) && canvas.height === Math.round(high * devicePixelRatio);
        return innerWidth === wide && innerHeight === high && sized;
      }, [width, height]);
    await this.#poll(drawn, `a page of ${width}x${height}`);
  }

  /** The link in the address bar, once it has what it is waited for. */
  fragment(pattern) {
    return this.#poll(() => {
      const { hash } = new URL(this.page.url());
      return pattern.test(hash) ? hash : null;
    }, `${pattern} in the link`);
  }

  /** Where to press the widget, once it can be pressed. */
  async centre(name) {
    const { rect } = await this.widget(name, ({ enabled }) => enabled);
    return [rect.x + rect.width / 2, rect.y + rect.height / 2];
  }

  async click(name) {
    await this.page.mouse.click(...(await this.centre(name)));
  }

  async tap(name) {
    await this.page.touchscreen.tap(...(await this.centre(name)));
  }

  /** Replaces what stands in a field and commits it. */
  async type(name, text) {
    await this.click(name);
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Opens a combo and chooses the item that is exposed as `<name>.<index>`. */
  async choose(name, index) {
    await this.click(name);
    await this.click(`${name}.${index}`);
  }

  /** Draws strokes (lists of points in 0..1) on the pad with the mouse. */
  async draw(strokes) {
    const { rect } = await this.widget('pad');
    const at = ([x, y]) => [rect.x + x * rect.width, rect.y + y * rect.height];
    for (const [first, ...rest] of strokes) {
      await this.page.mouse.move(...at(first));
      await this.page.mouse.down();
      for (const point of rest) await this.page.mouse.move(...at(point));
      await this.page.mouse.up();
    }
  }

  close() {
    return this.page.close();
  }
}
