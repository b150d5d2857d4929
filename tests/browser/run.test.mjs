// A run belongs to the learner: it survives a reload, a link carries the model, two playgrounds do not disturb each other,
// and the same seed gives the same bits.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

test('the same seed gives the same bits', async () => {
  const playground = await Playground.open(browser);
  await playground.click('preset.mlp');
  await playground.until((snapshot) => snapshot.parameters === 101770);
  const fingerprints = [];
  for (let run = 0; run < 2; run += 1) {
    await playground.click('reset');
    await playground.until((snapshot) => snapshot.run.step === 0);
    for (let step = 1; step <= 3; step += 1) {
      await playground.click('step');
      await playground.until((snapshot) => snapshot.run.step === step && snapshot.run.status === 0);
    }
    const { run: state } = await playground.until((snapshot) => snapshot.run.fingerprint !== '');
    fingerprints.push(state.fingerprint);
  }
  assert.match(fingerprints[0], /^[0-9a-f]{16}$/);
  assert.equal(fingerprints[0], fingerprints[1]);
  await playground.close();
});

test('a run survives a reload', async () => {
  const playground = await Playground.open(browser);
  await playground.click('preset.mlp');
  await playground.until((snapshot) => snapshot.parameters === 101770);
  await playground.click('train');
  await playground.until((snapshot) => snapshot.run.step > 20);
  await playground.click('pause');
  const before = await playground.until((snapshot) => snapshot.run.status === 0 && snapshot.run.fingerprint !== '');
  await playground.page.reload();
  await playground.ready();
  const after = await playground.until((snapshot) => snapshot.run.step === before.run.step);
  assert.equal(after.run.fingerprint, before.run.fingerprint);
  assert.deepEqual(after.model, before.model);
  await playground.close();
});

test('a run survives a reload that comes while it trains', async () => {
  const playground = await Playground.open(browser);
  await playground.click('preset.cnn');
  await playground.until((snapshot) => snapshot.parameters === 46922 && snapshot.run.step === 0);
  for (let reload = 0, step = 0; reload < 3; reload += 1) {
    await playground.click('train');
    const reached = await playground.after(step + 20);
    await playground.after(reached + 150);
    await playground.page.reload();
    await playground.ready();
    ({ step } = (await playground.snapshot()).run);
    assert.ok(step >= reached, `${step} of ${reached} steps`);
  }
  await playground.close();
});

test('of two pages with one run, the one that is looked at last keeps its own', async () => {
  const trained = await Playground.open(browser);
  await trained.click('preset.mlp');
  await trained.until((snapshot) => snapshot.parameters === 101770);
  await trained.click('step');
  await trained.until((snapshot) => snapshot.run.step === 1 && snapshot.run.status === 0);
  const other = await Playground.open(browser);
  await other.click('preset.linear');
  await other.until((snapshot) => snapshot.parameters === 7850);
  await other.close();
  await trained.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await trained.snapshot(); // the worker's answer comes after its save
  await trained.close();

  const again = await Playground.open(browser);
  const { run: state, parameters } = await again.snapshot();
  assert.equal(parameters, 101770);
  assert.equal(state.step, 1);
  await again.close();
});

test('a link carries the model, its training and the seed', async () => {
  const first = await Playground.open(browser);
  await first.click('preset.mlp');
  await first.until((snapshot) => snapshot.parameters === 101770);
  await first.type('seed', '77');
  const { model, training } = await first.until((snapshot) => snapshot.training.seed === 77);
  const fragment = await first.fragment(/77/);
  await first.click('preset.linear');
  await first.until((snapshot) => snapshot.parameters === 7850);
  await first.close();

  const second = await Playground.open(browser, { fragment });
  const opened = await second.until((snapshot) => snapshot.parameters === 101770 && snapshot.training.seed === 77);
  assert.deepEqual(opened.model, model);
  assert.deepEqual(opened.training, training);
  await second.close();
});

test('a look at a link leaves the run of this browser as it was', async () => {
  const own = await Playground.open(browser);
  await own.click('preset.mlp');
  await own.until((snapshot) => snapshot.parameters === 101770 && snapshot.run.step === 0);
  await own.click('step');
  await own.until((snapshot) => snapshot.run.step === 1 && snapshot.run.status === 0);
  const fragment = await own.fragment(/128/);
  await own.page.goto('about:blank');
  await own.close();

  const linked = await Playground.open(browser, { fragment: fragment.replaceAll('128', '64') });
  await linked.until((snapshot) => snapshot.parameters === 784 * 64 + 64 + 64 * 10 + 10);
  await linked.click('step');
  await linked.until((snapshot) => snapshot.run.step === 1 && snapshot.run.status === 0);
  await linked.page.reload();
  await linked.ready();
  await linked.until((snapshot) => snapshot.parameters === 784 * 64 + 64 + 64 * 10 + 10 && snapshot.run.step === 1);
  await linked.close();

  const again = await Playground.open(browser);
  await again.until((snapshot) => snapshot.parameters === 101770 && snapshot.run.step === 1);
  await again.close();
});

test('a link that is damaged opens the page all the same', async () => {
  const playground = await Playground.open(browser, { fragment: '#v=1&model=%7B%22layers%22' });
  const { layers } = await playground.snapshot();
  assert.ok(layers.length > 0);
  await playground.close();
});

test('the page speaks Spanish', async () => {
  const playground = await Playground.open(browser);
  const english = await playground.widget('train');
  await playground.click('language');
  const spanish = await playground.widget('train', ({ label }) => label !== english.label);
  assert.match(spanish.label, /Entrenar/);
  await playground.click('language');
  await playground.widget('train', ({ label }) => label === english.label);
  await playground.close();
});
