// The plain engine computes the same bits in Chromium as natively and under node (tests/train/determinism_test.cpp), and
// the number of threads changes none.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fingerprintOf } from '../golden/fingerprints.mjs';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
before(async () => {
  browser = await startBrowser();
});
after(() => browser?.stop());

const runs = JSON.parse(await readFile(new URL('../golden/fingerprints.json', import.meta.url), 'utf8'));

/** {fingerprint, variant, threads} of one of the runs, in the page. */
function runIn({ page }, run, options) {
  const source = `(async () => {
    const engine = await window.glassbox.engine(${JSON.stringify(options)});
    const fingerprint = await (${fingerprintOf})(engine, ${JSON.stringify(run)});
    const { variant, threads } = engine;
    await engine.dispose();
    return { fingerprint, variant, threads };
  })()`;
  return page.evaluate(source);
}

test('200 steps have the bits on record', async () => {
  const playground = await Playground.open(browser);
  for (const run of runs) {
    assert.equal((await runIn(playground, run, { variant: 'plain' })).fingerprint, run.fingerprint, run.name);
  }
  await playground.close();
});

test('two threads have the bits of one', async () => {
  const playground = await Playground.open(browser);
  for (const run of runs) {
    const one = await runIn(playground, run, { variant: 'relaxed' });
    const two = await runIn(playground, run, { variant: 'threads', threads: 2 });
    assert.deepEqual([one.threads, two.threads], [1, Math.min(2, await playground.page.evaluate(() => navigator.hardwareConcurrency))]);
    assert.equal(two.fingerprint, one.fingerprint, run.name);
  }
  await playground.close();
});
