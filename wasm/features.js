// What this browser can do. Understood by older browsers too.

/** A module of one function `() -> v128` with the given body. */
function moduleOf(body) {
  const code = [0, ...body, 0x0b];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 5, 1, 0x60, 0, 1, 0x7b],
    ...[3, 2, 1, 0],
    ...[10, code.length + 2, 1, code.length, ...code],
  ]);
}

const zeros = [0x41, 0, 0xfd, 0x11]; // i32.const 0, i32x4.splat
const probes = {
  simd: moduleOf(zeros),
  relaxedSimd: moduleOf([...zeros, ...zeros, ...zeros, 0xfd, 0x85, 2]), // f32x4.relaxed_madd
};

/** @param {'simd' | 'relaxedSimd'} feature */
function validates(feature) {
  try {
    return WebAssembly.validate(probes[feature]);
  } catch (error) {
    return false;
  }
}

/**
 * How many of the threads asked for can share the engine's work here: one without shared memory, which a page has where it
 * is cross-origin isolated, and one on the thread of a page, which must not wait.
 */
export function threadsOf(wanted) {
  const waits = globalThis.crossOriginIsolated === true && typeof document !== 'object';
  return waits ? Math.min(wanted, navigator.hardwareConcurrency) : 1;
}

/** The engine's fastest variant that runs here with so many threads. */
export function bestVariant(threads) {
  if (!validates('relaxedSimd')) return 'plain';
  return threads > 1 ? 'threads' : 'relaxed';
}

/** What a playground needs and this browser lacks, by names that a person can look up. */
export function missingFeatures() {
  if (typeof WebAssembly !== 'object') return ['WebAssembly'];
  const present = {
    'WebAssembly SIMD': validates('simd'),
    'Web Workers': typeof Worker === 'function',
    WebGL2: hasWebGL2(),
    DecompressionStream: typeof DecompressionStream === 'function',
  };
  return Object.keys(present).filter((name) => !present[name]);
}

function hasWebGL2() {
  const context = document.createElement('canvas').getContext('webgl2');
  const loss = context && context.getExtension('WEBGL_lose_context');
  if (loss) loss.loseContext();
  return Boolean(context);
}
