// Models on the thread that runs this: what glassbox.js calls, directly or through a worker (host_worker.js). Samples are
// Float32Array (0 to 1) or Uint8Array (pixels), labels Uint8Array; whatever is returned is a copy of its own.

import { ChunkLoader } from './data.js';
import { loadEngine } from './engine.js';
import { check, GlassboxError } from './errors.js';

const sliceMs = 8;
const samplesPerSlice = 200;

/** Lets the thread's other tasks have their turn. */
const nextTurn = globalThis.setImmediate
  ? () => new Promise((resolve) => setImmediate(resolve))
  : () =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          resolve();
        };
        port2.postMessage(null);
      });

/** Gives way whenever a slice of time has passed. */
function pacer() {
  let end = performance.now() + sliceMs;
  return async () => {
    if (performance.now() < end) return;
    await nextTurn();
    end = performance.now() + sliceMs;
  };
}

export class Host {
  #module;
  #models = new Map();
  #imageSets = new Map();
  #last = 0;

  /** @returns {Promise<{host: Host, about: object}>} */
  static async start(options) {
    const { module, ...loaded } = await loadEngine(options);
    const names = { optimizers: module.optimizers(), losses: module.losses(), schedules: module.schedules() };
    const about = { version: module.version(), ...loaded, ...names };
    return { host: new Host(module), about };
  }

  constructor(module) {
    this.#module = module;
  }

  #model(id) {
    const model = this.#models.get(id);
    if (!model) throw new GlassboxError({ code: 'model.disposed', message: 'this model has been disposed' });
    return model;
  }

  /** A new model under an id; `spec` and `training` are JSON, `state` is that of a saved model. */
  create(spec, training, state) {
    const model = new this.#module.Model();
    try {
      const about = check(model.create(spec, training));
      if (state instanceof Uint8Array) check(model.restore(state));
      this.#last += 1;
      this.#models.set(this.#last, model);
      return { ...about, id: this.#last };
    } catch (error) {
      model.delete();
      throw error;
    }
  }

  configure(id, training) {
    return check(this.#model(id).configure(training));
  }

  dispose(id) {
    this.#models.get(id)?.delete();
    this.#models.delete(id);
  }

  /** `samples`: their numbers in the training set, where fit() augments them. */
  step(id, x, y, samples = null) {
    return check(this.#model(id).step(x, y, samples));
  }

  normalization(name, pixels, channels) {
    return check(this.#module.normalization(name, pixels, channels));
  }

  normalize(id, { shift, scale }) {
    return check(this.#model(id).normalize(shift, scale));
  }

  steps(id) {
    return this.#model(id).steps();
  }

  learningRate(id) {
    return this.#model(id).learning_rate();
  }

  /**
   * Trains whole epochs, in the engine's order for the seed. `report` gets ['step', {step, loss, accuracy}] when `steps` is
   * asked for, and ['epoch', {epoch, loss, accuracy, val_loss, val_accuracy}] at the end of each. `y` is Uint8Array (labels),
   * Float32Array (values) or null (the inputs themselves).
   */
  async fit(id, { x, y, samples, epochs, batchSize, chunkSizes, validation, augmentation, steps }, report, signal) {
    const pace = pacer();
    const inputs = new Batches(x, samples, batchSize);
    const targets = y && new Batches(y, samples, batchSize);
    const perEpoch = Math.ceil(samples / batchSize);
    const first = Math.floor(this.#model(id).steps() / perEpoch);
    const history = [];
    for (const data of validation ? [y, validation.y] : [y]) check(this.#model(id).check_targets(data));
    check(this.#model(id).augment(augmentation));
    this.#model(id).begin_fit();
    for (let epoch = 0; epoch < epochs; epoch += 1) {
      const order = check(this.#model(id).epoch_order(first + epoch, chunkSizes));
      let [loss, accuracy] = [0, 0];
      for (let start = 0; start < order.length; start += batchSize) {
        if (signal?.aborted) return { history, stopped: true };
        const batch = order.subarray(start, start + batchSize);
        const result = this.step(id, inputs.take(batch), targets && targets.take(batch), batch);
        if (!result.finite) throw diverged(this.steps(id));
        loss += result.loss * batch.length;
        accuracy += result.accuracy * batch.length;
        if (steps) report('step', { step: this.steps(id), loss: result.loss, accuracy: result.accuracy });
        await pace();
      }
      const entry = { epoch, loss: loss / samples, accuracy: accuracy / samples };
      if (validation) {
        const tested = await this.evaluate(id, validation);
        Object.assign(entry, { val_loss: tested.loss, val_accuracy: tested.accuracy });
      }
      history.push(entry);
      report('epoch', entry);
      const { val_loss: tested = entry.loss, val_accuracy: right = 0 } = entry;
      if (this.#model(id).end_epoch(tested, right, Boolean(validation))) return { history, stopped: true };
      await nextTurn();
    }
    return { history, stopped: false };
  }

  async evaluate(id, { x, y, samples }) {
    const pace = pacer();
    const inputs = new Batches(x, samples);
    const targets = y && new Batches(y, samples);
    let sums = null;
    for (let start = 0; start < samples; start += samplesPerSlice) {
      const end = Math.min(start + samplesPerSlice, samples);
      const part = check(this.#model(id).evaluate(inputs.slice(start, end), targets && targets.slice(start, end)));
      sums = sums ? added(sums, part) : part;
      await pace();
    }
    const { confusion, ranks, ...totals } = sums;
    const means = Object.fromEntries(Object.entries(totals).map(([name, sum]) => [name, sum / samples]));
    return { ...means, samples, confusion, ranks, classes: this.#module.class_scores(confusion) };
  }

  async predict(id, x, size, classes) {
    const pace = pacer();
    const samples = x.length / size;
    const probabilities = new Float32Array(samples * classes);
    for (let start = 0; start < samples; start += samplesPerSlice) {
      const part = x.subarray(start * size, (start + samplesPerSlice) * size);
      probabilities.set(check(this.#model(id).predict(part)), start * classes);
      await pace();
    }
    return probabilities;
  }

  /** The output of the layer at an index for every sample, one after the other. */
  async layerOutputs(id, x, size, layer) {
    const pace = pacer();
    const samples = x.length / size;
    let values = new Float32Array(0);
    for (let i = 0; i < samples; i += 1) {
      const output = check(this.#model(id).layer_output(x.subarray(i * size, (i + 1) * size), layer));
      if (i === 0) values = new Float32Array(samples * output.length);
      values.set(output, i * output.length);
      await pace();
    }
    return values;
  }

  weights(id) {
    return check(this.#model(id).weights());
  }

  gradients(id) {
    return check(this.#model(id).gradients());
  }

  /** Some or all tensors of weights(), found by layer and name; all or none are taken. */
  setWeights(id, tensors) {
    const model = this.#model(id);
    const present = this.weights(id);
    const indices = tensors.map(({ layer, name, values }) => {
      const index = present.findIndex((tensor) => tensor.layer === layer && tensor.name === name);
      if (values.length === present[index]?.values.length) return index;
      throw wrongWeights(`${layer}.${name}`, present[index], values.length);
    });
    indices.forEach((index, i) => check(model.set_weights(index, tensors[i].values)));
  }

  /** One of the engine's questions about a model (wasm/engine/inspect.cpp, history.cpp), by its name. */
  ask(id, question, values) {
    return check(this.#module[question](this.#model(id), ...values));
  }

  state(id) {
    return check(this.#model(id).state());
  }

  fingerprint(id) {
    return this.#model(id).fingerprint();
  }

  close() {
    for (const id of [...this.#models.keys()]) this.dispose(id);
    for (const id of [...this.#imageSets.keys()]) this.disposeImages(id);
  }

  scalarGraph(graph) {
    return check(this.#module.scalar_graph(graph));
  }

  /** Bytes: {used, total}. */
  memory() {
    return this.#module.memory();
  }

  activation(name, x) {
    return check(this.#module.activation(name, x));
  }

  lossCurve(name, y, target) {
    return check(this.#module.loss_curve(name, y, target));
  }

  /** A toy data set by its name; `settings` is JSON. */
  toy(name, settings) {
    return check(this.#module.toy(name, settings));
  }

  /** The id of a new, empty set of images; `settings` is JSON. */
  createImages(settings) {
    const set = new this.#module.ImageSet();
    try {
      check(set.create(settings));
      this.#last += 1;
      this.#imageSets.set(this.#last, set);
      return this.#last;
    } catch (error) {
      set.delete();
      throw error;
    }
  }

  #imageSet(id) {
    const set = this.#imageSets.get(id);
    if (!set) throw new GlassboxError({ code: 'data.disposed', message: 'this image set has been disposed' });
    return set;
  }

  addImage(id, className, { width, height, channels, pixels }) {
    return check(this.#imageSet(id).add(className, width, height, channels, pixels));
  }

  removeLastImage(id) {
    return check(this.#imageSet(id).remove_last());
  }

  splitImages(id) {
    return check(this.#imageSet(id).split());
  }

  disposeImages(id) {
    this.#imageSets.get(id)?.delete();
    this.#imageSets.delete(id);
  }

  /** A whole data set of chunks as {shape, classes, train, test}, each part {x, y, chunkSizes}. */
  async dataset(base, report, signal) {
    const { open_chunk: openChunk } = this.#module;
    let set;
    const loader = new ChunkLoader(base, {
      open({ image_shape, classes, train, test }) {
        const size = image_shape.reduce((product, n) => product * n, 1);
        set = { shape: image_shape, classes, train: emptyPart(train, size), test: emptyPart(test, size) };
      },
      accept(split, index, bytes) {
        const { samples, labels, pixels } = check(openChunk(bytes));
        const { x, y, chunkSizes } = set[split];
        const start = chunkSizes.slice(0, index).reduce((sum, n) => sum + n, 0);
        if (samples !== chunkSizes[index] || pixels.length * y.length !== x.length * samples) {
          throw new GlassboxError({ code: 'data.chunk_mismatch', arguments: [String(index)] });
        }
        x.set(pixels, (start * x.length) / y.length);
        y.set(labels, start);
      },
      problem(error, retrying) {
        if (!retrying) throw error;
        report('problem', error.toJSON());
      },
    });
    signal?.addEventListener('abort', () => loader.stop());
    await loader.run();
    signal?.throwIfAborted();
    return set;
  }
}

function emptyPart(entries, size) {
  const chunkSizes = entries.map(({ samples }) => samples);
  const samples = chunkSizes.reduce((sum, n) => sum + n, 0);
  return { x: new Uint8Array(samples * size), y: new Uint8Array(samples), chunkSizes };
}

/** One sum of an evaluation with the next. */
function added(sums, part) {
  const plus = (a, b) => (Array.isArray(a) ? a.map((value, i) => value + b[i]) : a + b);
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, plus(sum, part[name])]));
}

/** Samples or targets, each of as many values, of which batches are gathered. */
class Batches {
  #all;
  #size;
  #room;

  constructor(all, samples, largest = 0) {
    this.#all = all;
    this.#size = all.length / samples;
    this.#room = new all.constructor(largest * this.#size);
  }

  slice(start, end) {
    return this.#all.subarray(start * this.#size, end * this.#size);
  }

  /** Those of the indices, in a room that the next call uses again. */
  take(indices) {
    indices.forEach((index, i) => this.#room.set(this.slice(index, index + 1), i * this.#size));
    return this.#room.subarray(0, indices.length * this.#size);
  }
}

function wrongWeights(tensor, present, length) {
  const shape = present ? `(${present.shape.join(', ')})` : '';
  const message = present ? `${tensor} has the shape ${shape}, not ${length} values` : `the model has no ${tensor}`;
  return new GlassboxError({ code: 'weights.shape', arguments: [tensor, shape, String(length)], message });
}

function diverged(step) {
  const message = `a value stopped being finite at step ${step + 1}; a smaller learning rate may help`;
  return new GlassboxError({ code: 'model.diverged', arguments: [String(step + 1)], message });
}
