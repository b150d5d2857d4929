// The engine as comparisons drive it: the given weights and batches, and nothing else, decide what comes out.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import create from '../bench/adapter.js';
import { glassboxUrl } from './support/glassbox.mjs';

const pixels = 784;
const classes = 10;

/** Numbers between -0.5 and 0.5. */
const numbers = (count, seed) => Float32Array.from({ length: count }, (_, i) => ((Math.sin(i * 12.9898 + seed) * 43758.5453) % 1) / 2);
const images = (n) => numbers(n * pixels, 1).map(Math.abs);
const peerOf = () => create({ glassbox: glassboxUrl, engine: { variant: 'plain' } });

function softmax(scores) {
  const powers = scores.map((score) => Math.exp(score - Math.max(...scores)));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** softmax(x kernel + bias); the kernel is [in][classes]. */
function classify(x, { kernel, bias }) {
  const scores = Array.from(bias);
  x.forEach((value, i) => scores.forEach((_, c) => (scores[c] += value * kernel[i * classes + c])));
  return softmax(scores);
}

/** 2x2 max-pooling of the ReLU of a 3x3 convolution of one image, zeros around it; the kernel is [3][3][1][filters]. */
function features(x, { kernel, bias }) {
  const at = (row, column) => (row < 0 || row > 27 || column < 0 || column > 27 ? 0 : x[row * 28 + column]);
  const cell = (row, column, f) => {
    let sum = bias[f];
    for (let tap = 0; tap < 9; tap += 1) {
      sum += at(row + Math.floor(tap / 3) - 1, column + (tap % 3) - 1) * kernel[tap * bias.length + f];
    }
    return sum;
  };
  const maps = [];
  for (let row = 0; row < 28; row += 2) {
    for (let column = 0; column < 28; column += 2) {
      bias.forEach((_, f) => maps.push(Math.max(0, ...[0, 1].flatMap((u) => [0, 1].map((v) => cell(row + u, column + v, f))))));
    }
  }
  return maps;
}

function assertClose(given, wanted) {
  assert.equal(given.length, wanted.length);
  wanted.forEach((value, i) => assert.ok(Math.abs(given[i] - value) < 1e-5, `${i}: ${given[i]}, not ${value}`));
}

test('a chain of layers predicts with the weights that it is given', async () => {
  const conv = { kernel: numbers(9 * 4, 2), bias: numbers(4, 3) };
  const dense = { kernel: numbers(14 * 14 * 4 * classes, 4), bias: numbers(classes, 5) };
  const peer = await peerOf();
  await peer.setup({
    layers: [
      { t: 'conv', k: 3, out: 4, pad: 'same', act: 'relu' },
      { t: 'maxpool', k: 2 },
      { t: 'dropout', rate: 0.5 },
      { t: 'flatten' },
      { t: 'dense', out: classes },
    ],
    opt: { type: 'adam', lr: 0.001 },
    batch: 8,
    init: [conv, null, null, null, dense],
  });
  const x = images(2);
  const wanted = [0, 1].flatMap((i) => classify(features(x.subarray(i * pixels, (i + 1) * pixels), conv), dense));
  assertClose(await peer.predict({ n: 2, x }), wanted);
});

test('a step goes down the gradient of the batch, and sync() gives its loss', async () => {
  const dense = { kernel: numbers(pixels * classes, 6).map((value) => value / 10), bias: new Float32Array(classes) };
  const learningRate = 0.1;
  const workload = {
    layers: [{ t: 'flatten' }, { t: 'dense', out: classes }],
    opt: { type: 'sgd', lr: learningRate },
    batch: 3,
    init: [null, dense],
  };
  const peer = await peerOf();
  await peer.setup(workload);
  const batch = { n: 3, x: images(3), y: Uint8Array.of(7, 0, 2) };
  const inputs = [0, 1, 2].map((i) => batch.x.subarray(i * pixels, (i + 1) * pixels));
  const outputs = inputs.map((x) => classify(x, dense));
  await peer.step(batch);
  const loss = outputs.reduce((sum, output, i) => sum - Math.log(output[batch.y[i]]) / 3, 0);
  assertClose([await peer.sync()], [loss]);

  const learnt = { kernel: Float64Array.from(dense.kernel), bias: Float64Array.from(dense.bias) };
  outputs.forEach((output, i) =>
    output.forEach((probability, c) => {
      const down = (learningRate / 3) * (probability - (batch.y[i] === c ? 1 : 0));
      learnt.bias[c] -= down;
      inputs[i].forEach((value, j) => (learnt.kernel[j * classes + c] -= down * value));
    }),
  );
  assertClose(await peer.predict(batch), inputs.flatMap((x) => classify(x, learnt)));

  await peer.setup(workload);
  assertClose(await peer.predict(batch), outputs.flat());
});
