// The helpers of the JavaScript API name layers that the engine builds, with the shapes and parameters that Keras has.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const { createEngine, layers } = glassbox;

let engine;
before(async () => {
  engine = await createEngine({ worker: false, variant: 'plain' });
});
after(() => engine?.dispose());

test('convolutions of every kind, reshape, maxout, PReLU and layer normalization', async () => {
  const rows = [
    [layers.conv2d({ filters: 6, kernel_size: 2, zero_padding: 1, dilation_rate: [2, 1], groups: 2 }), [8, 8, 6], 54],
    [layers.prelu({ shared_axes: [1, 2] }), [8, 8, 6], 6],
    [layers.depthwiseConv2d({ kernel_size: 3, strides: 2, depth_multiplier: 2 }), [3, 3, 12], 120],
    [layers.layerNormalization(), [3, 3, 12], 24],
    [layers.conv2dTranspose({ filters: 3, kernel_size: [2, 3], strides: 2, padding: 'same' }), [6, 6, 3], 219],
    [layers.reshape({ target_shape: [-1] }), [108], 0],
    [layers.maxout({ units: 5, pieces: 3 }), [5], 1635],
    [layers.dense({ units: 3, activation: 'softmax' }), [3], 18],
  ];
  const model = await engine.sequential(
    rows.map(([layer]) => layer),
    { inputShape: [8, 7, 4] },
  );
  const summary = await model.summary();
  assert.deepEqual(
    summary.layers.map((row) => [row.output_shape, row.parameters]),
    rows.map(([, shape, parameters]) => [shape, parameters]),
  );
  await model.dispose();
});

test('recurrent layers read the rows of an image, once it is a sequence', async () => {
  const rows = [
    [layers.reshape({ target_shape: [8, 28] }), [8, 28], 0],
    [layers.lstm({ units: 6, return_sequences: true }), [8, 6], 840],
    [layers.simpleRnn({ units: 5, return_sequences: true, activation: 'relu' }), [8, 5], 60],
    [layers.gru({ units: 3, bias_initializer: 'constant(0.5)' }), [3], 90],
    [layers.dense({ units: 3, activation: 'softmax' }), [3], 12],
  ];
  const model = await engine.sequential(
    rows.map(([layer]) => layer),
    { inputShape: [8, 7, 4] },
  );
  const summary = await model.summary();
  assert.deepEqual(
    summary.layers.map((row) => [row.output_shape, row.parameters]),
    rows.map(([, shape, parameters]) => [shape, parameters]),
  );
  await model.dispose();
  await assert.rejects(engine.sequential([layers.lstm({ units: 3 })], { inputShape: [8, 7, 4] }), {
    code: 'recurrent.needs_sequence_input',
    arguments: ['(8, 7, 4)', '(8, 28)'],
    layer: 0,
  });
});

test('a dilated convolution with strides is refused in words', async () => {
  const convolution = layers.conv2d({ filters: 2, kernel_size: 3, strides: 2, dilation_rate: 2 });
  await assert.rejects(engine.sequential([convolution, layers.flatten(), layers.dense({ units: 3 })]), {
    code: 'conv2d.strides_and_dilation',
    layer: 0,
    parameter: 'dilation_rate',
  });
});
