// A saved model: "GBM1", the header's length (uint32, little-endian), the header as JSON {spec, training, compiled,
// normalization: {shift, scale}}, and the
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
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(start, end)));
    const { spec, training, compiled, normalization = { shift: [0], scale: [255] } } = header;
    objectOf(spec, 'spec');
    objectOf(training, 'training');
    const { shift, scale } = objectOf(normalization, 'normalization');
    const sound = shift.length === scale.length && [...shift, ...scale].every(Number.isFinite) && scale.every((value) => value > 0);
    if (!sound || shift.length === 0) throw new RangeError('no normalization');
    return { header: { spec, training, compiled: compiled === true, normalization }, state: bytes.slice(end) };
  } catch {
    throw new GlassboxError({ code: 'model.file', message: 'these bytes are no saved model' });
  }
}
