// Runs the benchmark's programs (bench.cpp) and prints what they print; the same as JSON goes to a file. tests/bench/run builds
// what this needs and sets the variables.
//
//   node run.mjs         every build of the engine, the cost of looking, the memory, the page while it trains
//   node run.mjs sweep   the layers over their shapes, natively

import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { withChromium } from './chromium.mjs';
import { measureHeap } from './heap.mjs';
import { measureLongTasks } from './long_tasks.mjs';

const { GLASSBOX_BENCH_NATIVE: native, GLASSBOX_BENCH_WASM: modules, GLASSBOX_BENCH_JSON: json, GLASSBOX_DIST: dist } = process.env;

const variants = ['relaxed', 'plain'];

/** The table for people, the last line for programs. */
function report(title, lines) {
  console.log(`\n${title}\n${lines.slice(0, -1).join('\n')}`);
  return JSON.parse(lines.at(-1));
}

function runNative(program, ...programArguments) {
  return execFileSync(path.join(native, program), programArguments, { encoding: 'utf8' }).trim().split('\n');
}

function table(results) {
  for (const [name, value] of Object.entries(results)) console.log(`${name.padEnd(48)} ${value}`);
}

/** A chunk of MNIST, as bytes, in a file, and as images with their classes. */
async function openDigits(folder) {
  const bytes = gunzipSync(await readFile(path.join(dist, 'data', 'mnist', 'train-00.gbc.gz')));
  const file = path.join(folder, 'digits.gbc');
  await writeFile(file, bytes);
  const samples = bytes.readUInt32LE(4);
  const [labels, images] = [bytes.subarray(28, 28 + samples), bytes.subarray(28 + samples)];
  return { file, images: Uint8Array.from(images), labels: Uint8Array.from(labels) };
}

async function measureAll(digits) {
  const results = { chromium: {}, native: {} };
  await withChromium({ modules, variants, digits: digits.file }, async ({ version, run }) => {
    for (const variant of variants) {
      const lines = await run(variant, 'table', 'digits.gbc');
      results.chromium[variant] = report(`Chromium ${version}, ${variant} SIMD, one thread`, lines);
    }
  });
  results.native['128'] = report('native, 128-bit vectors, one thread', runNative('glassbox_bench', 'table', digits.file));
  results.looking = report('what looking costs, native', runNative('glassbox_bench', 'looking', digits.file));
  results.heap = await measureHeap(pathToFileURL(`${dist}/`), digits.images, digits.labels);
  console.log('\nbytes of memory that the engine uses, mnist_cnn, batch 128');
  table(Object.fromEntries(Object.entries(results.heap).map(([when, { used, total }]) => [when, `${used} of ${total}`])));
  results.page = await measureLongTasks();
  console.log('\nthe page while the course CNN trains');
  table(results.page);
  return results;
}

const folder = await mkdtemp(path.join(tmpdir(), 'glassbox-bench-'));
try {
  const sweeps = process.argv[2] === 'sweep';
  const results = sweeps
    ? report('the layers over their shapes, native, 128-bit vectors', runNative('glassbox_bench', 'sweep'))
    : await measureAll(await openDigits(folder));
  await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nwritten to ${json}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
