// The plain engine computes the same bits under node as natively (tests/train/determinism_test.cpp).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fingerprintOf } from '../golden/fingerprints.mjs';
import { glassbox } from './support/glassbox.mjs';

const { createEngine } = glassbox;

test('200 steps have the bits on record', async () => {
  const runs = JSON.parse(await readFile(new URL('../golden/fingerprints.json', import.meta.url), 'utf8'));
  const engine = await createEngine({ worker: false, variant: 'plain' });
  for (const run of runs) assert.equal(await fingerprintOf(engine, run), run.fingerprint, run.name);
  await engine.dispose();
});
