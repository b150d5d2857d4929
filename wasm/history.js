// The recorded past of a model: look back, go back, go on otherwise.

import { classOf, countOf, jsonOf, numberOf, objectOf, optionsOf } from './inputs.js';

const defaultBytes = 64 * 2 ** 20;

export class History {
  #model;

  /** Use model.history. */
  constructor(model) {
    this.#model = model;
  }

  /** Records from here on, within so many bytes: first, best and recent steps stay, the others thin out. 0 ends it. */
  async keep(options = {}) {
    const { bytes = defaultBytes } = optionsOf(options, 'history options', ['bytes']);
    await this.#model.ask('keep_history', countOf(bytes, 'bytes', 0));
  }

  /** The recorded moments, in order of their steps. */
  async moments() {
    return this.#model.ask('moments');
  }

  /** Back to a recorded step: from there the run goes on bit for bit as before. */
  async seek(step) {
    this.#model.trained(JSON.parse(await this.#model.ask('seek', countOf(step, 'step', 0))));
  }

  /** Back to a recorded step with other settings (those of compile(), but for the seed): the old future is forgotten. */
  async fork(step, settings) {
    const known = ['optimizer', 'learning_rate', 'schedule', 'regularization', 'clipping', 'early_stopping'];
    const { learning_rate, optimizer, ...rest } = optionsOf(objectOf(settings, 'settings'), 'settings', known);
    const before = this.#model.training();
    const chosen = optimizer === undefined ? before.optimizer : classOf(optimizer, 'optimizer', []);
    const config = { ...chosen.config };
    if (learning_rate !== undefined) config.learning_rate = numberOf(learning_rate, 'learning_rate');
    const training = { ...before, ...rest, optimizer: { ...chosen, config } };
    await this.#model.ask('fork_run', countOf(step, 'step', 0), jsonOf(training, 'settings'));
    this.#model.trained(training);
  }

  /** By how much each tensor differs between two recorded steps. */
  async compare(before, after) {
    return this.#model.ask('compare_steps', countOf(before, 'before', 0), countOf(after, 'after', 0));
  }
}
