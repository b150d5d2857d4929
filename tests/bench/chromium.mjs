// The benchmark's modules in a headless Chromium.

import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startServer } from '../../web/server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** Calls `use` with an object that runs modules of the folder `modules` on a page of its own each; `digits` is a chunk file. */
export async function withChromium({ modules, variants, digits }, use) {
  const root = await mkdtemp(path.join(tmpdir(), 'glassbox-bench-'));
  for (const file of ['chromium.html', 'chromium.js', 'chromium-worker.js']) {
    await copyFile(path.join(here, file), path.join(root, file));
  }
  await copyFile(digits, path.join(root, 'digits.gbc'));
  for (const variant of variants) {
    for (const ending of ['mjs', 'wasm']) {
      const file = `glassbox_bench_${variant}.${ending}`;
      await copyFile(path.join(modules, file), path.join(root, file));
    }
  }
  const server = await startServer({ root, port: 0, isolated: true });
  const browser = await chromium.launch({
    executablePath: process.env.GLASSBOX_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
  });

  /** What the program prints, line by line. */
  async function run(variant, ...programArguments) {
    const page = await browser.newPage();
    try {
      await page.goto(`${server.address}chromium.html`);
      await page.waitForFunction(() => window.runBenchmark !== undefined);
      const call = [`./glassbox_bench_${variant}.mjs`, programArguments];
      return await page.evaluate(([module, values]) => window.runBenchmark(module, values), call);
    } finally {
      await page.close();
    }
  }

  try {
    return await use({ version: browser.version(), run });
  } finally {
    await browser.close();
    await server.close();
    await rm(root, { recursive: true, force: true });
  }
}
