// The packing of MNIST's idx files, and of those of other sets in its form, into the chunks that the page fetches.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';

import { readIdx } from '../../web/data/idx.mjs';

const packer = fileURLToPath(new URL('../../web/data/pack_mnist.mjs', import.meta.url));

/** An idx file of bytes. */
function idx(dimensions, values, magic = 0x800 + dimensions.length) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  [magic, ...dimensions].forEach((number, i) => header.writeUInt32BE(number, 4 * i));
  return Buffer.concat([header, Buffer.from(values)]);
}

const good = idx([2, 3], [1, 2, 3, 4, 5, 6]);

test('an idx file gives its values, compressed or not', () => {
  for (const file of [good, gzipSync(good)]) assert.deepEqual([...readIdx(file, [2, 3])], [1, 2, 3, 4, 5, 6]);
  assert.equal(readIdx(idx([0], []), [0]).length, 0);
});

const gzipped = gzipSync(good);
const damaged = Buffer.from(gzipped);
damaged[gzipped.length - 8] ^= 1;

for (const [what, file, reason] of [
  ['nothing', Buffer.alloc(0), /no idx file/],
  ['half a header', good.subarray(0, 9), /no idx file/],
  ['another number of dimensions', idx([6], [1, 2, 3, 4, 5, 6]), /no idx file/],
  ['floats', idx([2, 3], [1, 2, 3, 4, 5, 6], 0xd02), /no idx file/],
  ['other sizes', idx([3, 2], [1, 2, 3, 4, 5, 6]), /3 x 2 values instead of 2 x 3/],
  ['huge sizes', idx([0xffffffff, 0xffffffff], []), /4294967295 x 4294967295/],
  ['too few values', good.subarray(0, 17), /17 bytes instead of 18/],
  ['too many values', Buffer.concat([good, good]), /36 bytes instead of 18/],
  ['half a gzip file', gzipped.subarray(0, 20), /cannot be decompressed/],
  ['a damaged gzip file', damaged, /cannot be decompressed/],
  ['a gzip file of something else', gzipSync('hello'), /no idx file/],
]) {
  test(`an idx file with ${what} is refused`, () => assert.throws(() => readIdx(file, [2, 3]), reason));
}

let folder;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'glassbox-pack-'));
});
after(() => rm(folder, { recursive: true }));

/** A folder of files of MNIST's names and sizes: the label of sample i is i % 10, its first pixel i % 251. */
async function makeSource(name) {
  const source = path.join(folder, name);
  await mkdir(source);
  for (const [part, samples] of [['train', 60000], ['t10k', 10000]]) {
    const pixels = Buffer.alloc(samples * 784);
    for (let i = 0; i < samples; i += 1) pixels[i * 784] = i % 251;
    const labels = Uint8Array.from({ length: samples }, (_, i) => i % 10);
    const images = gzipSync(idx([samples, 28, 28], pixels), { level: 1 });
    await writeFile(path.join(source, `${part}-images-idx3-ubyte.gz`), images);
    await writeFile(path.join(source, `${part}-labels-idx1-ubyte`), idx([samples], labels));
  }
  return source;
}

const pack = (...words) => promisify(execFile)(process.execPath, [packer, ...words]);

test('a folder of compressed and plain files becomes chunks and a manifest by its own name', async () => {
  const source = await makeSource('fashion');
  const out = path.join(folder, 'packed');
  const { stdout } = await pack('--source', source, '--out', out, '--name', 'Fashion-MNIST');
  assert.match(stdout, /^Fashion-MNIST: 35 chunks/);
  const manifest = JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8'));
  assert.equal(manifest.name, 'Fashion-MNIST');
  assert.deepEqual([manifest.train.length, manifest.test.length], [30, 5]);
  assert.equal((await readdir(out)).length, 36);
  const chunk = gunzipSync(await readFile(path.join(out, manifest.train[1].file)));
  assert.equal(chunk.toString('latin1', 0, 4), 'GBC1');
  assert.equal(chunk.readUInt32LE(4), 2000);
  assert.deepEqual([...chunk.subarray(28, 31)], [0, 1, 2]);
  assert.equal(chunk[28 + 2000], 2000 % 251);

  const again = await pack('--source', source, '--out', out, '--name', 'Fashion-MNIST');
  assert.equal(again.stdout, '');

  const labels = path.join(source, 't10k-labels-idx1-ubyte');
  await writeFile(labels, idx([10000], Buffer.alloc(10000, 10)));
  await assert.rejects(pack('--source', source, '--out', path.join(folder, 'other')), /label above 9/);
  await rm(labels);
  await assert.rejects(pack('--source', source, '--out', path.join(folder, 'other')), /is missing/);
});

test('a command line that says too little is refused', async () => {
  for (const words of [[], ['--out'], ['--in', 'x'], ['out', 'x'], ['--source', folder]]) {
    await assert.rejects(pack(...words), /use: pack_mnist/);
  }
});
