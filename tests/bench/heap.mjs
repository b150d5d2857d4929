// How much memory Keras' mnist_cnn takes with batches of 128, and whether training or predicting needs more after its first time.

const batchSize = 128;
const steps = 20;

/** @returns {Promise<Record<string, {used: number, total: number}>>} bytes, after each part in turn */
export async function measureHeap(dist, images, labels) {
  const { createEngine, layers } = await import(new URL('wasm/glassbox.js', dist));
  const engine = await createEngine({ worker: false, variant: 'plain' });
  const heap = { empty: await engine.memory() };
  const model = await engine.sequential([
    layers.conv2d({ filters: 32, kernel_size: 3, activation: 'relu' }),
    layers.conv2d({ filters: 64, kernel_size: 3, activation: 'relu' }),
    layers.maxPooling2d(),
    layers.dropout({ rate: 0.25 }),
    layers.flatten(),
    layers.dense({ units: 128, activation: 'relu' }),
    layers.dropout({ rate: 0.5 }),
    layers.dense({ units: 10, activation: 'softmax' }),
  ]);
  await model.compile({ optimizer: 'adam', loss: 'sparse_categorical_crossentropy', batch_size: batchSize });
  heap.compiled = await engine.memory();
  const x = images.subarray(0, batchSize * 784);
  const y = labels.subarray(0, batchSize);
  await model.step(x, y);
  heap.firstStep = await engine.memory();
  for (let step = 1; step < steps; step += 1) await model.step(x, y);
  heap.laterStep = await engine.memory();
  await model.predict(x);
  heap.firstPrediction = await engine.memory();
  await model.predict(x);
  heap.secondPrediction = await engine.memory();
  return heap;
}
