// Loads the engine module, in a page, a worker or node.

import { GlassboxError } from './errors.js';
import { bestVariant } from './features.js';

/**
 * @param {'plain' | 'relaxed'} [variant] plain: the same bits everywhere; relaxed: faster where the browser has it
 * @returns {Promise<{module: object, variant: string}>} `module`: the bindings of wasm/engine
 */
export async function loadEngine(variant = bestVariant()) {
  try {
    const { default: start } = await import(`./engine-${variant}.mjs`);
    return { module: await start(), variant };
  } catch (error) {
    const message = `the engine (${variant}) could not be started: ${error.message ?? error}`;
    throw new GlassboxError({ code: 'engine.load_failed', arguments: [variant], message });
  }
}
