// The JavaScript API of the built page.

import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The folder of the built page. */
export const dist = process.env.GLASSBOX_DIST;
if (!dist) throw new Error('GLASSBOX_DIST: the folder of the built page (tests/run sets it)');
export const glassboxUrl = pathToFileURL(path.join(dist, 'wasm/glassbox.js')).href;
export const glassbox = await import(glassboxUrl);
