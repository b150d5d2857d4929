// The engine's thread: one Session, its data, its saved run. Speaks with playground.js in messages, each a small object.
//
// To the worker:
//   {type: 'start', key, link, data, variant?, buffer}  once, first. `key` names the saved run, `link` is the experiment that
//                                                 will be opened, or '', `data` the URL of the data set's folder, `buffer`
//                                                 the ArrayBuffer in which Snapshots travel
//   {type: 'command', bytes}                      a Command as session/codec.h encodes it (ArrayBuffer or Uint8Array)
//   {type: 'command', json}                       the same as JSON text
//   {type: 'buffer', buffer}                      the Snapshot has been read: its buffer for the next one
//   {type: 'json', id}                            asks for the present Snapshot as JSON
//   {type: 'retry'}                               fetch what failed again
//   {type: 'save'}                                save the run now: the page may go away
//   {type: 'stop', id}                            save the run and end
// From the worker:
//   {type: 'ready', variant, restored, problem?}  the engine runs; `restored`: it goes on with a saved run; `problem`: the
//                                                 error for which it does not
//   {type: 'snapshot', buffer, length, sequence}  a Snapshot, in the first `length` bytes; the next one waits for the buffer
//   {type: 'json', id, text}
//   {type: 'stopped', id}
//   {type: 'error', error}                        a command could not be carried out
//   {type: 'fatal', error}                        {code, message, ...}: the engine is gone
//
// Work is done in slices; between two slices the thread's messages have their turn, so a command waits for one step at most.
// Nothing runs while there is nothing to do.

import { ChunkLoader } from './data.js';
import { loadEngine } from './engine.js';
import { check, describe } from './errors.js';
import { RunStore } from './store.js';

const sliceMs = 8;
const frameMs = 16;
const trainingFrameMs = 33;
const soonestSaveMs = 500;
const saveShare = 0.01; // of the time, at most, while there is work to do
const largestRun = 1 << 26; // bytes
const splits = { train: 0, test: 1 };
/** Commands that leave the run as it is. */
const looks = new Set(['draw', 'choose_sample', 'subscribe', 'open_data', 'data_problem', 'pause']);

const slices = new MessageChannel();
let session;
let store;
let loader;

let sliceWaits = false;
let busy = false;
let unsaved = false;
let nextSave = 0;

let buffer = null;
let changed = true;
let lastSnapshot = 0;
let snapshotTimer = 0;

/** Ends the worker's part in this page with a reason. */
function fail(error) {
  self.postMessage({ type: 'fatal', error: describe(error) });
  self.close();
}

/** One slice of work, then whatever it has changed is sent. */
function work() {
  const wasBusy = busy;
  busy = check(session.advance(sliceMs));
  unsaved ||= busy || wasBusy;
  if (busy) wake();
  if (unsaved && (!busy || performance.now() > nextSave)) save().catch(fail);
  sendSnapshot();
}

function wake() {
  if (sliceWaits) return;
  sliceWaits = true;
  slices.port2.postMessage(null);
}

slices.port1.onmessage = guarded(() => {
  sliceWaits = false;
  work();
});

/** Sends a Snapshot when there is news, a buffer for it, and the last one is a frame ago. */
function sendSnapshot() {
  changed ||= session.changed();
  if (!changed || !buffer || snapshotTimer) return;
  const wait = lastSnapshot + (busy ? trainingFrameMs : frameMs) - performance.now();
  if (wait > 0) {
    snapshotTimer = setTimeout(guarded(() => {
      snapshotTimer = 0;
      sendSnapshot();
    }), wait);
    return;
  }
  const sequence = check(session.snapshot());
  const bytes = session.message();
  if (buffer.byteLength < bytes.length) buffer = new ArrayBuffer(2 * bytes.length);
  new Uint8Array(buffer).set(bytes);
  self.postMessage({ type: 'snapshot', buffer, length: bytes.length, sequence }, [buffer]);
  buffer = null;
  changed = false;
  lastSnapshot = performance.now();
}

/** A run too large for the browser's storage, or for the memory of a copy, goes on unsaved. */
async function save() {
  unsaved = false;
  nextSave = Infinity; // one at a time
  const start = performance.now();
  const run = session.save();
  const kept = run.error || run.value.length > largestRun ? undefined : store.save(run.value);
  const spent = performance.now() - start;
  await kept;
  nextSave = performance.now() + Math.max(soonestSaveMs, spent / saveShare);
}

/** The page may go away: what another tab has saved over this one's run gives way, too. */
function saveBeforeLeaving() {
  return unsaved || store.overwritten ? save() : undefined;
}

/** A refusal is in the next Snapshot, except where the memory for an answer was missing. */
function note({ error, value }) {
  if (error?.code === 'engine.out_of_memory') self.postMessage({ type: 'error', error });
  if (!error && !looks.has(value)) unsaved = true;
}

function commandOf(object) {
  return session.handle_json(JSON.stringify(object));
}

/** The data set, chunk by chunk, into the session; fetched while the engine loads. */
function openData(base, ready) {
  const into = (task) => async (...values) => {
    await ready;
    task(...values);
    work();
  };
  loader = new ChunkLoader(base, {
    open: into(({ image_shape, classes, train, test }) => {
      const sizes = (entries) => entries.map(({ samples }) => samples);
      check(commandOf({ command: 'open_data', image_shape, classes, train_chunks: sizes(train), test_chunks: sizes(test) }));
    }),
    accept: into((split, index, bytes) => check(session.add_chunk(splits[split], index, bytes))),
    problem: into(({ code, arguments: values }, retrying, split, chunk = -1) => {
      const problem = { error: { code, arguments: values }, retrying, split: splits[split] ?? -1, chunk };
      check(commandOf({ command: 'data_problem', ...problem }));
    }),
  });
  self.addEventListener('online', () => loader.retry());
  loader.run().catch(fail);
}

/** A session with the run that was saved under that name, if there is one and it is sound. */
async function open(Session, key) {
  session = new Session();
  store = await RunStore.open(key);
  const run = await store.load();
  const problem = run ? session.restore(run).error : undefined;
  if (problem) store.drop();
  return { restored: Boolean(run) && !problem, problem };
}

/** The session with the saved run. A link to another experiment is kept under a name of its own: the learner's run stays. */
async function prepare({ key, link, variant }) {
  const engine = await loadEngine({ variant });
  const { Session } = engine.module;
  let run = await open(Session, key);
  if (session.is_other_experiment(link)) {
    session.delete();
    store.close();
    run = await open(Session, `${key} by link`);
  }
  self.postMessage({ type: 'ready', variant: engine.variant, ...run });
}

async function start(message) {
  const ready = prepare(message);
  openData(message.data, ready);
  await ready;
  buffer = message.buffer;
  work();
}

const handlers = {
  command({ bytes, json }) {
    note(json === undefined ? session.handle(new Uint8Array(bytes)) : session.handle_json(json));
    work();
  },
  buffer(message) {
    buffer = message.buffer;
    sendSnapshot();
  },
  json({ id }) {
    changed ||= session.changed();
    self.postMessage({ type: 'json', id, text: check(session.snapshot_json()) });
  },
  retry: () => loader.retry(),
  save: saveBeforeLeaving,
  async stop({ id }) {
    loader.stop();
    await saveBeforeLeaving();
    self.postMessage({ type: 'stopped', id });
    self.close();
  },
};

function guarded(task) {
  return (...values) => {
    try {
      return task(...values);
    } catch (error) {
      return fail(error);
    }
  };
}

let started;
self.onmessage = ({ data: message }) => {
  if (message.type === 'start') started = start(message);
  else started = started.then(() => handlers[message.type](message));
  started.catch(fail);
};
