// Runs the benchmark's programs (bench.cpp) and prints what they print; the same as JSON goes to a file. tests/bench/run builds
// what this needs and sets the variables.
//
//   node run.mjs         every build of the engine, the cost of looking, the memory, the page while it trains
//   node run.mjs sweep   the layers over their shapes, natively

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { withChromium } from './chromium.mjs';
import { measureHeap } from './heap.mjs';
import { measureLongTasks } from './long_tasks.mjs';

const { GLASSBOX_BENCH_NATIVE: native, GLASSBOX_BENCH_WASM: modules, GLASSBOX_BENCH_JSON: json, GLASSBOX_DIST: dist } = process.env;

/** The engine's builds for the browser, and natively with what the processor has to have for them. */
const browserBuilds = [
  { variant: 'threads', title: 'relaxed SIMD, two threads', options: ['2'] },
  { variant: 'relaxed', title: 'relaxed SIMD, one thread', options: [] },
  { variant: 'plain', title: 'plain SIMD, one thread', options: [] },
].filter(({ variant }) => existsSync(path.join(modules, `glassbox_bench_${variant}.wasm`)));
const processor = existsSync('/proc/cpuinfo') ? readFileSync('/proc/cpuinfo', 'utf8') : '';
const nativeBuilds = [
  { program: 'glassbox_bench', title: '128-bit vectors', needs: [] },
  { program: 'glassbox_bench_avx2', title: 'AVX2', needs: ['avx2', 'fma'] },
  { program: 'glassbox_bench_avx512', title: 'AVX-512', needs: ['avx512f', 'avx512cd', 'avx512dq', 'avx512bw', 'avx512vl'] },
].filter(({ program, needs }) => existsSync(path.join(native, program)) && needs.every((flag) => processor.includes(` ${flag}`)));

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
  const variants = browserBuilds.map(({ variant }) => variant);
  await withChromium({ modules, variants, digits: digits.file }, async ({ version, run }) => {
    for (const { variant, title, options } of browserBuilds) {
      const lines = await run(variant, 'table', 'digits.gbc', ...options);
      results.chromium[variant] = report(`Chromium ${version}, ${title}`, lines);
    }
    const gains = await run('relaxed', 'paths', 'digits.gbc');
    results.paths = report(`Chromium ${version}, relaxed SIMD: training with a fast path over training without it`, gains);
  });
  for (const { program, title } of nativeBuilds) {
    results.native[title] = report(`native, ${title}, one thread`, runNative(program, 'table', digits.file));
  }
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
