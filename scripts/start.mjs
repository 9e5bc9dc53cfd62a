#!/usr/bin/env node
// npm start: builds what has changed, then runs the server in the same process, so that it receives signals and sets the exit code.
import { buildForStart } from './lib/build.mjs';

if (await buildForStart()) await import('../dist/server/main.js');
else process.exitCode = 1;
