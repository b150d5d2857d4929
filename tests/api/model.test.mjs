// The JavaScript API in node: a model is built, trained, asked, looked into, kept and refused in words.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const { createEngine, GlassboxError, layers } = glassbox;

let engine;
before(async () => {
  engine = await createEngine({ worker: false, variant: 'plain' });
});
after(() => engine?.dispose());

const linear = [layers.flatten(), layers.dense({ units: 3, activation: 'softmax' })];
const size = 6 * 6;

/** Images of three kinds: a bright top, middle or bottom third, with some noise of their own. */
function stripes(count) {
  const x = new Uint8Array(count * size);
  const y = new Uint8Array(count);
  let noise = 1;
  for (let sample = 0; sample < count; sample += 1) {
    y[sample] = (sample * 7) % 3;
    for (let i = 0; i < size; i += 1) {
      noise = (noise * 48271) % 2147483647;
      const bright = Math.floor(i / 12) === y[sample];
      x[sample * size + i] = (bright ? 150 : 0) + (noise % 100);
    }
  }
  return { x, y };
}

async function smallModel(training = {}) {
  const model = await engine.sequential(linear, { inputShape: [6, 6, 1] });
  await model.compile({ optimizer: 'sgd', learning_rate: 0.1, batch_size: 16, seed: 5, ...training });
  return model;
}

test('the summary of the course CNN has the counts of the course', async () => {
  const model = await engine.sequential([
    { class_name: 'Conv2D', config: { filters: 32, kernel_size: 5, activation: 'relu' } },
    { class_name: 'MaxPooling2D' },
    { class_name: 'Flatten' },
    { class_name: 'Dense', config: { units: 10, activation: 'softmax' } },
  ]);
  const summary = await model.summary();
  assert.deepEqual(
    summary.layers.map((row) => row.output_shape),
    [[24, 24, 32], [12, 12, 32], [4608], [10]],
  );
  assert.deepEqual(
    summary.layers.map((row) => row.parameters),
    [832, 0, 0, 46090],
  );
  assert.equal(summary.parameters, 46922);
  await model.dispose();
});

test('the loss falls from step to step on one batch', async () => {
  const model = await smallModel();
  const { x, y } = stripes(16);
  const first = await model.step(x, y);
  let last = first;
  for (let i = 0; i < 40; i += 1) last = await model.step(x, y);
  assert.ok(last.loss < 0.5 * first.loss, `${first.loss} -> ${last.loss}`);
  assert.equal(last.finite, true);
  assert.equal(await model.steps(), 41);
  await model.dispose();
});

test('fit learns the stripes, and says so at every step and epoch', async () => {
  const model = await smallModel();
  const train = stripes(200);
  const test = stripes(60);
  const steps = [];
  const epochs = [];
  const { history, stopped } = await model.fit(train.x, train.y, {
    epochs: 5,
    validationData: [test.x, test.y],
    onStep: (result) => steps.push(result.step),
    onEpochEnd: (result) => epochs.push(result.epoch),
  });
  assert.equal(stopped, false);
  assert.deepEqual(epochs, [0, 1, 2, 3, 4]);
  assert.deepEqual(steps, Array.from({ length: 5 * 13 }, (_, i) => i + 1));
  assert.ok(history[4].loss < history[0].loss);
  assert.ok(history[4].val_accuracy > 0.95, JSON.stringify(history));
  const evaluation = await model.evaluate(test.x, test.y);
  assert.equal(evaluation.accuracy, history[4].val_accuracy);
  assert.equal(evaluation.confusion.reduce((sum, n) => sum + n, 0), 60);
  await model.dispose();
});

test('the same seed gives the same bits, another one others', async () => {
  const { x, y } = stripes(100);
  const fingerprints = [];
  for (const seed of [5, 5, 6]) {
    const model = await smallModel({ seed, optimizer: 'adam', learning_rate: 0.01 });
    await model.fit(x, y, { epochs: 2 });
    fingerprints.push(await model.fingerprint());
    await model.dispose();
  }
  assert.match(fingerprints[0], /^[0-9a-f]{16}$/);
  assert.equal(fingerprints[0], fingerprints[1]);
  assert.notEqual(fingerprints[0], fingerprints[2]);
});

test('pixels, their float values and nested lists are the same samples', async () => {
  const model = await smallModel();
  const { x } = stripes(4);
  const floats = Float32Array.from(x, (pixel) => Math.fround(pixel / 255));
  const expected = await model.predict(x);
  assert.deepEqual(await model.predict(floats), expected);
  assert.deepEqual(await model.predict([[...floats.subarray(0, 72)], [...floats.subarray(72)]]), expected);
  assert.deepEqual(await model.predict(new Uint8ClampedArray(x)), expected);
  await model.dispose();
});

test('predictions are probabilities', async () => {
  const model = await smallModel();
  const { x } = stripes(250);
  const probabilities = await model.predict(x);
  assert.equal(probabilities.length, 750);
  for (let i = 0; i < probabilities.length; i += 3) {
    const sum = probabilities[i] + probabilities[i + 1] + probabilities[i + 2];
    assert.ok(Math.abs(sum - 1) < 1e-5, `${sum}`);
  }
  await model.dispose();
});

test('weights go out and in', async () => {
  const model = await smallModel();
  const { x } = stripes(3);
  const weights = await model.getWeights();
  assert.deepEqual(
    weights.map(({ layer, name, shape }) => [layer, name, shape]),
    [
      ['dense', 'kernel', [36, 3]],
      ['dense', 'bias', [3]],
    ],
  );
  const kernel = weights[0].values.map((_, i) => (i % 3 === 1 ? 1 : 0));
  await model.setWeights([{ layer: 'dense', name: 'kernel', values: kernel }]);
  assert.deepEqual((await model.getWeights())[0].values, kernel);
  const changed = await model.predict(x);
  for (let i = 0; i < 3; i += 1) assert.ok(changed[3 * i + 1] > 0.9);

  const other = await smallModel({ seed: 9 });
  await other.setWeights(await model.getWeights());
  assert.deepEqual(await other.predict(x), changed);

  await assert.rejects(model.setWeights([{ layer: 'dense', name: 'kernel', values: [1, 2] }]), { code: 'weights.shape' });
  await assert.rejects(model.setWeights([{ layer: 'conv', name: 'kernel', values: [] }]), { code: 'weights.shape' });
  await model.dispose();
  await other.dispose();
});

test('every layer can be looked at', async () => {
  const model = await engine.sequential(
    [
      layers.conv2d({ filters: 4, kernel_size: 3, activation: 'relu' }),
      layers.maxPooling2d({ pool_size: 2 }),
      ...linear,
    ],
    { inputShape: [6, 6, 1] },
  );
  const { x } = stripes(2);
  const shapes = { conv2d: [2, 4, 4, 4], max_pooling2d: [2, 2, 2, 4], flatten: [2, 16], dense: [2, 3] };
  for (const [name, shape] of Object.entries(shapes)) {
    const output = await model.layerOutputs(x, name);
    assert.deepEqual(output.shape, shape);
    assert.equal(output.values.length, shape.reduce((product, n) => product * n, 1));
  }
  const [pooled, flat] = [await model.layerOutputs(x, 'max_pooling2d'), await model.layerOutputs(x, 'flatten')];
  assert.deepEqual(flat.values, pooled.values);
  assert.deepEqual((await model.layerOutputs(x, 'dense')).values, await model.predict(x));
  await assert.rejects(model.layerOutputs(x, 'conv9'), { code: 'layer.unknown' });
  await model.dispose();
});

test('the gradients of a step are those that the weights follow', async () => {
  const model = await smallModel({ learning_rate: 0.5 });
  const { x, y } = stripes(16);
  const before = await model.getWeights();
  await model.step(x, y);
  const gradients = await model.gradients();
  const after = await model.getWeights();
  gradients.forEach((gradient, tensor) => {
    gradient.values.forEach((value, i) => {
      const moved = before[tensor].values[i] - 0.5 * value;
      assert.ok(Math.abs(after[tensor].values[i] - moved) < 1e-6);
    });
  });
  assert.ok(gradients[0].values.some((value) => value !== 0));
  await model.dispose();
});

test('a model survives as bytes and goes on with the same bits', async () => {
  const { x, y } = stripes(64);
  const model = await smallModel({ optimizer: { class_name: 'SGD', momentum: 0.9 } });
  await model.fit(x, y, { epochs: 1 });
  const copy = await engine.load(await model.save());
  assert.equal(await copy.fingerprint(), await model.fingerprint());
  await model.fit(x, y, { epochs: 1 });
  await copy.fit(x, y, { epochs: 1 });
  assert.equal(await copy.fingerprint(), await model.fingerprint());

  const bytes = await model.save();
  await assert.rejects(engine.load(bytes.subarray(0, bytes.length - 4)), { code: 'state.truncated' });
  await assert.rejects(engine.load(new Uint8Array(40)), { code: 'model.file' });
  await model.dispose();
  await copy.dispose();
});

test('compile without a seed keeps the weights', async () => {
  const model = await smallModel();
  const before = await model.getWeights();
  await model.compile({ optimizer: 'adam', batch_size: 8 });
  assert.deepEqual(await model.getWeights(), before);
  await model.compile({ optimizer: 'adam', batch_size: 8, seed: 77 });
  assert.notDeepEqual(await model.getWeights(), before);
  await model.dispose();
});

test('training stops when it is asked to, and what has been learnt stays', async () => {
  const model = await smallModel();
  const { x, y } = stripes(160);
  const stop = new AbortController();
  const { history, stopped } = await model.fit(x, y, {
    epochs: 100,
    onStep: ({ step }) => step === 15 && stop.abort(),
    signal: stop.signal,
  });
  assert.equal(stopped, true);
  assert.equal(history.length, 1);
  assert.equal(await model.steps(), 15);
  await assert.rejects(
    model.fit(x, y, {
      onStep: () => {
        throw new RangeError('mine');
      },
    }),
    RangeError,
  );
  await model.dispose();
});

test('a run that diverges is stopped in words', async () => {
  const model = await smallModel({ learning_rate: 1 });
  const { x, y } = stripes(16);
  const [kernel] = await model.getWeights();
  await model.setWeights([{ ...kernel, values: kernel.values.map(() => 3e38) }]);
  await assert.rejects(model.fit(x, y), { code: 'model.diverged' });
  await model.dispose();
});

for (const [name, list, code, details] of [
  ['a kernel larger than its input', [layers.conv2d({ filters: 2, kernel_size: 9 }), ...linear], 'conv2d.kernel_larger_than_input', { layer: 0 }],
  ['a dense layer on a map', [layers.conv2d({ filters: 2, kernel_size: 3 }), linear[1]], 'dense.needs_flat_input', { layer: 1 }],
  ['an unknown layer', [{ class_name: 'Dance' }], 'layer.unknown_class', { layer: 0 }],
  ['a setting out of its range', [layers.flatten(), layers.dense({ units: 0 })], 'parameter.range', { layer: 1, parameter: 'units' }],
]) {
  test(`${name} is refused where it stands`, async () => {
    await assert.rejects(engine.sequential(list, { inputShape: [6, 6, 1] }), (error) => {
      assert.ok(error instanceof GlassboxError);
      assert.equal(error.code, code);
      for (const [key, value] of Object.entries(details)) assert.equal(error[key], value);
      assert.ok(error.message.length > 20 && !error.message.includes('{'), error.message);
      return true;
    });
  });
}

test('data that does not fit is refused', async () => {
  const model = await smallModel();
  const { x, y } = stripes(16);
  await assert.rejects(model.step(x.subarray(1), y), { code: 'input.size' });
  await assert.rejects(model.step(x, y.subarray(1)), { code: 'input.labels' });
  await assert.rejects(model.step(x, y.map(() => 3)), { code: 'input.label' });
  await assert.rejects(model.step(x, [...y].map(() => -1)), { code: 'input.label' });
  await assert.rejects(model.step('digits', y), { code: 'input.type' });
  const many = stripes(17);
  await assert.rejects(model.step(many.x, many.y), { code: 'input.batch' });
  await assert.rejects(model.compile({ optimizer: 'lion' }), { code: 'optimizer.unknown_class' });
  await assert.rejects(model.compile({ batch_size: 0 }), { parameter: 'batch_size' });
  assert.equal((await model.step(x, y)).finite, true);
  await model.dispose();
});

test('the order of life is kept', async () => {
  const model = await engine.sequential(linear, { inputShape: [6, 6, 1] });
  const { x, y } = stripes(16);
  await assert.rejects(model.step(x, y), { code: 'model.not_compiled' });
  assert.equal((await model.predict(x)).length, 48);
  await model.dispose();
  await assert.rejects(model.predict(x), { code: 'model.disposed' });
  await model.dispose();
});

test('going back to the end of an epoch brings back what the epoch ended with', async () => {
  const { x, y } = stripes(32);
  const model = await smallModel({ schedule: { class_name: 'ReduceLROnPlateau', patience: 1, factor: 0.5, min_delta: 10 } });
  await model.history.keep();
  await model.fit(x, y, { epochs: 3, validationData: [x, y] });
  const [rate, end] = [await model.learningRate(), await model.fingerprint()];
  const moments = await model.history.moments();
  assert.deepEqual(moments.map(({ step, tested }) => [step, tested]), [[0, false], [1, false], [2, true], [3, false], [4, true], [5, false], [6, true]]);
  await model.history.seek(6);
  assert.deepEqual([await model.learningRate(), await model.fingerprint()], [rate, end]);
  await model.history.seek(4);
  await model.fit(x, y, { epochs: 1 });
  assert.equal(await model.fingerprint(), end);
  await model.history.fork(2, { optimizer: 'sgd', learning_rate: 0.5, schedule: 'constant' });
  assert.equal(await model.learningRate(), 0.5);
  await model.compile({ seed: 9 });
  assert.deepEqual((await model.history.moments()).map(({ step }) => step), [0]);
  await model.dispose();
});

test('a call that was refused, and one with a batch size of its own, leave the settings as they were', async () => {
  const { x, y } = stripes(16);
  const model = await smallModel({ batch_size: 16 });
  await assert.rejects(model.fit(x, y.map(() => 9), { batchSize: 1 }), GlassboxError);
  await model.fit(x, y, { batchSize: 4 });
  assert.ok((await model.step(x, y)).finite);
  await model.dispose();
  await assert.rejects(model.compile({ seed: 1 }), { code: 'model.disposed' });
});

test('questions that have no answer are refused', async () => {
  const { x, y } = stripes(4);
  const model = await smallModel();
  const sample = x.subarray(0, size);
  const { inspect, history } = model;
  for (const ask of [
    () => model.evaluate([]),
    () => model.fit([], []),
    () => model.fit(x, y, { validationData: { x: [], y: [] } }),
    () => model.normalize('standard'),
    () => inspect.saliency(sample, 2 ** 32),
    () => inspect.nearest('dense', sample, x, { count: 2 ** 32 + 1 }),
    () => inspect.nearest('dense', sample, x, { distance: 'manhattan' }),
    () => inspect.nearest('dense', sample, x.subarray(1)),
    () => inspect.nearest('dense', sample, x, null),
    () => inspect.trace('dense', sample, [0], 0, null),
    () => inspect.report('dense', x, y, { bins: 1.5 }),
    () => inspect.checkGradients(x, y, { count: 0 }),
    () => inspect.checkGradients(x, y, { seed: -1 }),
    () => inspect.occlusion(sample, 0, { fill: 1e39 }),
    () => history.keep({ bytes: 1 }),
    () => history.seek(3),
  ]) {
    await assert.rejects(async () => ask(), GlassboxError, String(ask));
  }
  await model.dispose();
});
