// Idx files of bytes, in which MNIST and the sets after its form come (yann.lecun.com/exdb/mnist): the magic 0x08 and
// the number of dimensions, their big-endian sizes, the values; as they are or gzip-compressed.

import { gunzipSync } from 'node:zlib';

/**
 * The values of a file; throws an Error that tells what is wrong with it.
 * @param {Buffer} file
 * @param {number[]} dimensions what it must hold
 */
export function readIdx(file, dimensions) {
  const bytes = decompressed(file);
  const header = 4 + 4 * dimensions.length;
  if (bytes.length < header || bytes.readUInt32BE(0) !== 0x800 + dimensions.length) {
    throw new Error(`is no idx file of bytes with ${dimensions.length} dimensions`);
  }
  const found = dimensions.map((_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  if (found.join() !== dimensions.join()) {
    throw new Error(`holds ${found.join(' x ')} values instead of ${dimensions.join(' x ')}`);
  }
  const size = dimensions.reduce((product, dimension) => product * dimension, 1);
  if (bytes.length !== header + size) throw new Error(`has ${bytes.length} bytes instead of ${header + size}`);
  return bytes.subarray(header);
}

function decompressed(file) {
  if (file.length < 2 || file[0] !== 0x1f || file[1] !== 0x8b) return file;
  try {
    return gunzipSync(file);
  } catch (error) {
    throw new Error(`cannot be decompressed: ${error.message}`);
  }
}
