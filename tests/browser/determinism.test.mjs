// The plain engine computes the same bits in Chromium as natively and under node (tests/train/determinism_test.cpp).

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

test('200 steps have the bits on record', async () => {
  const runs = JSON.parse(await readFile(new URL('../golden/fingerprints.json', import.meta.url), 'utf8'));
  const playground = await Playground.open(browser);
  for (const run of runs) {
    const source = `(async () => (${fingerprintOf})(await window.glassbox.engine({ variant: 'plain' }), ${JSON.stringify(run)}))()`;
    assert.equal(await playground.page.evaluate(source), run.fingerprint, run.name);
  }
  await playground.close();
});
