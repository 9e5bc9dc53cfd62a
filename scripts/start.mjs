#!/usr/bin/env node
// npm start: builds what changed, then runs the server in this very process, so that signals and exit codes are its own.
import { buildForStart } from './lib/build.mjs';

if (await buildForStart()) await import('../dist/server/main.js');
else process.exitCode = 1;
