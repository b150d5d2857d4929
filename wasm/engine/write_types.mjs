// Writes the TypeScript declarations of the engine's structs, as the engine itself gives them.
//   node write_types.mjs ENGINE.mjs SESSION.d.ts INSPECTION.d.ts

import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [engine, session, inspection] = process.argv.slice(2);
const { default: start } = await import(pathToFileURL(path.resolve(engine)).href);
const module = await start();
const told = 'what a playground is told and what it tells';
const looked = 'what the engine says of a model that is looked at';
await writeFile(session, `// Generated from engine/session: ${told}.\n\n${module.typescript_types()}`);
await writeFile(inspection, `// Generated from engine/inspect: ${looked}.\n\n${module.inspection_types()}`);
