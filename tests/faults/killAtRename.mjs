// Loaded before a program (`node --import`): kills it before its rename number KILL_AT, or tells the count at its end.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const killAt = Number(process.env.KILL_AT);
let renames = 0;

function count() {
  renames++;
  if (renames === killAt) process.kill(process.pid, 'SIGKILL');
}

const { renameSync } = fs;
fs.renameSync = (...paths) => {
  count();
  return renameSync(...paths);
};
const { rename } = fs.promises;
fs.promises.rename = (...paths) => {
  count();
  return rename(...paths);
};
syncBuiltinESMExports();
process.on('exit', () => process.stderr.write(`renames ${renames}\n`));
