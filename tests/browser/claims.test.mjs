// What the page says stays true where the usual does not hold: numbers without bound, many classes, refused links.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

const dense = (config, more = {}) => ({ class_name: 'Dense', config, ...more });

function link(layers, training = {}) {
  const model = { version: 1, input_shape: [28, 28, 1], layers: [{ class_name: 'Flatten' }, ...layers] };
  const part = (name, value) => `${name}=${encodeURIComponent(JSON.stringify(value))}`;
  return `#v=1&${part('model', model)}&${part('training', training)}`;
}

/** Chooses those of the tabs that the screen's size has. */
async function choose(playground, ...tabs) {
  for (const tab of tabs) {
    const found = (await playground.widgets()).find(({ name, visible }) => name === tab && visible);
    if (found) await playground.click(tab);
  }
}

const complete = ({ data }) => data.train_available === 60000 && data.test_available === 10000;

test('numbers that have grown without bound are no answers', async () => {
  const layers = [...Array.from({ length: 8 }, () => dense({ units: 32 })), dense({ units: 10, activation: 'softmax' })];
  const fragment = link(layers, { optimizer: { class_name: 'SGD', config: { learning_rate: 1000 } } });
  const playground = await Playground.open(browser, { fragment });
  await playground.until((snapshot) => snapshot.layers.length === layers.length + 1 && complete(snapshot));
  await playground.click('sample.random');
  await playground.until((snapshot) => snapshot.digit.label >= 0);
  await choose(playground, 'tab.confusion');
  await playground.click('train');
  const { evaluation } = await playground.until((snapshot) => snapshot.run.status === 4 && snapshot.evaluation.length > 0, 120);
  assert.equal(evaluation[0].accuracy, 0);
  const prediction = await playground.widget('prediction', ({ value }) => !/^\d/.test(value));
  assert.match(prediction.value, /^No answer/);
  assert.equal((await playground.widget('prediction.0')).value, '–');
  await playground.widget('confusion', ({ value }) => value.startsWith('No accuracy'));
  assert.match((await playground.widget('network.layer2')).value, /–$/);
  await playground.close();
});

test('of many classes the most probable are shown', async () => {
  const playground = await Playground.open(browser, { fragment: link([dense({ units: 256, activation: 'softmax' })]) });
  await playground.until((snapshot) => snapshot.layers[1].output_shape[0] === 256 && complete(snapshot));
  await playground.click('sample.random');
  const { digit } = await playground.until((snapshot) => snapshot.digit.probabilities.length === 256);
  const best = digit.probabilities.indexOf(Math.max(...digit.probabilities));
  await playground.widget('prediction', ({ value }) => value.startsWith(`${best} (`));
  const shown = (await playground.widgets()).filter(({ name }) => /^prediction\.\d+$/.test(name)).map(({ name }) => Number(name.slice(11)));
  assert.equal(shown.length, 10);
  assert.equal(shown[0], best);
  assert.ok(shown.includes(digit.label));
  await playground.close();
});

test('the curves say on which test digits they are measured', async () => {
  const playground = await Playground.open(browser);
  await playground.until(complete);
  for (const [width, height] of [
    [1440, 900],
    [1024, 768],
    [390, 844],
  ]) {
    await playground.resize(width, height);
    await choose(playground, 'tab.train', 'tab.curves');
    // On a telephone it lies below the fold.
    const caption = await playground.page.waitForFunction(() => window.glassbox.widget('curves.sample'));
    const { value, rect } = await caption.jsonValue();
    assert.match(value, /2,000 of 10,000/);
    assert.ok(rect.x + rect.width <= width, `${width}x${height}`);
  }
  await playground.close();
});

for (const [name, fragment, reason] of [
  ['an impossible value', link([dense({ units: 10 })], { optimizer: { class_name: 'SGD', config: { learning_rate: -1 } } }), /Learning rate: -1/],
  ['no layers', `#v=1&model=${encodeURIComponent('{"version":1,"input_shape":[28,28,1],"layers":[]}')}`, /at least one layer/],
]) {
  test(`a link with ${name} is what is refused`, async () => {
    const playground = await Playground.open(browser, { fragment });
    const { value } = await playground.widget('notice');
    assert.match(value, /^This link cannot be opened/);
    assert.match(value, reason);
    await playground.close();
  });
}
