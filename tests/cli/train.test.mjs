// The command-line trainer: the same bits as the browser's engine on the same experiment, files that both read, refusals in
// words, and an end that loses nothing.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { glassbox } from '../api/support/glassbox.mjs';

const program = process.env.GLASSBOX_CLI;
if (!program) throw new Error('GLASSBOX_CLI: the command-line program (tests/run sets it)');
const mnist = path.join(process.env.GLASSBOX_DIST, 'data/mnist');
const { createEngine, layers } = glassbox;

const cnn = [
  layers.conv2d({ filters: 32, kernel_size: 5, activation: 'relu' }),
  layers.maxPooling2d(),
  layers.flatten(),
  layers.dense({ units: 10, activation: 'softmax' }),
];
const training = { optimizer: { class_name: 'Adam', config: { learning_rate: 0.001 } }, batch_size: 32, seed: 7 };
const plane = { version: 1, input_shape: [2], layers: [layers.dense({ units: 8, activation: 'tanh' }), layers.dense({ units: 2, activation: 'softmax' })] };

let folder;
let engine;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glassbox-cli-'));
  engine = await createEngine({ worker: false, variant: 'plain' });
  await write('cnn.json', { model: { version: 1, input_shape: [28, 28, 1], layers: cnn }, training, data: mnist });
  await write('plane.json', { model: plane, training: { batch_size: 10, seed: 3 }, data: 'spiral', epochs: 2 });
});
after(async () => {
  await engine?.dispose();
  await rm(folder, { recursive: true });
});

const write = (name, content) => writeFile(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

/** Runs the program in the folder: {status, output, errors}. */
const run = (...words) =>
  new Promise((resolve) => {
    execFile(program, words, { cwd: folder, maxBuffer: 1e8 }, (error, output, errors) => {
      resolve({ status: error ? error.code : 0, output, errors });
    });
  });

/** The last of the objects that a run with --json tells. */
async function end(...words) {
  const { status, output, errors } = await run(...words, '--json');
  assert.equal(status, 0, errors);
  return JSON.parse(output.trim().split('\n').at(-1));
}

/** Trains the CNN in the JavaScript API to a step. */
async function trainInBrowser(model, { train }, step) {
  const stop = new AbortController();
  const onStep = (now) => now.step === step && stop.abort();
  await model.fit(train.x, train.y, { chunkSizes: train.chunkSizes, signal: stop.signal, onStep });
}

test('200 steps on MNIST give the bits of the browser, go on from its file, and back', async () => {
  const model = await engine.sequential(cnn, { seed: training.seed });
  await model.compile(training);
  await trainInBrowser(model, await engine.mnist(), 200);
  const there = await model.fingerprint();
  await writeFile(path.join(folder, 'browser.glassbox'), await model.save());

  const whole = await end('train', 'cnn.json', '--steps', '200', '--reproducible', '--out', 'whole.glassbox');
  assert.deepEqual([whole.step, whole.fingerprint], [200, there]);

  await end('train', 'cnn.json', '--steps', '90', '--reproducible', '--threads', '1', '--out', 'part.glassbox');
  const parts = await end('train', 'cnn.json', '--steps', '200', '--reproducible', '--from', 'part.glassbox', '--out', 'parts.glassbox');
  assert.equal(parts.fingerprint, there);

  const loaded = await engine.load(await readFile(path.join(folder, 'whole.glassbox')));
  assert.deepEqual([await loaded.steps(), await loaded.fingerprint()], [200, there]);
  const { test: held } = await engine.mnist();
  const here = await end('evaluate', 'browser.glassbox', '--data', mnist);
  const result = await loaded.evaluate(held.x, held.y);
  assert.equal(here.samples, 10000);
  assert.ok(Math.abs(here.accuracy - result.accuracy) < 5e-4, `${here.accuracy} ${result.accuracy}`);
  assert.ok(here.accuracy > 0.85, String(here.accuracy));
  await model.dispose();
  await loaded.dispose();
});

test('the widest vectors learn as well', async () => {
  const { val_accuracy: accuracy } = JSON.parse(
    (await run('train', 'cnn.json', '--steps', '200', '--json', '--out', 'wide.glassbox')).output.split('\n').find((line) => line.includes('"epoch"')),
  );
  assert.ok(accuracy > 0.85, String(accuracy));
});

test('idx files, compressed or not, are the same data as the packed chunks', async () => {
  const idx = (sizes, values) => {
    const header = Buffer.from([0, 0, 8, sizes.length, ...sizes.flatMap((n) => [0, 0, n >> 8, n & 255])]);
    return Buffer.concat([header, values]);
  };
  const data = path.join(folder, 'idx');
  const packed = path.join(folder, 'packed');
  await cp(mnist, packed, { recursive: true });
  const manifest = JSON.parse(await readFile(path.join(packed, 'manifest.json')));
  for (const part of ['train', 'test']) manifest[part].splice(1);
  await writeFile(path.join(packed, 'manifest.json'), JSON.stringify(manifest));
  await mkdir(data);
  for (const [part, name] of [['train', 'train'], ['test', 't10k']]) {
    const [{ file, samples }] = manifest[part];
    const chunk = gunzipSync(await readFile(path.join(packed, file)));
    await writeFile(path.join(data, `${name}-labels-idx1-ubyte`), idx([samples], chunk.subarray(28, 28 + samples)));
    await writeFile(path.join(data, `${name}-images-idx3-ubyte`), idx([samples, 28, 28], chunk.subarray(28 + samples)));
  }
  const from = async (data) => (await end('train', 'cnn.json', '--steps', '5', '--data', data, '--out', 'idx.glassbox')).fingerprint;
  assert.equal(await from('idx'), await from('packed'));
});

test('Ctrl-C saves what there is, and training goes on from there to the same end', { skip: process.platform === 'win32' }, async () => {
  const child = spawn(program, ['train', 'plane.json', '--epochs', '1000000', '--json', '--out', 'cut.glassbox'], { cwd: folder });
  let output = '';
  let interrupted = false; // a second signal would end it at once
  child.stdout.on('data', (text) => {
    output += text;
    if (!interrupted && output.includes('"epoch"')) interrupted = child.kill('SIGINT');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(status, 130);
  const { outcome, step } = JSON.parse(output.trim().split('\n').at(-1));
  assert.equal(outcome, 'interrupted');
  const more = ['--steps', String(step + 10)];
  const resumed = await end('train', 'plane.json', ...more, '--from', 'cut.glassbox', '--out', 'resumed.glassbox');
  const straight = await end('train', 'plane.json', ...more, '--out', 'straight.glassbox');
  assert.equal(resumed.fingerprint, straight.fingerprint);
});

test('a link trains, a saved network shows its layers, and a function of a number is learnt', async () => {
  await write('link.txt', `https://example.org/#v=1&model=${encodeURIComponent(JSON.stringify(plane))}\n`);
  const linked = await end('train', 'link.txt', '--data', 'circle', '--epochs', '3');
  assert.equal(linked.file, 'link.glassbox');
  const shown = await end('info', 'link.glassbox');
  assert.deepEqual([shown.parameters, shown.step], [42, linked.step]);

  const line = { version: 1, input_shape: [1], layers: [layers.dense({ units: 1 })] };
  await write('line.json', {
    model: line,
    training: { loss: { class_name: 'MeanSquaredError' }, optimizer: { class_name: 'SGD', config: { learning_rate: 0.1 } } },
    data: { class_name: 'line', config: { noise: 0 } },
    epochs: 40,
  });
  await end('train', 'line.json');
  const { squared_error: error } = await end('evaluate', 'line.glassbox', '--data', 'line');
  assert.ok(error < 0.1, String(error));
});

test('the network goes where a link or a pipe leads, and given data replace those of the experiment', async () => {
  await write('moved.json', { model: plane, data: 'elsewhere' });
  await mkdir(path.join(folder, 'kept'));
  await symlink('kept/run.glassbox', path.join(folder, 'leads.glassbox'));
  await end('train', 'moved.json', '--data', 'spiral', '--out', 'leads.glassbox');
  assert.ok((await lstat(path.join(folder, 'leads.glassbox'))).isSymbolicLink());
  const saved = await readFile(path.join(folder, 'kept/run.glassbox'));
  await promisify(execFile)('mkfifo', ['pipe'], { cwd: folder });
  const reader = readFile(path.join(folder, 'pipe'));
  await end('train', 'moved.json', '--data', 'spiral', '--out', 'pipe');
  assert.deepEqual(await reader, saved);
  assert.ok((await lstat(path.join(folder, 'pipe'))).isFIFO());
  assert.equal((await run('info', 'moved.json')).status, 0);
});

test('what is wrong is said in words, and nothing is left half written', async () => {
  await write('deep.json', { model: { version: 1, input_shape: [28, 28, 1], layers: [layers.conv2d({ filters: 4, kernel_size: 40 })] }, data: mnist });
  await write('broken.json', '{"model": ');
  await write('wild.json', {
    model: { version: 1, input_shape: [1], layers: [layers.dense({ units: 1 })] },
    training: { loss: { class_name: 'MeanSquaredError' }, optimizer: { class_name: 'SGD', config: { learning_rate: 1000 } } },
    data: 'line',
    epochs: 100,
  });
  await write('typo.json', { model: plane, epoch: 3 });
  const cases = [
    [2, /train, evaluate or info/],
    [2, /no command "fly"/, 'fly', 'plane.json'],
    [2, /no option --fast/, 'train', 'plane.json', '--fast'],
    [2, /--epochs takes a whole number/, 'train', 'plane.json', '--epochs', 'many'],
    [2, /--seed needs a value/, 'train', 'plane.json', '--seed'],
    [1, /absent\.json cannot be read/, 'train', 'absent.json'],
    [1, /broken\.json: the text is no JSON object/, 'train', 'broken.json'],
    [1, /typo\.json: the field epoch is/, 'train', 'typo.json'],
    [1, /layer 1, kernel_size: the kernel 40x40 is larger than its input 28x28/, 'train', 'deep.json'],
    [1, /none of the toy sets: circle/, 'train', 'plane.json', '--data', 'swirl'],
    [1, /the samples are \(28, 28, 1\), the model's input is \(2,\)/, 'train', 'plane.json', '--data', mnist],
    [1, /diverged after step \d+: .* no longer finite/, 'train', 'wild.json', '--quiet'],
    [1, /holds no weights/, 'evaluate', 'plane.json'],
    [1, /plane\.json: the bytes are no saved run/, 'train', 'plane.json', '--from', 'plane.json'],
    [1, /cannot be written/, 'train', 'plane.json', '--out', 'absent/x'],
    [1, /says how to train/, 'train', 'plane.json', '--out', './plane.json'],
    [1, /There is no folder ".*elsewhere"/, 'train', 'moved.json'],
  ];
  for (const [status, words, ...line] of cases) {
    const result = await run(...line);
    assert.equal(result.status, status, line.join(' '));
    assert.match(result.errors, words);
    assert.equal(result.output, '');
  }
  assert.deepEqual((await readdir(folder)).filter((name) => name.endsWith('.part')), []);
  const { status, output } = await run('--help');
  assert.equal(status, 0);
  assert.match(output, /^usage: glassbox train/);
});
