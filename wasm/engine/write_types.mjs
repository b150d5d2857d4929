// Writes the TypeScript declarations of Command and Snapshot, as the engine itself gives them.
//   node write_types.mjs ENGINE.mjs OUT.d.ts

import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [engine, out] = process.argv.slice(2);
const {default: start} = await import(pathToFileURL(path.resolve(engine)).href);
const types = (await start()).typescript_types();
await writeFile(
    out, `// Generated from engine/session: what a playground is told and what it tells.\n\n${types}`);
