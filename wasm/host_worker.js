// A Host in a worker of its own. Requests {id, method, arguments} are answered with {id, value} or {id, error}; in between,
// {id, event, details} reports progress. {id, abort: true} stops a request. The first request is 'start'.

import { describe } from './errors.js';
import { Host } from './host.js';

let host;
const running = new Map();

/** The buffers that a result may take with it. */
function buffersOf(value) {
  if (ArrayBuffer.isView(value)) return [value.buffer];
  return value && typeof value === 'object' ? Object.values(value).flatMap(buffersOf) : [];
}

async function run({ id, method, arguments: values }) {
  const stop = new AbortController();
  running.set(id, stop);
  try {
    if (method === 'start') {
      const started = await Host.start(...values);
      host = started.host;
      self.postMessage({ id, value: started.about });
      return;
    }
    const report = (event, details) => self.postMessage({ id, event, details });
    const value = await host[method](...values, report, stop.signal);
    self.postMessage({ id, value }, buffersOf(value));
  } catch (error) {
    self.postMessage({ id, error: describe(error) });
  } finally {
    running.delete(id);
  }
}

self.onmessage = ({ data }) => {
  if (data.abort) running.get(data.id)?.abort();
  else run(data);
};
