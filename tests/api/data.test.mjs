// Data sets that the API makes itself: points in the plane, functions of a number, images of one's own.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const { createEngine, layers } = glassbox;

let engine;
before(async () => {
  engine = await createEngine({ worker: false, variant: 'plain' });
});
after(() => engine?.dispose());

const refuses = (code, parameter = '') => ({ name: 'GlassboxError', code, parameter });

test('points in the plane come by name, and a network learns them', async () => {
  const spiral = await engine.toy('spiral', { samples: 300, noise: 0.1, seed: 4, test_split: 0.2 });
  assert.equal(spiral.features, 2);
  assert.ok(spiral.train.x instanceof Float32Array && spiral.train.y instanceof Uint8Array);
  assert.deepEqual([spiral.train.y.length, spiral.test.y.length], [240, 60]);
  assert.deepEqual([spiral.train.x.length, spiral.test.x.length], [480, 120]);
  assert.deepEqual(await engine.toy('spiral', { samples: 300, noise: 0.1, seed: 4, test_split: 0.2 }), spiral);

  const { train, test: held } = await engine.toy('circle');
  const model = await engine.sequential(
    [layers.dense({ units: 16, activation: 'tanh' }), layers.dense({ units: 2, activation: 'softmax' })],
    { inputShape: [2] },
  );
  await model.compile({ optimizer: 'adam', learning_rate: 0.05, batch_size: 10, seed: 1 });
  await model.fit(train.x, train.y, { epochs: 20 });
  assert.ok((await model.evaluate(held.x, held.y)).accuracy > 0.95);
  await model.dispose();
});

test('functions of a number come with numbers as answers', async () => {
  const { features, train, test: held } = await engine.toy('line', { slope: -2, intercept: 1, samples: 10 });
  assert.equal(features, 1);
  assert.ok(train.y instanceof Float32Array);
  assert.deepEqual([train.x.length, train.y.length, held.y.length], [5, 5, 5]);
  train.x.forEach((x, i) => assert.ok(Math.abs(train.y[i] - (1 - 2 * x)) < 1e-6));
});

test('a toy that cannot be is refused by its code', async () => {
  await assert.rejects(engine.toy('cube'), refuses('toy.unknown_class'));
  await assert.rejects(engine.toy(5), refuses('input.type'));
  await assert.rejects(engine.toy('circle', { noise: 2 }), refuses('parameter.range', 'noise'));
  await assert.rejects(engine.toy('circle', { samples: '9' }), refuses('parameter.not_integer', 'samples'));
  await assert.rejects(engine.toy('circle', { split: 0.5 }), refuses('parameter.unknown', 'split'));
  await assert.rejects(engine.toy('circle', { noise: NaN }), { name: 'GlassboxError' });
  await assert.rejects(engine.toy('circle', { noise: {} }), refuses('spec.field'));
  await assert.rejects(engine.toy('circle', 5), refuses('input.type'));
});

/** A picture like an ImageData, all of one colour. */
function plain(width, height, rgba, channels = 4) {
  const data = new Uint8ClampedArray(width * height * channels);
  return { width, height, data: data.map((_, i) => rgba[i % channels]) };
}

test('images of one folder a class become a data set to train on', async () => {
  const set = await engine.imageSet({ image_size: [4, 6], test_split: 0.25, seed: 2 });
  for (let i = 0; i < 8; i += 1) {
    assert.equal(await set.add('red', plain(30 + i, 20, [200 + i, 10, 10, 255])), 2 * i + 1);
    assert.equal(await set.add('blue', plain(20, 30 + i, [10, 10, 200 + i, 255])), 2 * i + 2);
  }
  await set.add('mistake', plain(3, 3, [90], 1));
  assert.equal(await set.removeLast(), 16);

  const { shape, classes, class_names: names, train, test: held } = await set.split();
  assert.deepEqual(shape, [4, 6, 3]);
  assert.equal(classes, 2);
  assert.deepEqual(names, ['blue', 'red']);
  assert.deepEqual([train.y.length, held.y.length], [12, 4]);
  assert.deepEqual(train.chunkSizes, [12]);
  assert.deepEqual([...held.y].sort(), [0, 0, 1, 1]);
  assert.equal(train.x.length, 12 * 4 * 6 * 3);
  train.y.forEach((label, i) => assert.ok(train.x[i * 72 + (label === 0 ? 2 : 0)] >= 200));

  const model = await engine.sequential([layers.flatten(), layers.dense({ units: 2, activation: 'softmax' })], { inputShape: shape });
  await model.compile({ optimizer: 'adam', learning_rate: 0.01, batch_size: 4, seed: 1 });
  await model.fit(train.x, train.y, { epochs: 10, chunkSizes: train.chunkSizes });
  assert.equal((await model.evaluate(held.x, held.y)).accuracy, 1);
  await model.dispose();
  await set.dispose();
  await assert.rejects(set.split(), refuses('data.disposed'));
});

test('an image that cannot be is refused, and the set stays as it was', async () => {
  await assert.rejects(engine.imageSet({ image_size: 0 }), refuses('parameter.range', 'image_size'));
  await assert.rejects(engine.imageSet({ color_mode: 'cmyk' }), refuses('parameter.choice', 'color_mode'));
  const set = await engine.imageSet();
  await assert.rejects(set.split(), refuses('data.classes'));
  await assert.rejects(set.add('', plain(2, 2, [0, 0, 0, 255])), refuses('image.class_name'));
  await assert.rejects(set.add('a', plain(0, 0, [0, 0, 0, 255])), refuses('image.size'));
  await assert.rejects(set.add('a', { width: 2, height: 2, data: new Uint8Array(15) }), refuses('image.bytes'));
  await assert.rejects(set.add('a', { width: 1e12, height: 1, data: new Uint8Array(4) }), refuses('image.size'));
  await assert.rejects(set.add('a', { width: 1.5, height: 2, data: new Uint8Array(3) }), refuses('input.number', 'width'));
  await assert.rejects(set.add('a', { width: 1, height: 1, data: [0] }), refuses('input.type'));
  await assert.rejects(set.add('a', null), refuses('input.type'));
  await assert.rejects(set.add(5, plain(1, 1, [0], 1)), refuses('input.type'));
  assert.equal(await set.add('a', plain(1, 1, [0], 1)), 1);
  await set.dispose();
});
