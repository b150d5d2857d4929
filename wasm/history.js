// The recorded past of a model: look back, go back, go on otherwise.

import { countOf, numberOf, objectOf, jsonOf, optionsOf } from './inputs.js';

const defaultBytes = 64 * 2 ** 20;

export class History {
  #model;
  #bytes = 0;

  /** Use model.history. */
  constructor(model) {
    this.#model = model;
  }

  /** Records from here on, within so many bytes; 0 ends it. */
  async keep(options = {}) {
    const { bytes = defaultBytes } = optionsOf(options, 'history options', ['bytes']);
    await this.#model.ask('keep_history', countOf(bytes, 'bytes', 0));
    this.#bytes = bytes;
  }

  /** The model has been drawn anew: another run is recorded, as this one was. */
  async renew() {
    if (this.#bytes > 0) await this.#model.ask('keep_history', this.#bytes);
  }

  /** The recorded moments, in order of their steps. */
  async moments() {
    return this.#model.ask('moments');
  }

  /** Back to a recorded step: from there the run goes on bit for bit as before. */
  async seek(step) {
    this.#model.trained(JSON.parse(await this.#model.ask('seek', countOf(step, 'step', 0))));
  }

  /** Back to a recorded step with other settings: what followed is forgotten with the next step. */
  async fork(step, settings) {
    const before = this.#model.training();
    const { learning_rate } = objectOf(settings, 'settings');
    const training = { ...before, ...this.#model.settings(settings) };
    if (learning_rate !== undefined) {
      const config = { ...training.optimizer.config, learning_rate: numberOf(learning_rate, 'learning_rate') };
      training.optimizer = { ...training.optimizer, config };
    }
    await this.#model.ask('fork_run', countOf(step, 'step', 0), jsonOf(training, 'settings'));
    this.#model.trained(training);
  }

  /** By how much each tensor differs between two recorded steps. */
  async compare(before, after) {
    return this.#model.ask('compare_steps', countOf(before, 'before', 0), countOf(after, 'after', 0));
  }
}
