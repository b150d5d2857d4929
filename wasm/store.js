// Saved runs in IndexedDB, by a playground's name. Where the browser gives no storage (a private window, a sandboxed frame),
// runs are not remembered, and nothing else changes.

const database = 'glassbox';
const runs = 'runs';

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class RunStore {
  #key;
  #db;
  /** The same key's stores in other tabs: each says when it has saved. */
  #others;
  #saved = false;

  /** Whether another tab has saved its run since, over one that was saved here. */
  overwritten = false;

  /** @returns {Promise<RunStore>} */
  static async open(key) {
    let db = null;
    try {
      const request = indexedDB.open(database, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(runs);
      db = await settled(request);
      db.onversionchange = () => db.close();
    } catch {
      // no storage here
    }
    return new RunStore(key, db);
  }

  constructor(key, db) {
    this.#key = key;
    this.#db = db;
    if (!db) return;
    this.#others = new BroadcastChannel(`glassbox.runs.${key}`);
    this.#others.onmessage = () => (this.overwritten = this.#saved);
  }

  /** @returns {Promise<Uint8Array | undefined>} */
  async load() {
    return this.#with('readonly', (store) => store.get(this.#key));
  }

  /**
   * Saved beyond a reload that follows at once: the transaction is committed within this call.
   * @param {Uint8Array} run a copy of its own
   */
  save(run) {
    this.#saved = true;
    this.overwritten = false;
    const done = this.#with('readwrite', (store) => store.put(run, this.#key));
    this.#others?.postMessage(null);
    return done;
  }

  drop() {
    return this.#with('readwrite', (store) => store.delete(this.#key));
  }

  close() {
    this.#db?.close();
    this.#others?.close();
  }

  async #with(mode, work) {
    try {
      const transaction = this.#db?.transaction(runs, mode, { durability: 'relaxed' });
      if (!transaction) return undefined;
      const done = settled(work(transaction.objectStore(runs)));
      transaction.commit();
      return await done;
    } catch {
      return undefined;
    }
  }
}
