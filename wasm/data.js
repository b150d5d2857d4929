// A data set's way from its files to the engine: manifest.json, then the chunks it names, a few at a time, gunzipped,
// tried again when one does not arrive whole. What a chunk holds is for the engine to check.

import { GlassboxError } from './errors.js';

const lanes = 3;
const tries = 3;
const firstPauseMs = 400;
const patienceMs = 60_000; // for one file; a slower line is taken for none

/**
 * @typedef {{file: string, samples: number, bytes: number}} ChunkEntry
 * @typedef {{image_shape: number[], classes: number, train: ChunkEntry[], test: ChunkEntry[]}} Manifest
 */

export class ChunkLoader {
  #base;
  #on;
  #queue = [];
  #stop = new AbortController();
  #resume = null;

  /**
   * @param {string | URL} base the folder of manifest.json, with a trailing slash
   * @param {object} on may be asynchronous
   * @param {(manifest: Manifest) => void} on.open
   * @param {(split: 'train' | 'test', index: number, bytes: Uint8Array) => void} on.accept throws when the bytes are no good
   * @param {(error: GlassboxError, retrying: boolean, split?: string, index?: number) => void} on.problem not retrying:
   *   waits for retry(); of a chunk, or without `split` of the manifest
   */
  constructor(base, on) {
    this.#base = base;
    this.#on = on;
  }

  /** Done when every chunk has been accepted, or after stop(). */
  async run() {
    try {
      await this.#persist('manifest.json', (bytes) => this.#open(JSON.parse(new TextDecoder().decode(bytes))));
      await Promise.all(Array.from({ length: lanes }, () => this.#lane()));
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  /** Tries again what has failed. */
  retry() {
    this.#resume?.();
  }

  stop() {
    this.#stop.abort();
    this.retry();
  }

  /** Both first chunks come first: one trains, the other tells the test accuracy. */
  async #open(manifest) {
    await this.#on.open(manifest);
    const entries = (split) => manifest[split].map(({ file }, index) => ({ split, index, file }));
    const [train, test] = [entries('train'), entries('test')];
    this.#queue = [...train.splice(0, 1), ...test.splice(0, 1), ...train, ...test];
  }

  async #lane() {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const { split, index, file } = next;
      await this.#persist(file, (bytes) => this.#on.accept(split, index, bytes), split, index);
    }
  }

  /** Fetches a file until `accept` takes it: three times with growing pauses, then whenever retry() says so. */
  async #persist(file, accept, split, index) {
    for (let attempt = 1; ; attempt += 1) {
      this.#stop.signal.throwIfAborted();
      try {
        return await accept(await this.#read(file, attempt > 1));
      } catch (error) {
        this.#stop.signal.throwIfAborted();
        const last = attempt % tries === 0;
        await this.#on.problem(asDataError(error, file), !last, split, index);
        if (last) await this.#retryRequested();
        else await new Promise((resolve) => setTimeout(resolve, firstPauseMs * 3 ** ((attempt % tries) - 1)));
      }
    }
  }

  /** All that wait go on together. */
  async #retryRequested() {
    await new Promise((resolve) => {
      const others = this.#resume;
      this.#resume = () => {
        this.#resume = null;
        others?.();
        resolve();
      };
    });
  }

  /** @returns {Promise<Uint8Array>} the file's bytes, decompressed (by a server that says so, or here) */
  async #read(file, again) {
    const url = new URL(file, this.#base);
    const bytes = url.protocol === 'file:' ? await readLocal(url) : await readRemote(url, again);
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzip(bytes) : bytes;
  }
}

const nameOf = (url) => url.pathname.split('/').pop();

function fetchFailed(url, reason) {
  const message = `${nameOf(url)} could not be fetched (${reason})`;
  return new GlassboxError({ code: 'data.fetch_failed', arguments: [nameOf(url), reason], message });
}

function asDataError(error, file) {
  if (error instanceof GlassboxError) return error;
  return new GlassboxError({ code: 'data.damaged', arguments: [file], message: `${file} is damaged` });
}

async function gunzip(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function readRemote(url, again) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), cache: again ? 'reload' : 'default' });
    if (!response.ok) throw fetchFailed(url, String(response.status));
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw error instanceof GlassboxError ? error : fetchFailed(url, 'network');
  }
}

async function readLocal(url) {
  const { readFile } = await import('node:fs/promises');
  return readFile(url).catch((error) => {
    throw fetchFailed(url, error.code);
  });
}
