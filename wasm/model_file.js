// A saved model: "GBM1", the header's length (uint32, little-endian), the header as JSON {spec, training, compiled}, and the
// engine's state.

import { GlassboxError } from './errors.js';
import { objectOf } from './inputs.js';

const magic = 0x314d4247; // "GBM1"
const start = 8;

/** @returns {Uint8Array} */
export function packModel(header, state) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(start + text.length + state.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, start);
  bytes.set(state, start + text.length);
  return bytes;
}

/** @param {Uint8Array} bytes */
export function unpackModel(bytes) {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0, true) !== magic) throw new RangeError('no model');
    const end = start + view.getUint32(4, true);
    const { spec, training, compiled } = JSON.parse(new TextDecoder().decode(bytes.subarray(start, end)));
    objectOf(spec, 'spec');
    objectOf(training, 'training');
    return { header: { spec, training, compiled: compiled === true }, state: bytes.slice(end) };
  } catch {
    throw new GlassboxError({ code: 'model.file', message: 'these bytes are no saved model' });
  }
}
