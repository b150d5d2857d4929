// Glassbox's JavaScript API: neural networks without a canvas, in a page, a worker or node. Types: glassbox.d.ts.
//
//   import { createEngine, layers } from './wasm/glassbox.js';
//   const engine = await createEngine();
//   const model = await engine.sequential([layers.flatten(), layers.dense({ units: 10, activation: 'softmax' })]);
//   await model.compile({ optimizer: 'adam', learning_rate: 0.001 });
//   const { train, test } = await engine.mnist();
//   await model.fit(train.x, train.y, { epochs: 1, onEpochEnd: console.log });
//   await model.evaluate(test.x, test.y);
//
// Names and defaults are Keras'. What is refused rejects with a GlassboxError: a code and an English message.

import { connect } from './connection.js';
import { GlassboxError } from './errors.js';
import { History } from './history.js';
import { ImageSet } from './image_set.js';
import {
  chunkSizesOf,
  classOf,
  countOf,
  floatsOf,
  folderOf,
  jsonOf,
  listenerOf,
  numberOf,
  objectOf,
  optionsOf,
  samplesOf,
  scalarGraphOf,
  signalOf,
  sizeOf,
  targetsOf,
  textOf,
  valuesOf,
  weightsOf,
} from './inputs.js';
import { Inspector } from './inspect.js';
import { packModel, unpackModel } from './model_file.js';

export { GlassboxError } from './errors.js';

const layer =
  (class_name) =>
  (settings = {}) => {
    const { name = '', inputs = [], ...config } = objectOf(settings, 'layer settings');
    return { class_name, name, inputs, config };
  };

/** Layers as data; their settings have Keras' names. */
export const layers = {
  dense: layer('Dense'),
  maxout: layer('Maxout'),
  conv2d: layer('Conv2D'),
  depthwiseConv2d: layer('DepthwiseConv2D'),
  conv2dTranspose: layer('Conv2DTranspose'),
  maxPooling2d: layer('MaxPooling2D'),
  averagePooling2d: layer('AveragePooling2D'),
  globalMaxPooling2d: layer('GlobalMaxPooling2D'),
  globalAveragePooling2d: layer('GlobalAveragePooling2D'),
  upSampling2d: layer('UpSampling2D'),
  flatten: layer('Flatten'),
  reshape: layer('Reshape'),
  batchNormalization: layer('BatchNormalization'),
  layerNormalization: layer('LayerNormalization'),
  simpleRnn: layer('SimpleRNN'),
  lstm: layer('LSTM'),
  gru: layer('GRU'),
  dropout: layer('Dropout'),
  activation: layer('Activation'),
  relu: layer('ReLU'),
  leakyRelu: layer('LeakyReLU'),
  prelu: layer('PReLU'),
  elu: layer('ELU'),
  softmax: layer('Softmax'),
  add: layer('Add'),
  subtract: layer('Subtract'),
  multiply: layer('Multiply'),
  concatenate: layer('Concatenate'),
};

/** What may change in mid-run. */
const settings = ['optimizer', 'learning_rate', 'schedule', 'regularization', 'clipping', 'early_stopping'];

/** Those of them that are given, as the engine takes them. */
function trainingOf({ optimizer, learning_rate, schedule, ...rest }, { optimizers, schedules }) {
  const named = (names) => names.map((name) => [name]);
  const training = { ...rest };
  if (optimizer !== undefined) training.optimizer = classOf(optimizer, 'optimizer', named(optimizers));
  if (schedule !== undefined) training.schedule = classOf(schedule, 'schedule', named(schedules));
  if (learning_rate !== undefined && training.optimizer) {
    training.optimizer.config.learning_rate = numberOf(learning_rate, 'learning_rate');
  }
  return training;
}

/** Until compile() says what outputs are compared with, and how many at a time: a loss that any model takes, the least memory. */
const uncompiled = { loss: { class_name: 'MeanSquaredError' }, batch_size: 1 };

/**
 * @param {{worker?: boolean, variant?: 'plain' | 'relaxed' | 'threads', threads?: number | null}} [options] `worker`: in a page,
 *   unless told otherwise
 */
export async function createEngine(options = {}) {
  const { worker = typeof document === 'object', variant, threads } = optionsOf(options, 'engine options', ['worker', 'variant', 'threads']);
  const wanted = threads === undefined ? undefined : countOf(threads ?? 1, 'threads', 1);
  return new Engine(await connect(worker, { variant, threads: wanted }));
}

class Engine {
  #connection;

  constructor(connection) {
    this.#connection = connection;
  }

  get version() {
    return this.#connection.about.version;
  }

  get variant() {
    return this.#connection.about.variant;
  }

  /** How many threads share the work. */
  get threads() {
    return this.#connection.about.threads;
  }

  async sequential(list, options = {}) {
    const { inputShape = [28, 28, 1], seed = 1 } = optionsOf(options, 'model options', ['inputShape', 'seed']);
    const model = new Model(this.#connection);
    await model.build({ version: 1, input_shape: inputShape, layers: list }, { ...uncompiled, seed: countOf(seed, 'seed', 0) });
    return model;
  }

  /** A model that save() wrote. */
  async load(bytes) {
    const model = new Model(this.#connection);
    await model.load(bytes);
    return model;
  }

  /** Every node's value and gradients, of a graph of numbers: {inputs: [{name, value}], operations: [{name, op, inputs}]}. */
  async scalarGraph(graph) {
    return this.#connection.call('scalarGraph', [scalarGraphOf(graph)]);
  }

  /** Bytes of the engine's memory: {used, total}. */
  async memory() {
    return this.#connection.call('memory', []);
  }

  /** f(x) and f'(x) of an activation, to be plotted. */
  async activation(name, x) {
    return this.#connection.call('activation', [textOf(name, 'name'), valuesOf(x)]);
  }

  /** The loss of every output `y` for one target, and its slope, to be plotted. */
  async lossCurve(name, y, target) {
    const losses = this.#connection.about.losses;
    const [known] = losses.find((names) => names.includes(textOf(name, 'name'))) ?? [name];
    return this.#connection.call('lossCurve', [known, valuesOf(y), numberOf(target, 'target')]);
  }

  async mnist(options = {}) {
    return this.#dataset('mnist', options);
  }

  async fashionMnist(options = {}) {
    return this.#dataset('fashion_mnist', options);
  }

  async #dataset(name, options) {
    const { base, onProblem, signal } = optionsOf(options, 'data options', ['base', 'onProblem', 'signal']);
    listenerOf(onProblem, 'onProblem');
    const folder = base === undefined ? new URL(`../data/${name}/`, import.meta.url) : folderOf(base, import.meta.url);
    const report = (_, problem) => onProblem?.(new GlassboxError(problem));
    return this.#connection.call('dataset', [String(folder)], { report, signal: signalOf(signal) });
  }

  /** Points with their answers. */
  async toy(name, settings = {}) {
    return this.#connection.call('toy', [textOf(name, 'name'), jsonOf(objectOf(settings, 'settings'), 'settings')]);
  }

  /** An empty set for images of one's own. */
  async imageSet(settings = {}) {
    const id = await this.#connection.call('createImages', [jsonOf(objectOf(settings, 'settings'), 'settings')]);
    return new ImageSet(this.#connection, id);
  }

  async dispose() {
    this.#connection.close();
  }
}

class Model {
  #connection;
  #about = null;
  #training = null;
  #compiled = false;
  #fitting = false;
  #disposed = false;
  #normalization = { shift: Float32Array.of(0), scale: Float32Array.of(255) };
  #inspector;
  #history;

  constructor(connection) {
    this.#connection = connection;
  }

  #call(method, values = [], options = {}) {
    return this.#connection.call(method, [this.#about.id, ...values], options);
  }

  /** Another model in the place of this one; on an error this one stays. */
  async build(spec, training, state) {
    if (this.#disposed) throw new GlassboxError({ code: 'model.disposed', message: 'this model has been disposed' });
    const about = await this.#connection.call('create', [jsonOf(spec, 'layers'), jsonOf(training, 'settings'), state]);
    const before = this.#about;
    this.#about = { ...about, spec: JSON.parse(about.spec) };
    this.#training = training;
    if (before) {
      await this.#setNormalization(this.#normalization);
      await this.#history?.renew();
      await this.#connection.call('dispose', [before.id]);
    }
  }

  get inputShape() {
    return [...this.#about.spec.input_shape];
  }

  get classes() {
    return this.#about.classes;
  }

  get #sampleSize() {
    return sizeOf(this.#about.spec.input_shape);
  }

  /** Keras' summary as data. */
  async summary() {
    const { layers: rows, parameters } = this.#about;
    return { layers: rows.map((row) => ({ ...row, output_shape: [...row.output_shape] })), parameters };
  }

  /** With a seed the weights are drawn anew; without one they stay. */
  async compile(options = {}) {
    const { loss, batch_size = 32, seed, ...rest } = optionsOf(options, 'compile settings', [...settings, 'loss', 'batch_size', 'seed']);
    const training = {
      ...trainingOf({ optimizer: 'SGD', ...rest }, this.#connection.about),
      ...(loss === undefined ? {} : { loss: classOf(loss, 'loss', this.#connection.about.losses) }),
      batch_size,
      seed: seed === undefined ? this.#training.seed : countOf(seed, 'seed', 0),
    };
    if (seed === undefined) await this.#configure(training);
    else await this.build(this.#about.spec, training);
    this.#compiled = true;
  }

  async #configure(training) {
    await this.#call('configure', [jsonOf(training, 'settings')]);
    this.#training = training;
  }

  #requireCompiled() {
    if (!this.#compiled) throw new GlassboxError({ code: 'model.not_compiled', message: 'compile() comes before training' });
  }

  /** One optimizer step on one batch. Without `y` the inputs are the targets: an autoencoder. */
  async step(x, y = null) {
    this.#requireCompiled();
    const batch = this.#pairs(x, y);
    return this.#call('step', [batch.x, batch.y]);
  }

  /**
   * How pixels (Uint8Array) count from now on: "none", 0 to 255; "unit", 0 to 1; "standard", by the mean and deviation of
   * `x` channel by channel, which test data and drawings need too.
   */
  async normalize(name, x = new Uint8Array(0)) {
    const shape = this.inputShape;
    const channels = shape.length === 3 ? shape[2] : 1;
    const pixels = samplesOf(x, this.#sampleSize);
    if (name === 'standard' && pixels.length === 0) throw new GlassboxError({ code: 'input.empty', message: 'there are no pixels' });
    if (!(pixels instanceof Uint8Array)) throw new GlassboxError({ code: 'input.type', arguments: ['pixels'], message: 'pixels are a Uint8Array' });
    await this.#setNormalization(await this.#connection.call('normalization', [textOf(name, 'name'), pixels, channels]));
  }

  async #setNormalization({ shift, scale }) {
    const normalization = { shift: Float32Array.from(shift), scale: Float32Array.from(scale) };
    await this.#call('normalize', [normalization]);
    this.#normalization = normalization;
  }

  /** The learning rate of the next step. */
  async learningRate() {
    return this.#call('learningRate');
  }

  /** Whole epochs, shuffled by the seed. */
  async fit(x, y = null, options = {}) {
    this.#requireCompiled();
    const known = ['epochs', 'batchSize', 'chunkSizes', 'validationData', 'augmentation', 'onEpochEnd', 'onStep', 'signal'];
    const { epochs = 1, batchSize, chunkSizes, validationData, augmentation = {}, ...reactions } = optionsOf(options, 'fit options', known);
    const listeners = { step: listenerOf(reactions.onStep, 'onStep'), epoch: listenerOf(reactions.onEpochEnd, 'onEpochEnd') };
    const signal = signalOf(reactions.signal);
    if (this.#fitting) throw new GlassboxError({ code: 'model.busy', message: 'fit() is running already' });
    this.#fitting = true;
    try {
      const data = this.#pairs(x, y);
      const [testX, testY] = Array.isArray(validationData) ? validationData : [validationData?.x, validationData?.y];
      const work = {
        ...data,
        epochs: countOf(epochs, 'epochs', 0),
        batchSize: batchSize === undefined ? this.#training.batch_size : countOf(batchSize, 'batchSize', 1),
        chunkSizes: chunkSizes === undefined ? [data.samples] : chunkSizesOf(chunkSizes, data.samples),
        validation: validationData && this.#pairs(testX, testY),
        augmentation: jsonOf(objectOf(augmentation, 'augmentation'), 'augmentation'),
        steps: Boolean(listeners.step),
      };
      const compiled = this.#training;
      if (work.batchSize !== compiled.batch_size) await this.#configure({ ...compiled, batch_size: work.batchSize });
      try {
        return await this.#callWithReports('fit', [work], listeners, signal);
      } finally {
        if (work.batchSize !== compiled.batch_size) await this.#configure(compiled);
      }
    } finally {
      this.#fitting = false;
    }
  }

  /** A listener that throws ends the call. */
  async #callWithReports(method, values, listeners, signal) {
    const stop = new AbortController();
    const forward = () => stop.abort();
    if (signal?.aborted) forward();
    signal?.addEventListener('abort', forward);
    let thrown = null;
    const report = (event, details) => {
      try {
        if (!thrown) listeners[event]?.(details);
      } catch (error) {
        thrown = { error };
        stop.abort();
      }
    };
    try {
      const value = await this.#call(method, values, { report, signal: stop.signal });
      if (thrown) throw thrown.error;
      return value;
    } finally {
      signal?.removeEventListener('abort', forward);
    }
  }

  #pairs(x, y = null) {
    const inputs = samplesOf(x, this.#sampleSize);
    const samples = inputs.length / this.#sampleSize;
    if (samples === 0) throw new GlassboxError({ code: 'input.empty', message: 'there are no samples' });
    return { x: inputs, y: targetsOf(y, samples, this.#about.output_size), samples };
  }

  /** The outputs, one sample after the other: class probabilities where the loss is one of classes. */
  async predict(x) {
    return this.#call('predict', [samplesOf(x, this.#sampleSize), this.#sampleSize, this.#about.output_size]);
  }

  async evaluate(x, y = null) {
    return this.#call('evaluate', [this.#pairs(x, y)]);
  }

  #layerIndex(layerName) {
    const index = this.#about.layers.findIndex(({ name }) => name === layerName);
    if (index >= 0) return index;
    const known = this.#about.layers.map(({ name }) => name).join(', ');
    const wanted = String(layerName);
    throw new GlassboxError({
      code: 'layer.unknown',
      arguments: [wanted, known],
      message: `there is no layer ${wanted}; there are ${known}`,
    });
  }

  async layerOutputs(x, layerName) {
    const index = this.#layerIndex(layerName);
    const samples = samplesOf(x, this.#sampleSize);
    const values = await this.#call('layerOutputs', [samples, this.#sampleSize, index]);
    const shape = [samples.length / this.#sampleSize, ...this.#about.layers[index].output_shape];
    return { layer: layerName, shape, values };
  }

  /** What a learner looks at; nothing of it changes the model. */
  get inspect() {
    return (this.#inspector ??= new Inspector({
      ask: (question, ...values) => this.#call('ask', [question, values]),
      floats: (x) => floatsOf(x, this.#normalization),
      pairs: (x, y) => this.#pairs(floatsOf(x, this.#normalization), y),
      layer: (name) => this.#layerIndex(name),
    }));
  }

  /** The run's past, of which steps are recorded from now on. */
  get history() {
    return (this.#history ??= new History({
      ask: (question, ...values) => this.#call('ask', [question, values]),
      training: () => this.#training,
      trained: (training) => (this.#training = training),
      settings: (given) => trainingOf(optionsOf(given, 'settings', settings), this.#connection.about),
    }));
  }

  async getWeights() {
    return this.#call('weights');
  }

  /** Some or all of what getWeights() gives. */
  async setWeights(weights) {
    return this.#call('setWeights', [weightsOf(weights)]);
  }

  /** The gradients of the last step, in the form of getWeights(). */
  async gradients() {
    return this.#call('gradients');
  }

  async steps() {
    return this.#call('steps');
  }

  /** 16 hex digits: the same when all bits of the state are. */
  async fingerprint() {
    return this.#call('fingerprint');
  }

  /** The model with its weights and the optimizer's state, as bytes. */
  async save() {
    const { shift, scale } = this.#normalization;
    const normalization = { shift: [...shift], scale: [...scale] };
    const header = { spec: this.#about.spec, training: this.#training, compiled: this.#compiled, normalization };
    return packModel(header, await this.#call('state'));
  }

  /** Replaces this model by one that save() wrote. */
  async load(bytes) {
    const { header, state } = unpackModel(bytes);
    await this.build(header.spec, header.training, state);
    this.#compiled = header.compiled;
    await this.#setNormalization(header.normalization);
  }

  async dispose() {
    this.#disposed = true;
    await this.#call('dispose');
  }
}
