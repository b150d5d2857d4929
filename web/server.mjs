#!/usr/bin/env node
// A static file server for the built page, on this machine only.
//   server.mjs ROOT [PORT]     serves ROOT on PORT (8000), or on the next free one; prints the address

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const mimeTypes = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
};

/** What makes a page cross-origin isolated: it may then share memory between threads. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The file under `root` that a request's path names (a folder's index.html), or null. */
async function findFile(root, requestPath) {
  try {
    const file = await realpath(path.join(root, decodeURIComponent(requestPath)));
    if (file !== root && !file.startsWith(root + path.sep)) return null;
    const found = await stat(file);
    return found.isDirectory() ? await findFile(root, path.join(path.relative(root, file), 'index.html')) : { file, size: found.size };
  } catch {
    return null;
  }
}

async function answer(root, headers, request, response) {
  if (!['GET', 'HEAD'].includes(request.method)) return response.writeHead(405).end();
  const { pathname } = new URL(request.url, 'http://localhost');
  const found = await findFile(root, pathname);
  if (!found) return response.writeHead(404, { 'Content-Type': 'text/plain', ...headers }).end('not found\n');
  response.writeHead(200, {
    'Content-Type': mimeTypes[path.extname(found.file)] ?? 'application/octet-stream',
    'Content-Length': found.size,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  if (request.method === 'HEAD') return response.end();
  return createReadStream(found.file).on('error', () => response.destroy()).pipe(response);
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(server.address().port);
    });
  });
}

/**
 * Serves the folder `root`.
 * @param {{ root: string, port?: number, isolated?: boolean, tries?: number }} options `port` 0 takes any free one; of a
 *   taken port the next is tried, `tries` in all; `isolated` sends the headers for cross-origin isolation
 * @returns {Promise<{ address: string, port: number, close: () => Promise<void> }>}
 */
export async function startServer({ root, port = 0, isolated = true, tries = 1 }) {
  const folder = await realpath(root);
  const headers = isolated ? isolation : {};
  const server = createServer((request, response) => {
    answer(folder, headers, request, response).catch(() => response.destroy());
  });
  for (let left = tries; ; left -= 1) {
    try {
      port = await listen(server, port);
      break;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || left <= 1) throw error;
      console.error(`Port ${port} is taken, trying ${port + 1}.`);
      port += 1;
    }
  }
  return {
    address: `http://127.0.0.1:${port}/`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [root, port = '8000'] = process.argv.slice(2);
  const { address } = await startServer({ root, port: Number(port), tries: 20 });
  console.log(`Glassbox is at ${address} (Ctrl-C ends it)`);
}
