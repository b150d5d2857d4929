// The way from the API to its Host: direct, or by messages to a worker.

import { GlassboxError } from './errors.js';
import { Host } from './host.js';

/**
 * @typedef {object} Connection
 * @property {{version: string, variant: string, threads: number, optimizers: string[]}} about
 * @property {(method: string, values: any[], options?: {report?: Function, signal?: AbortSignal}) => Promise<any>} call
 * @property {() => void} close
 */

/**
 * @param {object} options of loadEngine()
 * @returns {Promise<Connection>}
 */
export async function connect(worker, options) {
  return worker ? connectWorker(options) : connectHost(options);
}

function disposed() {
  return new GlassboxError({ code: 'engine.disposed', message: 'this engine has been disposed' });
}

async function connectHost(options) {
  const { host, about } = await Host.start(options);
  let closed = false;
  return {
    about,
    call: async (method, values, { report = () => {}, signal } = {}) => {
      if (closed) throw disposed();
      return host[method](...values, report, signal);
    },
    close: () => {
      closed = true;
      host.close();
    },
  };
}

/** A copy that can be transferred with its buffers: sent as it is, a part of an array would take all of the array along. */
function copyOf(value, buffers) {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const copy = value.slice();
    buffers.push(copy.buffer);
    return copy;
  }
  if (Array.isArray(value)) return value.map((item) => copyOf(item, buffers));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item, buffers)]));
}

async function connectWorker(options) {
  if (typeof Worker !== 'function') {
    throw new GlassboxError({ code: 'engine.no_worker', message: 'there are no Web Workers here: use {worker: false}' });
  }
  const worker = new Worker(new URL('host_worker.js', import.meta.url), { type: 'module', name: 'glassbox' });
  const waiting = new Map();
  let last = 0;
  let closed = null;

  const close = (error) => {
    closed = error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };

  worker.onmessage = ({ data: { id, event, details, error, value } }) => {
    const request = waiting.get(id);
    if (event) {
      request?.report(event, details);
      return;
    }
    waiting.delete(id);
    if (error) request?.reject(new GlassboxError(error));
    else request?.resolve(value);
  };
  worker.onerror = (event) => {
    close(new GlassboxError({ code: 'engine.failed', message: event.message || 'the engine has stopped' }));
  };

  const call = (method, values, { report = () => {}, signal } = {}) =>
    new Promise((resolve, reject) => {
      if (closed) {
        reject(closed);
        return;
      }
      last += 1;
      const id = last;
      const abort = () => worker.postMessage({ id, abort: true });
      const end = (settle) => (outcome) => {
        signal?.removeEventListener('abort', abort);
        settle(outcome);
      };
      waiting.set(id, { resolve: end(resolve), reject: end(reject), report });
      const buffers = [];
      worker.postMessage({ id, method, arguments: copyOf(values, buffers) }, buffers);
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort);
    });

  try {
    const about = await call('start', [options]);
    return { about, call, close: () => close(disposed()) };
  } catch (error) {
    worker.terminate();
    throw error;
  }
}
