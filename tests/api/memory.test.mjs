// What is disposed gives its memory back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const { createEngine, layers } = glassbox;

test('a thousand models, created, trained, looked at and disposed, leave the heap where it was', async () => {
  const engine = await createEngine({ worker: false });
  const list = [
    layers.conv2d({ filters: 4, kernel_size: 3, activation: 'relu' }),
    layers.batchNormalization(),
    layers.flatten(),
    layers.dense({ units: 5, activation: 'softmax' }),
  ];
  const x = Uint8Array.from({ length: 4 * 64 }, (_, i) => (i * 37) % 256);
  const y = [0, 1, 2, 3];
  const live = async () => {
    const model = await engine.sequential(list, { inputShape: [8, 8, 1] });
    await model.compile({ optimizer: 'adam', batch_size: 4 });
    await model.history.keep({ bytes: 2 ** 18 });
    await model.step(x, y);
    await model.predict(x);
    await model.inspect.report('dense', x, y);
    await model.dispose();
  };
  for (let i = 0; i < 20; i += 1) await live();
  const before = await engine.memory();
  for (let i = 0; i < 1000; i += 1) await live();
  const after = await engine.memory();
  assert.equal(after.total, before.total);
  assert.ok(Math.abs(after.used - before.used) < 4096, `${before.used} bytes before, ${after.used} after`);
  await engine.dispose();
});
