// The examples of the JavaScript API's page: each runs by itself and prints what is remarked behind it.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { glassbox } from './support/glassbox.mjs';

const page = await readFile(new URL('../../wasm/README.md', import.meta.url), 'utf8');
const examples = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code);

let engine;
before(async () => {
  engine = await glassbox.createEngine({ worker: false, variant: 'plain' });
});
after(() => engine?.dispose());

const AsyncFunction = (async () => {}).constructor;

test('there are examples', () => assert.ok(examples.length > 5));

examples.forEach((code, i) => {
  test(`example ${i + 1} prints what it says`, async () => {
    const printed = [];
    const console = { log: (...values) => printed.push(values.join(' ')) };
    await new AsyncFunction('glassbox', 'engine', 'console', code)(glassbox, engine, console);
    const promised = [...code.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    assert.ok(promised.length > 0);
    assert.deepEqual(printed, promised);
  });
});
