// The data's way to the learner: training starts on the first chunk, and a chunk that is missing or damaged is said, tried
// again and never trained on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

/** Opens the page with the answers for `pattern` passed through `answer`. */
const openWith = (pattern, answer) =>
  Playground.open(browser, { prepare: (page) => page.context().route(pattern, answer) });

test('training starts on the first chunk while the rest arrives', async () => {
  let open;
  const gate = new Promise((resolve) => {
    open = resolve;
  });
  const playground = await openWith('**/train-*.gbc.gz', async (route) => {
    if (!route.request().url().includes('train-00')) await gate;
    await route.continue();
  });
  await playground.until((snapshot) => snapshot.data.train_available > 0);
  await playground.click('train');
  const waiting = await playground.until((snapshot) => snapshot.run.status === 2);
  assert.equal(waiting.run.step, Math.floor(waiting.data.train_available / 32));
  assert.ok(waiting.data.train_available < 60000);

  open();
  await playground.until((snapshot) => snapshot.data.train_available === 60000 && snapshot.run.step > waiting.run.step);
  await playground.page.context().unroute('**/train-*.gbc.gz');
  await playground.close();
});

for (const [name, damage] of [
  ['missing', (route) => route.fulfill({ status: 404, body: 'not here' })],
  ['cut short', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: body.subarray(0, body.length / 2) });
  }],
  ['damaged', async (route) => {
    const response = await route.fetch();
    const body = Buffer.from(await response.body());
    for (let i = 100; i < 200; i += 1) body[i] ^= 0x55;
    await route.fulfill({ response, body });
  }],
]) {
  test(`a chunk that is ${name} is said in words and fetched again on request`, async () => {
    const pattern = '**/train-01.gbc.gz';
    const playground = await openWith(pattern, damage);
    const { data } = await playground.until((snapshot) => snapshot.data.problems.length > 0 && !snapshot.data.retrying);
    assert.ok(data.train_available < 60000);
    const shown = await playground.widget('data.problem');
    assert.ok(shown.value.length > 20, shown.value);

    await playground.page.context().unroute(pattern);
    await playground.click('data.retry');
    const whole = await playground.until((snapshot) => snapshot.data.train_available === 60000);
    assert.deepEqual(whole.data.problems, []);
    await playground.close();
  });
}
