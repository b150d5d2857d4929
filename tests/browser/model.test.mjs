// The model column: layers are edited, counted as Keras counts them, and impossible ones are refused in words beside the field.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
let playground;
before(async () => {
  browser = await startBrowser();
  playground = await Playground.open(browser);
  await playground.resize(1440, 1400); // the whole model column is on screen
});
after(() => browser?.stop());

beforeEach(async () => {
  await playground.click('preset.linear');
  await playground.until((snapshot) => snapshot.parameters === 7850);
  await playground.click('preset.cnn');
  await playground.until((snapshot) => snapshot.parameters === 46922 && snapshot.refusals.length === 0);
});

test('the course CNN has the shapes and counts of the course', async () => {
  const { layers, parameters } = await playground.snapshot();
  assert.deepEqual(
    layers.map(({ output_shape: shape, parameters: count }) => [shape, count]),
    [
      [[24, 24, 32], 832],
      [[12, 12, 32], 0],
      [[4608], 0],
      [[10], 46090],
    ],
  );
  assert.equal(parameters, 46922);
  assert.match((await playground.widget('parameters')).value, /46[,.]922/);
});

test('a field changes the model', async () => {
  await playground.type('layer0.filters', '8');
  const { layers } = await playground.until((snapshot) => snapshot.layers[0].output_shape[2] === 8);
  assert.deepEqual(layers[3].parameters, 12 * 12 * 8 * 10 + 10);
});

test('layers are added and removed', async () => {
  await playground.click('layer1.remove');
  await playground.until((snapshot) => snapshot.layers.length === 3 && snapshot.layers[1].output_shape[0] === 24 * 24 * 32);
});

for (const [name, field, text, code] of [
  ['a kernel larger than its input', 'layer0.kernel_size', '40', 'kernel'],
  ['a million filters', 'layer0.filters', '1000000', 'filters'],
]) {
  test(`${name} is refused beside the field, and the model stays`, async () => {
    const before = await playground.snapshot();
    await playground.type(field, text);
    const shown = await playground.widget(`${field}.error`);
    assert.ok(shown.value.length > 20, shown.value);
    const after = await playground.snapshot();
    assert.deepEqual(after.model, before.model);
    assert.equal(after.model_version, before.model_version);
    assert.ok(after.refusals.length === 0 || after.refusals[0].code.includes(code) || after.refusals[0].parameter.includes(code));
    await playground.click('step');
    await playground.until((snapshot) => snapshot.run.step > before.run.step);
  });
}

test('a dense layer on a map is refused in words', async () => {
  const before = await playground.snapshot();
  await playground.click('layer2.remove');
  const { refusals, model } = await playground.until((snapshot) => snapshot.refusals.length > 0);
  assert.equal(refusals[0].layer, 2);
  assert.deepEqual(model, before.model);
  const words = (await playground.widgets()).filter((widget) => widget.name.startsWith('layer2') && widget.name.endsWith('error'));
  assert.equal(words.length, 1);
});

/** The value that the field shows after something was typed into it, and the remark below it. */
async function typed(name, text) {
  await playground.type(name, text);
  const { value } = await playground.widget(name);
  const remark = (await playground.widgets()).find((widget) => widget.name === `${name}.error`);
  return [value, remark?.value ?? ''];
}

test('what is no value of a field is refused in words, and nothing changes', async () => {
  const before = await playground.snapshot();
  for (const [name, text] of [
    ['batch_size', '1,5'],
    ['batch_size', '0x10'],
    ['batch_size', '99999999999999999999'],
    ['seed', '-5'],
    ['seed', '99999999999999999999'],
    ['layer0.kernel_size', '3.7'],
    ['layer0.kernel_size', '-5'],
    ['layer0.kernel_size', '1e2'],
    ['layer0.kernel_size', '5x5x5'],
    ['learning_rate', '0x10'],
  ]) {
    const { value } = await playground.widget(name);
    const [kept, remark] = await typed(name, text);
    assert.equal(kept, value, `${name} ${text}`);
    assert.ok(remark.includes(`“${text}”`), `${name} ${text}: ${remark}`);
  }
  const { value } = await playground.widget('layer0.kernel_size');
  assert.deepEqual(await typed('layer0.kernel_size', ' '), [value, ''], 'an emptied field keeps its value');
  const after = await playground.snapshot();
  assert.deepEqual([after.model, after.training], [before.model, before.training]);
});

test('a number is read and written as the language does', async () => {
  const until = (condition) => playground.until(condition);
  await playground.type('batch_size', '1,000');
  await until((snapshot) => snapshot.training.batch_size === 1000);
  await playground.click('language');
  await playground.type('batch_size', '32');
  await until((snapshot) => snapshot.training.batch_size === 32);
  await playground.type('batch_size', '1.000');
  await until((snapshot) => snapshot.training.batch_size === 1000);
  assert.match((await typed('batch_size', '5000'))[1], /«5000».* 1 a 4\.096\./);
  assert.match((await typed('batch_size', '1.5'))[1], /«1\.5»/);
  await playground.type('learning_rate', '0,002');
  await until((snapshot) => JSON.stringify(snapshot.training).includes('0.002'));
  await playground.widget('learning_rate', ({ value }) => value === '0,002');
  await playground.click('language');
  await playground.widget('learning_rate', ({ value }) => value === '0.002');
  await playground.type('batch_size', '32');
  await until((snapshot) => snapshot.training.batch_size === 32);
});

test('a network that needs too much memory says so where it is seen, and comes when there is room', async () => {
  await playground.resize(1440, 900);
  await playground.click('preset.cnn');
  await playground.until((snapshot) => snapshot.parameters === 46922);
  await playground.type('batch_size', '4096');
  await playground.until((snapshot) => snapshot.training.batch_size === 4096);
  await playground.type('layer0.filters', '400');
  const error = await playground.widget('model.error');
  assert.match(error.value, /MiB.*smaller batch size/);
  await playground.click('model.revert');

  await playground.type('layer0.filters', '140');
  await playground.until((snapshot) => snapshot.parameters === 205250); // 26 x 140 + 20,160 x 10 + 10
  await playground.page.evaluate(() => window.glassbox.playgrounds[0].focus('layer.add')); // at the column's end
  await playground.click('layer.add');
  await playground.widget('layer.add.1');
  const options = (await playground.widgets()).filter(({ role }) => role === 'option');
  await playground.click(options.find(({ label }) => label === 'Conv2D').name);
  assert.match((await playground.widget('model.error')).value, /MiB/);
  await playground.click('model.revert');

  await playground.type('layer0.filters', '400');
  await playground.widget('model.error');
  await playground.type('batch_size', '32');
  await playground.until((snapshot) => snapshot.parameters === 586410); // 26 x 400 + 57,600 x 10 + 10
  const names = async () => (await playground.widgets()).map(({ name }) => name);
  assert.ok(!(await names()).includes('model.error'));
  await playground.resize(1440, 1400); // from where the presets are seen again
  await playground.click('preset.cnn');
  await playground.until((snapshot) => snapshot.parameters === 46922);
});

test('a link with an input that the digits do not have is refused with the reason', async () => {
  const model = { version: 1, input_shape: [10, 10, 1], layers: [{ class_name: 'Flatten' }, { class_name: 'Dense', config: { units: 10, activation: 'softmax' } }] };
  const fragment = `#v=1&model=${encodeURIComponent(JSON.stringify(model))}`;
  await playground.page.evaluate((link) => window.glassbox.playgrounds[0].openLink(link), fragment);
  const { value } = await playground.widget('model.error');
  assert.match(value, /28.*10/);
  await playground.click('model.revert');
});
