// What the page looks like at the sizes of a desk, a tablet and a telephone, light and dark: everything lies on screen, nothing
// that can be pressed lies on another. The pictures are kept beside the build for people to judge; the README shows one.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

const pictures = process.env.GLASSBOX_SCREENSHOTS;
const three = [
  [
    [0.3, 0.28],
    [0.4, 0.2],
    [0.55, 0.19],
    [0.66, 0.27],
    [0.63, 0.4],
    [0.5, 0.48],
    [0.62, 0.53],
    [0.69, 0.65],
    [0.62, 0.78],
    [0.45, 0.82],
    [0.3, 0.76],
  ],
];
const pressable = new Set(['button', 'combobox', 'spinbutton', 'slider', 'checkbox', 'tab']);

let browser;
let playground;
before(async () => {
  browser = await startBrowser();
  playground = await Playground.open(browser);
  await playground.until((snapshot) => snapshot.data.train_available === 60000 && snapshot.data.test_available === 10000);
  await playground.click('epoch');
  await playground.until((snapshot) => snapshot.run.epoch === 1 && snapshot.run.status === 0, 240);
  await playground.draw(three);
  await playground.until((snapshot) => snapshot.digit.source === 1);
  if (pictures) await mkdir(pictures, { recursive: true });
});
after(() => browser?.stop());

function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 1 && height > 1;
}

for (const scheme of ['light', 'dark']) {
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
    [360, 640],
    [2560, 1440],
  ]) {
    test(`${width}x${height}, ${scheme}`, async () => {
      await playground.page.emulateMedia({ colorScheme: scheme });
      await playground.resize(width, height);
      const onScreen = ({ rect }) =>
        rect.x >= -0.5 && rect.y >= -0.5 && rect.x + rect.width <= width + 0.5 && rect.y + rect.height <= height + 0.5;
      await playground.widget('train');
      const tabs = (await playground.widgets()).filter((widget) => /^tab\.[a-z]+$/.test(widget.name) && widget.visible);
      for (const view of tabs.length > 0 ? tabs : [null]) {
        if (view) {
          await playground.click(view.name);
          await playground.widget(view.name, ({ value }) => value === 'selected');
        }
        const visible = (await playground.widgets()).filter((widget) => widget.visible && widget.rect.width > 0);
        assert.deepEqual(visible.filter((widget) => !onScreen(widget)).map((widget) => widget.name), []);
        const buttons = visible.filter((widget) => pressable.has(widget.role));
        const clashes = buttons.flatMap((a, i) =>
          buttons.slice(i + 1).filter((b) => overlap(a.rect, b.rect)).map((b) => `${a.name} on ${b.name}`),
        );
        assert.deepEqual(clashes, []);
        if (pictures) {
          const suffix = view ? `-${view.name.slice(4)}` : '';
          await playground.page.screenshot({ path: path.join(pictures, `${width}x${height}-${scheme}${suffix}.png`) });
        }
      }
    });
  }
}

test('says nothing on the console', () => assert.deepEqual(playground.complaints, []));
