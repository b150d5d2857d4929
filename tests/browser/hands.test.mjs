// The page is used with a finger, with keys, and beside other content.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

/** A finger that moves over the given points of the page, as the browser's own touch events. */
async function swipe(page, points) {
  const session = await page.context().newCDPSession(page);
  const touch = (type, touchPoints) => session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await touch('touchStart', [points[0]]);
  for (const point of points.slice(1)) await touch('touchMove', [point]);
  await touch('touchEnd', []);
  await session.detach();
}

test('a finger draws on the pad, undo and clear take it back', async () => {
  const playground = await Playground.open(browser);
  const { rect } = await playground.widget('pad');
  const line = (x) => [0.2, 0.4, 0.6, 0.8].map((y) => ({ x: rect.x + x * rect.width, y: rect.y + y * rect.height }));
  await swipe(playground.page, line(0.4));
  await playground.until((snapshot) => snapshot.digit.source === 1);
  await swipe(playground.page, line(0.6));
  await playground.widget('pad', ({ value }) => value.startsWith('2'));
  await playground.tap('undo');
  await playground.widget('pad', ({ value }) => value.startsWith('1'));
  await playground.tap('clear');
  await playground.until((snapshot) => snapshot.digit.source === 0);
  await playground.close();
});

test('the keyboard reaches a button, presses it, and leaves the canvas', async () => {
  const playground = await Playground.open(browser);
  const { page } = playground;
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'after';
    document.body.append(button);
  });
  await page.locator('canvas').first().focus();
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
  let presses = 0;
  while ((await focused()) !== 'after' && presses < 200) {
    await page.keyboard.press('Tab');
    presses += 1;
  }
  assert.equal(await focused(), 'after');
  assert.ok(presses > 3, `Tab went through the widgets: ${presses}`);
  await playground.close();
});

/** Tab (or Shift+Tab) from one end of the playground to the other: the widgets that had the focus, in order. */
async function walk(page, key, end) {
  const names = [];
  for (;;) {
    await page.keyboard.press(key);
    const [outside, focused] = await page.evaluate(() => [
      document.activeElement.id,
      window.glassbox.widgets().find((widget) => widget.focused)?.name,
    ]);
    if (outside === end) return names;
    assert.ok(focused && !names.includes(focused), `${focused} after ${names}`);
    names.push(focused);
  }
}

test('Tab goes through all widgets and out, Shift+Tab the same way back, again and again', async () => {
  const playground = await Playground.open(browser);
  const { page } = playground;
  await page.evaluate(() => {
    const button = (id) => Object.assign(document.createElement('button'), { id, textContent: id });
    document.body.prepend(button('before'));
    document.body.append(button('after'));
  });
  await page.locator('#before').focus();
  const there = await walk(page, 'Tab', 'after');
  const back = await walk(page, 'Shift+Tab', 'before');
  const again = await walk(page, 'Tab', 'after');
  assert.ok(there.includes('theme') && there.includes('seed') && there.at(-1) === 'layer.add', there.join(' '));
  assert.deepEqual(back, there.toReversed());
  assert.deepEqual(again, there);
  await playground.close();
});

test('the focus goes where the page sends it, forwards and back', async () => {
  const playground = await Playground.open(browser);
  const { page } = playground;
  const send = (name) => page.evaluate((wanted) => window.glassbox.playgrounds[0].focus(wanted), name);
  await send('preset.mlp');
  await playground.widget('preset.mlp', ({ focused }) => focused);
  await send('theme');
  await playground.widget('theme', ({ focused }) => focused);
  const theme = () => page.evaluate(() => window.glassbox.playgrounds[0].preferences.theme);
  const before = await theme();
  await page.keyboard.press('Enter');
  await page.waitForFunction((old) => window.glassbox.playgrounds[0].preferences.theme !== old, before);
  assert.equal((await playground.snapshot()).parameters, 46922);
  await playground.close();
});

test('Escape takes back what was typed, Enter only what is possible', async () => {
  const playground = await Playground.open(browser);
  const { page } = playground;
  await playground.until((snapshot) => snapshot.data.test_available === 10000);
  await playground.click('step');
  const { run } = await playground.until((snapshot) => snapshot.run.step === 1 && snapshot.run.status === 0);
  for (const [name, text] of [['seed', '9'], ['layer0.kernel_size', '7'], ['sample', '12']]) {
    const { value } = await playground.widget(name);
    await playground.click(name);
    await page.keyboard.press('Control+A');
    await page.keyboard.type(text);
    await page.keyboard.press('Escape');
    assert.equal((await playground.widget(name)).value, value, name);
  }
  const { run: kept, training, digit } = await playground.snapshot();
  assert.deepEqual([kept.step, kept.fingerprint, digit.source], [1, run.fingerprint, 0]);
  for (const text of ['20000', '-5', '1.5']) {
    const { value } = await playground.widget('sample');
    await playground.type('sample', text);
    assert.equal((await playground.widget('sample')).value, value, `there is no test digit ${text}`);
  }
  await playground.type('seed', String(training.seed + 1));
  await playground.until((snapshot) => snapshot.training.seed === training.seed + 1);
  await playground.close();
});

test('training answers a click within one step', async () => {
  const playground = await Playground.open(browser);
  await playground.click('train');
  await playground.until((snapshot) => snapshot.run.step > 10);
  await playground.click('pause');
  const paused = await playground.until((snapshot) => snapshot.run.status === 0);
  assert.ok(paused.run.step > 10);
  await playground.click('reset');
  await playground.until((snapshot) => snapshot.run.step === 0 && snapshot.run.train.length === 0);
  await playground.close();
});

test('two playgrounds on one page do not disturb each other', async () => {
  const page = await browser.context.newPage();
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${browser.address}web/embed-example.html`);
  const playground = new Playground(page);
  await page.locator('glass-box').nth(0).click();
  await page.locator('glass-box').nth(1).click();
  await page.waitForFunction(() => window.glassbox?.playgrounds.length === 2);
  await page.evaluate(() => Promise.all(window.glassbox.playgrounds.map((each) => each.ready)));
  const parameters = () =>
    page.evaluate(async () => {
      const snapshots = await Promise.all(window.glassbox.playgrounds.map((each) => each.snapshot()));
      return snapshots.map((snapshot) => snapshot?.parameters);
    });
  const [, second] = await parameters();
  await page.locator('glass-box').nth(0).scrollIntoViewIfNeeded();
  await playground.click('tab.model');
  await playground.click('preset.linear');
  await playground.until((snapshot) => snapshot.parameters === 7850);
  assert.deepEqual(await parameters(), [7850, second]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test('the JavaScript API trains in the page, without a canvas', async () => {
  const playground = await Playground.open(browser);
  const result = await playground.page.evaluate(async () => {
    const engine = await window.glassbox.engine({ worker: true });
    const model = await engine.sequential(
      [{ class_name: 'Flatten' }, { class_name: 'Dense', config: { units: 10, activation: 'softmax' } }],
      { inputShape: [28, 28, 1] },
    );
    await model.compile({ optimizer: 'sgd', learning_rate: 0.1, batch_size: 32, seed: 3 });
    const x = new Float32Array(32 * 784).map((_, i) => ((i * 7919) % 101) / 101);
    const y = new Uint8Array(32).map((_, i) => i % 10);
    const losses = [];
    for (let i = 0; i < 30; i += 1) losses.push((await model.step(x, y)).loss);
    const probabilities = await model.predict(x.subarray(0, 784));
    const outputs = await model.layerOutputs(x.subarray(0, 784), 'flatten');
    const weights = await model.getWeights();
    await model.dispose();
    return {
      first: losses[0],
      last: losses.at(-1),
      sum: probabilities.reduce((a, b) => a + b, 0),
      flat: (outputs.values ?? outputs).length,
      shapes: weights.map(({ shape }) => [...shape]),
    };
  });
  assert.ok(result.last < 0.8 * result.first, JSON.stringify(result));
  assert.ok(Math.abs(result.sum - 1) < 1e-5);
  assert.equal(result.flat, 784);
  assert.deepEqual(result.shapes, [[784, 10], [10]]);
  await playground.close();
});
