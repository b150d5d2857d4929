// What callers hand to the API, checked and brought to the types that the engine takes. Every refusal is a GlassboxError.

import { GlassboxError } from './errors.js';

export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

function kindOf(given) {
  return given === null ? 'null' : (given?.constructor?.name ?? typeof given);
}

/** A value for a sentence. */
function shown(given) {
  return typeof given === 'number' || typeof given === 'string' ? String(given) : kindOf(given);
}

function typeError(what, given) {
  const kind = kindOf(given);
  return new GlassboxError({ code: 'input.type', arguments: [what, kind], message: `${what} cannot be ${kind}` });
}

function numberError(what, given, wanted) {
  return new GlassboxError({
    code: 'input.number',
    arguments: [what, shown(given)],
    parameter: what,
    message: `${what} is ${wanted}, not ${shown(given)}`,
  });
}

export function choiceError(what, given, choices) {
  const message = `${what} ${shown(given)} is none of ${choices}`;
  return new GlassboxError({ code: 'parameter.choice', arguments: [shown(given), choices], parameter: what, message });
}

const isList = (given) => Array.isArray(given) || (ArrayBuffer.isView(given) && !(given instanceof DataView));
const isObject = (given) => typeof given === 'object' && given !== null && !isList(given);

/** @returns {object} */
export function objectOf(given, what) {
  if (!isObject(given)) throw typeError(what, given);
  return given;
}

/** A call's options, of which all are known. */
export function optionsOf(given, what, known) {
  const unknown = Object.keys(objectOf(given, what)).find((name) => !known.includes(name));
  if (unknown === undefined) return given;
  throw new GlassboxError({
    code: 'input.unknown',
    arguments: [what, unknown, known.join(', ')],
    parameter: unknown,
    message: `${what} know no ${unknown}; there are ${known.join(', ')}`,
  });
}

/** @returns {string} */
export function textOf(given, what) {
  if (typeof given !== 'string') throw typeError(what, given);
  return given;
}

/** @returns {number} */
export function countOf(given, what, minimum, maximum = Number.MAX_SAFE_INTEGER) {
  if (Number.isSafeInteger(given) && given >= minimum && given <= maximum) return given;
  const limits = maximum === Number.MAX_SAFE_INTEGER ? `from ${minimum}` : `from ${minimum} to ${maximum}`;
  throw numberError(what, given, `a whole number ${limits}`);
}

/** @returns {number} */
export function numberOf(given, what) {
  if (Number.isFinite(given)) return given;
  throw numberError(what, given, 'a number');
}

/** @returns {Function | undefined} */
export function listenerOf(given, what) {
  if (given !== undefined && typeof given !== 'function') throw typeError(what, given);
  return given;
}

/** @returns {AbortSignal | undefined} */
export function signalOf(given) {
  if (given !== undefined && !(given instanceof AbortSignal)) throw typeError('signal', given);
  return given;
}

/** A folder, which may be given relative to the page or, where there is none, to `module`. */
export function folderOf(base, module) {
  try {
    return new URL(base, globalThis.location?.href ?? module);
  } catch {
    throw typeError('base', base);
  }
}

/** JSON, into which whatever cannot go is refused instead of left out. */
export function jsonOf(value, what) {
  const replacer = (key, entry) => {
    if (typeof entry === 'number') return numberOf(entry, key);
    if (['bigint', 'function', 'symbol'].includes(typeof entry)) throw typeError(key, entry);
    return entry;
  };
  try {
    return JSON.stringify(value, replacer);
  } catch (error) {
    throw error instanceof GlassboxError ? error : typeError(what, value);
  }
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
  if (!isList(values)) throw typeError(what, values);
  const list = Array.isArray(values) ? values.flat(Infinity) : values;
  const wrong = list.findIndex((value) => typeof value !== 'number');
  if (wrong >= 0) throw typeError(what, list[wrong]);
  return Float32Array.from(list);
}

/** @returns {Float32Array} samples as numbers; pixels count as (pixel - shift) / scale, channel by channel */
export function floatsOf(x, { shift, scale }) {
  const samples = asSamples(x);
  if (!(samples instanceof Uint8Array)) return samples;
  const channels = shift.length;
  return Float32Array.from(samples, (pixel, i) => Math.fround(pixel - shift[i % channels]) / scale[i % channels]);
}

/** @returns {object} a graph of numbers, checked */
export function scalarGraphOf(graph) {
  const { inputs = [], operations = [] } = objectOf(graph, 'graph');
  if (!Array.isArray(inputs) || !Array.isArray(operations)) throw typeError('graph', graph);
  const named = (node) => textOf(objectOf(node, 'node').name, 'name');
  return {
    inputs: inputs.map((node) => ({ name: named(node), value: numberOf(node.value, 'value') })),
    operations: operations.map((node) => {
      if (!Array.isArray(node?.inputs)) throw typeError('inputs', node?.inputs);
      return { name: named(node), op: textOf(node.op, 'op'), inputs: node.inputs.map((input) => textOf(input, 'inputs')) };
    }),
  };
}

/** @returns {{width: number, height: number, channels: number, pixels: Uint8Array}} from an ImageData, or what is like one */
export function pictureOf(image) {
  const { width, height, data } = objectOf(image, 'image');
  countOf(width, 'width', 0);
  countOf(height, 'height', 0);
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) throw typeError('data', data);
  const channels = data.length === width * height ? 1 : 4;
  return { width, height, channels, pixels: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/** @returns {{layer: string, name: string, values: Float32Array}[]} finite numbers for named tensors */
export function weightsOf(weights) {
  if (!Array.isArray(weights)) throw typeError('weights', weights);
  return weights.map((tensor) => {
    const { layer, name, values: given } = objectOf(tensor, 'weights');
    const wanted = `${textOf(layer, 'layer')}.${textOf(name, 'name')}`;
    const values = valuesOf(given, 'weights');
    if (values.every((value) => Number.isFinite(value))) return { layer, name, values };
    const message = `the values for ${wanted} are not all finite`;
    throw new GlassboxError({ code: 'weights.not_finite', arguments: [wanted], message });
  });
}

/** @returns {{class_name: string, config: object}} what is given by its name, or with settings in `config` or beside it */
export function classOf(given, what, known) {
  const spec = typeof given === 'string' ? { class_name: given } : objectOf(given, what);
  const { class_name, config = {}, ...settings } = spec;
  const name = textOf(class_name, 'class_name').toLowerCase();
  const [own] = known.find((names) => names.some((each) => each.toLowerCase() === name)) ?? [class_name];
  return { class_name: own, config: { ...objectOf(config, 'config'), ...settings } };
}

/** @returns {Uint8Array | Float32Array | null} class numbers, or rows of `size` values; null where the inputs are the targets */
export function targetsOf(y, samples, size) {
  if (y === null) return null;
  if (!isList(y)) throw typeError('labels', y);
  const isValues = y instanceof Float32Array || (Array.isArray(y) && Array.isArray(y[0]));
  const targets = isValues ? valuesOf(y, 'targets') : y;
  const wanted = isValues ? samples * size : samples;
  if (targets.length !== wanted || targets.length === 0) {
    throw new GlassboxError({
      code: 'input.labels',
      arguments: [String(targets.length), String(samples)],
      message: isValues ? `${targets.length} targets for ${samples} samples of ${size}` : `${y.length} labels for ${samples} samples`,
    });
  }
  return isValues ? finiteOf(targets) : labelsOf(y);
}

function finiteOf(values) {
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw numberError('targets', values[wrong], 'made of finite numbers');
  return values;
}

function labelsOf(y) {
  const wrong = Array.prototype.findIndex.call(y, (label) => !Number.isInteger(label) || label < 0 || label > 255);
  if (wrong >= 0) {
    const message = `${shown(y[wrong])} is no class number`;
    throw new GlassboxError({ code: 'input.label', arguments: [shown(y[wrong])], message });
  }
  return y instanceof Uint8Array ? y : Uint8Array.from(y);
}

/** @returns {number[]} sizes of parts that together are all samples */
export function chunkSizesOf(sizes, samples) {
  if (!isList(sizes)) throw typeError('chunkSizes', sizes);
  const list = Array.from(sizes, (size) => countOf(size, 'chunkSizes', 1));
  const sum = list.reduce((total, size) => total + size, 0);
  if (sum === samples) return list;
  throw new GlassboxError({
    code: 'input.chunks',
    arguments: [String(sum), String(samples)],
    message: `the chunkSizes add up to ${sum}, and there are ${samples} samples`,
  });
}
