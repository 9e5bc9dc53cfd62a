// Runs a TypeScript program, compiled by vite, which supports decorators: node scripts/run.mjs FILE [ARGUMENT…]
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

const [file, ...rest] = process.argv.slice(2);
if (!file) throw new Error('Expected a program: node scripts/run.mjs FILE [ARGUMENT…]');
process.argv.splice(1, Infinity, resolve(file), ...rest);
await runnerImport(resolve(file), { configFile: false });
