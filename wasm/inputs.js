// What callers hand to the API, checked and brought to the types that the engine takes.

import { GlassboxError } from './errors.js';

export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

function typeError(what, given) {
  const kind = given?.constructor?.name ?? String(given);
  return new GlassboxError({ code: 'input.type', arguments: [what, kind], message: `${what} cannot be ${kind}` });
}

/** @returns {Float32Array | Uint8Array} whole samples: 0 to 1, or pixels */
export function samplesOf(x, size) {
  const samples = asSamples(x);
  if (samples.length % size === 0) return samples;
  throw new GlassboxError({
    code: 'input.size',
    arguments: [String(samples.length), String(size)],
    message: `${samples.length} values are no whole number of samples of ${size}`,
  });
}

function asSamples(x) {
  if (x instanceof Float32Array || x instanceof Uint8Array) return x;
  if (x instanceof Uint8ClampedArray) return new Uint8Array(x.buffer, x.byteOffset, x.length);
  return valuesOf(x, 'samples');
}

/** @returns {Float32Array} numbers from a typed array or (nested) lists */
export function valuesOf(values, what = 'values') {
  if (values instanceof Float32Array) return values;
  const list = Array.isArray(values) ? values.flat(Infinity) : values;
  if (!Array.isArray(list) && !(ArrayBuffer.isView(list) && !(list instanceof DataView))) throw typeError(what, values);
  return Float32Array.from(list);
}

/** @returns {Uint8Array} one class number a sample */
export function labelsOf(y, samples, size) {
  if (!Array.isArray(y) && !(ArrayBuffer.isView(y) && !(y instanceof DataView))) throw typeError('labels', y);
  if (y.length * size !== samples.length || y.length === 0) {
    throw new GlassboxError({
      code: 'input.labels',
      arguments: [String(y.length), String(samples.length / size)],
      message: `${y.length} labels for ${samples.length / size} samples`,
    });
  }
  const wrong = Array.prototype.find.call(y, (label) => !Number.isInteger(label) || label < 0 || label > 255);
  if (wrong !== undefined) {
    throw new GlassboxError({ code: 'input.label', arguments: [String(wrong)], message: `${wrong} is no class number` });
  }
  return y instanceof Uint8Array ? y : Uint8Array.from(y);
}
