// The runs of fingerprints.json through the JavaScript API. Self-contained, so that a page can be given its source.

/** Trains one of the runs on the batches of tests/train/synthetic.h and returns its fingerprint. */
export async function fingerprintOf(engine, { layers, training }) {
  const noise = (row, i) => {
    let x = (Math.imul(i, 0x9e3779b1) + Math.imul(row, 0x85ebca77)) >>> 0;
    x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 0;
    x = Math.imul(x ^ (x >>> 12), 0x297a2d39) >>> 0;
    return ((x ^ (x >>> 15)) >>> 8) / 16777216;
  };
  const { optimizer, batch_size: size, seed } = training;
  const model = await engine.sequential(layers, { seed });
  await model.compile({ optimizer, batch_size: size, seed });
  for (let step = 0; step < 200; step += 1) {
    const x = Float32Array.from({ length: size * 784 }, (_, i) => noise(1000 + step, i));
    const y = Uint8Array.from({ length: size }, (_, i) => Math.fround(noise(2000 + step, i) * 10));
    await model.step(x, y);
  }
  const fingerprint = await model.fingerprint();
  await model.dispose();
  return fingerprint;
}
