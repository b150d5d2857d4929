// The course's three models reach their accuracies through the page's own buttons, and digits drawn by hand are recognised.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { Playground, startBrowser } from './support/playground.mjs';

let browser;
let playground;
before(async () => {
  browser = await startBrowser();
  playground = await Playground.open(browser);
  await playground.until((snapshot) => snapshot.data.train_available === 60000 && snapshot.data.test_available === 10000);
});
after(() => browser?.stop());

/** Chooses a preset, trains whole epochs by the button until the test accuracy is there, and returns the last evaluation. */
async function train(preset, parameters, accuracy, epochs) {
  await playground.click(`preset.${preset}`);
  await playground.until((snapshot) => snapshot.parameters === parameters && snapshot.run.step === 0);
  let evaluation;
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    await playground.click('epoch');
    const { evaluation: list } = await playground.until(
      (snapshot) => snapshot.run.epoch === epoch && snapshot.run.status === 0 && snapshot.evaluation[0]?.samples === 10000,
      240,
    );
    [evaluation] = list;
    if (evaluation.accuracy >= accuracy) break;
  }
  assert.ok(evaluation.accuracy >= accuracy, `${preset}: ${evaluation.accuracy} of ${accuracy}`);
  assert.equal(evaluation.confusion.reduce((sum, count) => sum + count, 0), 10000);
  return evaluation;
}

test('the linear classifier reaches 91 %', { timeout: 300_000 }, () => train('linear', 7850, 0.91, 6));

test('the MLP reaches 97 %', { timeout: 300_000 }, () => train('mlp', 101770, 0.97, 8));

test('the course CNN reaches 98.5 % and reads digits drawn by hand', { timeout: 600_000 }, async (t) => {
  const evaluation = await train('cnn', 46922, 0.985, 8);

  await t.test('the confusion matrix on screen says the same accuracy', async () => {
    const shown = await playground.widget('confusion');
    assert.ok(shown.value.includes((100 * evaluation.accuracy).toFixed(1)), shown.value);
  });

  await t.test('at least 27 of 30 stroke drawings are recognised', async () => {
    const drawings = JSON.parse(await readFile(new URL('../data/stroke_digits.json', import.meta.url), 'utf8'));
    assert.equal(drawings.length, 30);
    const wrong = [];
    for (const { digit, strokes } of drawings) {
      await playground.draw(strokes.map((stroke) => stroke.filter((_, i) => i % 3 === 0 || i === stroke.length - 1)));
      await playground.widget('pad', (pad) => pad.value.startsWith(String(strokes.length)));
      const { digit: seen } = await playground.until((snapshot) => snapshot.digit.probabilities.length === 10);
      const answer = await playground.widget('prediction', ({ value }) => /^\d/.test(value));
      const best = seen.probabilities.indexOf(Math.max(...seen.probabilities));
      if (Number(answer.value[0]) !== digit) wrong.push(`${digit} read as ${answer.value} (${best})`);
      await playground.click('clear');
      await playground.until((snapshot) => snapshot.digit.source === 0);
    }
    t.diagnostic(`${30 - wrong.length} of 30 drawings right${wrong.length ? `; ${wrong.join(', ')}` : ''}`);
    assert.ok(wrong.length <= 3, wrong.join(', '));
  });
});
