// The plain engine computes the same bits under node as natively (tests/train/determinism_test.cpp).

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { fingerprintOf } from '../golden/fingerprints.mjs';

const dist = process.env.GLASSBOX_DIST;
if (!dist) throw new Error('GLASSBOX_DIST: the folder of the built page (tests/run sets it)');
const { createEngine } = await import(pathToFileURL(path.join(dist, 'wasm/glassbox.js')).href);

test('200 steps have the bits on record', async () => {
  const runs = JSON.parse(await readFile(new URL('../golden/fingerprints.json', import.meta.url), 'utf8'));
  const engine = await createEngine({ worker: false, variant: 'plain' });
  for (const run of runs) assert.equal(await fingerprintOf(engine, run), run.fingerprint, run.name);
  await engine.dispose();
});
