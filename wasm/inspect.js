// What a learner looks at in a model as it stands (engine/inspect): asked for, never in training's way.

import { choiceError, countOf, numberOf, optionsOf, textOf, valuesOf } from './inputs.js';

const largest = 2 ** 31 - 1; // what the engine's integers hold
const whole = new Set(['bins', 'hardest', 'count', 'terms', 'steps', 'patch', 'strides']);

const placeOf = (given, what) => countOf(given, what, 0, largest);

/** Options with their defaults; each is a number, or two. */
function numbersOf(options, what, defaults) {
  const given = { ...defaults, ...optionsOf(options, what, Object.keys(defaults)) };
  for (const [name, value] of Object.entries(given)) {
    const check = (number) => {
      if (name === 'seed') return countOf(number, name, 0);
      return whole.has(name) ? countOf(number, name, 1, largest) : numberOf(Math.fround(numberOf(number, name)), name);
    };
    given[name] = Array.isArray(defaults[name]) ? [value, value].flat().slice(0, 2).map(check) : check(value);
  }
  return given;
}

export class Inspector {
  #model;

  /** Use model.inspect. */
  constructor(model) {
    this.#model = model;
  }

  /** One layer during one batch: values and gradients before and after the activation, its parameters, flat units. */
  async report(layer, x, y = null, options = {}) {
    const { bins } = numbersOf(options, 'report options', { bins: 20 });
    const batch = this.#model.pairs(x, y);
    return this.#model.ask('report', this.#model.layer(layer), batch.x, batch.y, bins);
  }

  /** All parameters as they are, for a later updates(). */
  async parameters() {
    return this.#model.ask('parameters');
  }

  /** How far each tensor has moved since `before`, by its own size. */
  async updates(before) {
    return this.#model.ask('updates', valuesOf(before));
  }

  /** Every sample's loss, and the samples with the largest ones. */
  async losses(x, y = null, options = {}) {
    const { hardest } = numbersOf(options, 'loss options', { hardest: 10 });
    const data = this.#model.pairs(x, y);
    return this.#model.ask('sample_losses', data.x, data.y, hardest);
  }

  /** The samples of x that a layer holds for most alike `sample`; distance: "euclidean" or "cosine". */
  async nearest(layer, sample, x, options = {}) {
    const { distance = 'euclidean', ...rest } = optionsOf(options, 'options of nearest', ['distance', 'count']);
    const { count } = numbersOf(rest, 'options of nearest', { count: 10 });
    if (!['euclidean', 'cosine'].includes(textOf(distance, 'distance'))) throw choiceError('distance', distance, 'euclidean, cosine');
    const among = this.#model.pairs(x).x;
    return this.#model.ask('nearest', this.#model.layer(layer), this.#model.floats(sample), among, distance === 'cosine', count);
  }

  /** What each value of a sample adds to an output: gradient, and gradient x input. */
  async saliency(sample, output) {
    return this.#model.ask('saliency', this.#model.floats(sample), placeOf(output, 'output'));
  }

  /** By how much an output drops where a patch covers the sample. */
  async occlusion(sample, output, options = {}) {
    const chosen = numbersOf(options, 'occlusion options', { patch: [4, 4], strides: [1, 1], fill: 0 });
    return this.#model.ask('occlusion', this.#model.floats(sample), placeOf(output, 'output'), chosen);
  }

  /** An input that excites a unit of a layer as much as can be. */
  async maximize(layer, unit, options = {}) {
    const defaults = { steps: 100, rate: 0.05, decay: 0.01, blur: 0.1, minimum: 0, maximum: 1, seed: 1 };
    const chosen = numbersOf(options, 'options of maximize', defaults);
    return this.#model.ask('maximize', this.#model.layer(layer), placeOf(unit, 'unit'), chosen);
  }

  /**
   * A number of one sample's forward or backward pass as the sum that it is. `quantity`: "output", "input_gradient", or
   * the name of a tensor ("kernel", "bias") for its gradient; `place` counts in the flat tensor.
   */
  async trace(layer, sample, target, place, options = {}) {
    const { quantity = 'output', ...rest } = optionsOf(options, 'trace options', ['quantity', 'terms']);
    const { terms } = numbersOf(rest, 'trace options', { terms: 1000 });
    const { x, y } = this.#model.pairs(sample, target);
    const at = countOf(place, 'place', 0);
    return this.#model.ask('trace', x, y, this.#model.layer(layer), textOf(quantity, 'quantity'), at, terms);
  }

  /** Backpropagation beside finite differences, for some values of every tensor. */
  async checkGradients(x, y = null, options = {}) {
    const { count, seed } = numbersOf(options, 'options of checkGradients', { count: 5, seed: 1 });
    const batch = this.#model.pairs(x, y);
    return this.#model.ask('check_gradients', batch.x, batch.y, count, seed);
  }
}
