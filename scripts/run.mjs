// Runs a TypeScript program with what vite makes of it, decorators included: node scripts/run.mjs FILE [ARGUMENT…]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
if (!file) throw new Error('Which program? node scripts/run.mjs FILE [ARGUMENT…]');
process.argv.splice(1, Infinity, resolve(file), ...rest);
await runnerImport(resolve(file), { configFile: false });
