// Loads the engine module, in a page, a worker or node.

import { GlassboxError } from './errors.js';
import { bestVariant, threadsOf } from './features.js';

/**
 * The module with so many threads, which are workers that it starts. It would wait for ever for one that fails before it
 * listens; so this listens from the start.
 */
async function withThreads(startModule, threads) {
  const { Worker } = self;
  const started = new AbortController();
  const failed = new Promise((_, reject) => {
    const listen = (target) =>
      target.addEventListener('error', (event) => (event.preventDefault(), reject(new Error(event.message))), { signal: started.signal });
    listen(self);
    self.Worker = class extends Worker {
      constructor(...values) {
        super(...values);
        listen(this);
      }
    };
  });
  try {
    const module = await Promise.race([startModule({ threads, printErr: () => {} }), failed]);
    module.start_team(threads);
    return module;
  } finally {
    self.Worker = Worker;
    started.abort();
  }
}

async function load(variant, threads) {
  try {
    const { default: startModule } = await import(`./engine-${variant}.mjs`);
    if (variant === 'threads') return { module: await withThreads(startModule, threads), variant, threads };
    return { module: await startModule(), variant, threads: 1 };
  } catch (error) {
    const message = `the engine (${variant}) could not be started: ${error.message ?? error}`;
    throw new GlassboxError({ code: 'engine.load_failed', arguments: [variant], message });
  }
}

/**
 * @param {{variant?: 'plain' | 'relaxed' | 'threads', threads?: number}} [options] `variant`: plain has the same bits
 *   everywhere, relaxed is faster where the browser has it, threads has the bits of relaxed; left out: the fastest that runs
 *   here. `threads`: at most so many share the work
 * @returns {Promise<{module: object, variant: string, threads: number}>} `module`: the bindings of wasm/engine
 */
export async function loadEngine({ variant, threads = 2 } = {}) {
  const possible = threadsOf(threads);
  if (variant !== undefined) return load(variant, possible);
  const best = bestVariant(possible);
  if (best !== 'threads') return load(best, 1);
  return load(best, possible).catch(() => load('relaxed', 1));
}
