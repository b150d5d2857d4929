// Prints the throughput of the CPU path in Chromium (both builds of the engine) and natively, and what training does to the page;
// writes the same as JSON. tests/bench/run builds what this needs and sets the variables.

import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startServer } from '../../web/server.mjs';
import { measureLongTasks } from './long_tasks.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const { GLASSBOX_BENCH_NATIVE: native, GLASSBOX_BENCH_WASM: wasm, GLASSBOX_BENCH_JSON: json } = process.env;

/** The table for people, the last line for programs. */
function report(title, lines) {
  console.log(`\n${title}\n${lines.slice(0, -1).join('\n')}`);
  return JSON.parse(lines.at(-1));
}

async function inChromium(variants) {
  const root = await mkdtemp(path.join(tmpdir(), 'glassbox-bench-'));
  for (const file of ['chromium.html', 'chromium.js', 'chromium-worker.js']) {
    await copyFile(path.join(here, file), path.join(root, file));
  }
  for (const variant of variants) {
    for (const ending of ['mjs', 'wasm']) {
      const file = `glassbox_bench_${variant}.${ending}`;
      await copyFile(path.join(wasm, file), path.join(root, file));
    }
  }
  const server = await startServer({ root, port: 0, isolated: true });
  const browser = await chromium.launch({
    executablePath: process.env.GLASSBOX_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });
  const results = {};
  try {
    for (const variant of variants) {
      const page = await browser.newPage();
      await page.goto(`${server.address}chromium.html`);
      await page.waitForFunction(() => window.runBenchmark !== undefined);
      const lines = await page.evaluate((module) => window.runBenchmark(module), `./glassbox_bench_${variant}.mjs`);
      results[variant] = report(`Chromium ${browser.version()}, one thread, ${variant} SIMD`, lines);
      await page.close();
    }
  } finally {
    await browser.close();
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
  return results;
}

const results = await inChromium(['relaxed', 'plain']);
results.native = report('native, one thread, 128-bit vectors', execFileSync(native, { encoding: 'utf8' }).trim().split('\n'));
results.page = await measureLongTasks();
console.log(`\nthe page while the course CNN trains\n${JSON.stringify(results.page, null, 2)}`);
await writeFile(json, `${JSON.stringify(results, null, 2)}\n`);
console.log(`\nwritten to ${json}`);
