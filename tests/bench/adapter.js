// Glassbox as the other engines of a comparison are driven: from given weights, one given batch after the other.
//
//   create(options) -> {info, setup(workload, data), step(batch), sync(), predict(batch)}
//
// A workload is {layers, opt: {type, lr}, batch, init}: `layers` a chain of {t: 'conv' | 'maxpool' | 'dropout' | 'flatten' |
// 'dense', ...} of which the last has no activation, `init` a {kernel, bias} for each layer that has weights (HWIO, or
// [in][out]), else null. A batch is {n, x, y}: Float32Array of n images, 0 to 1, and Uint8Array of their classes.
//
// options: {glassbox: URL of wasm/glassbox.js, engine: createEngine's options}; by default this clone's release build.

const built = new URL('../../.build/release/dist/wasm/glassbox.js', import.meta.url);

/** torch's Adam; Keras' default for epsilon is another. */
const optimizers = {
  sgd: (learning_rate) => ({ class_name: 'SGD', config: { learning_rate } }),
  adam: (learning_rate) => ({ class_name: 'Adam', config: { learning_rate, epsilon: 1e-8 } }),
};

const kinds = {
  conv: (layers, { out, k, pad, act }) => layers.conv2d({ filters: out, kernel_size: k, padding: pad, activation: act ?? 'linear' }),
  maxpool: (layers, { k }) => layers.maxPooling2d({ pool_size: k }),
  dropout: (layers, { rate }) => layers.dropout({ rate }),
  flatten: (layers) => layers.flatten(),
  dense: (layers, { out, act }) => layers.dense({ units: out, activation: act ?? 'softmax' }),
};

export default async function create({ glassbox = built, engine: engineOptions = {} } = {}) {
  const { createEngine, layers } = await import(glassbox);
  const engine = await createEngine({ worker: false, ...engineOptions });
  let model = null;
  let loss = NaN;

  async function setup({ layers: chain, opt, batch, init }) {
    await model?.dispose();
    model = await engine.sequential(chain.map((layer) => kinds[layer.t](layers, layer)));
    await model.compile({ optimizer: optimizers[opt.type](opt.lr), loss: 'sparse_categorical_crossentropy', batch_size: batch });
    const given = init.filter(Boolean).flatMap(({ kernel, bias }) => [kernel, bias]);
    const tensors = await model.getWeights();
    await model.setWeights(tensors.map(({ layer, name }, i) => ({ layer, name, values: given[i] })));
    return { variant: engine.variant };
  }

  async function step({ x, y }) {
    ({ loss } = await model.step(x, y));
  }

  return {
    info: { name: `Glassbox ${engine.version}, ${engine.variant}` },
    setup,
    step,
    sync: async () => loss,
    predict: ({ x }) => model.predict(x),
  };
}
