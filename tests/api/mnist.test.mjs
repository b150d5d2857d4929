// The data set as the API loads it: whole, checked, and good enough to learn from.

import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { dist, glassbox } from './support/glassbox.mjs';

const { createEngine, layers } = glassbox;

let engine;
before(async () => {
  engine = await createEngine({ worker: false });
});
after(() => engine?.dispose());

test('MNIST comes whole, and a linear classifier learns it', async () => {
  const { train, test: held, shape, classes } = await engine.mnist();
  assert.deepEqual(shape, [28, 28, 1]);
  assert.equal(classes, 10);
  assert.deepEqual([train.y.length, held.y.length], [60000, 10000]);
  assert.deepEqual([train.x.length, held.x.length], [60000 * 784, 10000 * 784]);
  assert.deepEqual([...train.y.subarray(0, 5)], [5, 0, 4, 1, 9]);
  assert.deepEqual([...held.y.subarray(0, 5)], [7, 2, 1, 0, 4]);

  const model = await engine.sequential([layers.flatten(), layers.dense({ units: 10, activation: 'softmax' })]);
  await model.compile({ optimizer: 'adam', batch_size: 64, seed: 1 });
  const { history } = await model.fit(train.x, train.y, {
    chunkSizes: train.chunkSizes,
    validationData: { x: held.x, y: held.y },
  });
  assert.ok(history[0].val_accuracy > 0.9, JSON.stringify(history));
  await model.dispose();
});

test('a damaged chunk is never taken', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'glassbox-mnist-'));
  try {
    await cp(path.join(dist, 'data/mnist'), folder, { recursive: true });
    const file = path.join(folder, 'train-01.gbc.gz');
    const bytes = await readFile(file);
    bytes.fill(0x55, 1000, 1010);
    await writeFile(file, bytes);
    const problems = [];
    await assert.rejects(
      engine.mnist({ base: `${pathToFileURL(folder).href}/`, onProblem: (error) => problems.push(error.code) }),
      { name: 'GlassboxError' },
    );
    assert.ok(problems.length > 0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
