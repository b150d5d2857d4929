// What the JavaScript API refuses: always by a GlassboxError, always before anything has changed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const { createEngine, GlassboxError, layers } = glassbox;

const size = 6 * 6;
const x = Uint8Array.from({ length: 8 * size }, (_, i) => (i * 37) % 256);
const y = Uint8Array.from({ length: 8 }, (_, i) => i % 3);
const linear = [layers.flatten(), layers.dense({ units: 3, activation: 'softmax' })];
const shape = { inputShape: [6, 6, 1] };

let engine;
let model;
before(async () => {
  engine = await createEngine({ worker: false, variant: 'plain' });
  model = await engine.sequential(linear, shape);
  await model.compile({ optimizer: 'adam', learning_rate: 0.01, batch_size: 4, seed: 5 });
  await model.step(x.subarray(0, 4 * size), y.subarray(0, 4));
});
after(() => engine?.dispose());

/** A saved model with another header. */
async function savedWith(header) {
  const bytes = await model.save();
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(bytes.buffer).getUint32(4, true);
  const changed = new Uint8Array(8 + text.length + bytes.length - 8 - length);
  changed.set(bytes.subarray(0, 8));
  new DataView(changed.buffer).setUint32(4, text.length, true);
  changed.set(text, 8);
  changed.set(bytes.subarray(8 + length), 8 + text.length);
  return changed;
}

const tensor = (values, name = 'kernel') => ({ layer: 'dense', name, values });
const kernel = (value) => Array.from({ length: size * 3 }, (_, i) => (i === 7 ? value : 0.5));

/** What is tried, with the values that are refused. */
const refused = {
  chunkSizes: [(chunkSizes) => model.fit(x, y, { chunkSizes }), [4], [], 'x', {}, [NaN, 8], [8.5], [-1, 9], [1e12], null, [4, '4']],
  epochs: [(epochs) => model.fit(x, y, { epochs }), -1, NaN, 'abc', null, 1.5, Infinity, 2n],
  batchSize: [(batchSize) => model.fit(x, y, { batchSize }), 0, NaN, -4, 2.5, '4', null, 1e12],
  'options of fit': [(options) => model.fit(x, y, options), null, 5, 'x', { epoch: 1 }, { onEpochEnd: 5 }, { onStep: {} }, { signal: 5 }],
  'validation data': [(validationData) => model.fit(x, y, { validationData }), 5, [x], { x }, [x, y.subarray(1)]],
  weights: [
    (weights) => model.setWeights(weights),
    undefined,
    'x',
    [null],
    [{}],
    [{ ...tensor(kernel(1)), layer: () => 'dense' }],
    [tensor(kernel(NaN))],
    [tensor(kernel(Infinity))],
    [tensor(kernel(1e39))],
    [tensor(kernel('0'))],
    [tensor([5, 5, 5], 'bias'), tensor(kernel(Infinity))],
    [tensor([5, 5, 5], 'bias'), tensor([1])],
  ],
  'learning rate': [(learning_rate) => model.compile({ learning_rate }), NaN, Infinity, -1, 'fast', null, 1n, {}],
  'settings of compile': [
    (settings) => model.compile(settings),
    null,
    5,
    { learningRate: 0.1 },
    { optzmer: 'adam' },
    { optimizer: null },
    { optimizer: {} },
    { optimizer: { class_name: 5 } },
    { optimizer: { class_name: 'SGD', config: 5 } },
    { optimizer: { class_name: 'SGD', momentumm: 0.5 } },
    { optimizer: { class_name: 'SGD', momentum: NaN } },
    { batch_size: NaN },
    { batch_size: 2.5 },
    { batch_size: 'x' },
    { batch_size: null },
    { seed: NaN },
    { seed: 1n },
    { seed: -1 },
    { seed: 'x' },
    { seed: null },
  ],
  samples: [
    (samples) => model.predict(samples),
    undefined,
    null,
    'x',
    5,
    new BigInt64Array(size),
    Array(size).fill('1'),
    Array(size).fill({}),
    Array(size).fill(undefined),
    Object.create(null),
  ],
  labels: [(labels) => model.step(x, labels), undefined, null, 'x', new BigInt64Array(8), Array(8).fill(Symbol('one')), Array(8).fill({})],
  file: [
    async (header) => model.load(header instanceof Uint8Array ? header : await savedWith(header)),
    null,
    {},
    [],
    5,
    { spec: {} },
    { spec: null, training: {} },
    { spec: {}, training: {} },
    new Uint8Array(0),
  ],
  'bytes of a model': [(bytes) => engine.load(bytes), undefined, null, 'x', {}, new ArrayBuffer(40)],
  'options of a model': [
    (options) => engine.sequential(linear, options),
    null,
    5,
    { inputshape: [6, 6, 1] },
    { inputShape: 'x' },
    { inputShape: [6, NaN, 1] },
    { inputShape: null },
    { ...shape, seed: NaN },
    { ...shape, seed: 1n },
    { ...shape, seed: null },
  ],
  layers: [
    (list) => engine.sequential(list, shape),
    undefined,
    null,
    'x',
    [null],
    [5],
    [{}],
    [{ class_name: 5 }],
    [layers.flatten(), layers.dense({ units: 10n })],
    [layers.flatten(), layers.dense({ units: NaN })],
    [layers.flatten(), layers.dense({ unit: 3 })],
    [layers.flatten(), layers.dense({ units: 3, activation: () => 1 })],
  ],
  'settings of a layer': [async (settings) => layers.dense(settings), null, 5, 'x', []],
  'name of a layer': [(name) => model.layerOutputs(x, name), undefined, null, 5, 'conv', Symbol('layer')],
  'options of an engine': [(options) => createEngine(options), null, 5, { wroker: false }, { worker: false, variant: 'fast' }],
  'data options': [(options) => engine.mnist(options), null, { bas: 'x' }, { base: 'http://' }, { onProblem: 5 }, { signal: {} }],
};

for (const [name, [attempt, ...values]] of Object.entries(refused)) {
  test(`${name}: what cannot be is refused, and nothing has changed`, async (t) => {
    const before = await model.fingerprint();
    for (const value of values) {
      await t.test(inspect(value), async () => {
        await assert.rejects(async () => attempt(value), (error) => {
          assert.ok(error instanceof GlassboxError, `${error?.name}: ${error?.message}`);
          assert.ok(error.code && error.message, 'a code and a sentence');
          return true;
        });
        assert.equal(await model.fingerprint(), before);
      });
    }
  });
}

function inspect(value) {
  const text = (entry) => (typeof entry === 'bigint' ? `${entry}n` : entry !== entry ? 'NaN' : entry);
  try {
    return (JSON.stringify(value, (_, entry) => text(entry)) ?? String(value)).slice(0, 60);
  } catch {
    return typeof value;
  }
}

test('what may be left out may be', async () => {
  const other = await engine.sequential(linear, shape);
  await other.compile();
  const { history } = await other.fit(x, y, { chunkSizes: [3, 5], batchSize: 3, signal: undefined, onStep: undefined });
  assert.equal(history.length, 1);
  await other.dispose();
});

test('a folder of data may be given relative to the module', async () => {
  const { test: part } = await engine.mnist({ base: '../data/mnist/' });
  assert.equal(part.y.length, 10000);
});

test('an engine that has been disposed does nothing more', async () => {
  const gone = await createEngine({ worker: false, variant: 'plain' });
  await gone.dispose();
  await assert.rejects(gone.sequential(linear, shape), { code: 'engine.disposed' });
});
