import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Path of an installed development tool. */
function tool(name) {
  return join(ROOT, 'node_modules', '.bin', name);
}

/** False after `npm ci --omit=dev`. */
export function areInstalled(...names) {
  return names.every((name) => existsSync(tool(name)));
}

/**
 * Runs a development tool in the root of the repository.
 * @param {{ show?: boolean, environment?: NodeJS.ProcessEnv }} options `show`: its output goes straight to the terminal
 * @returns {Promise<{ passed: boolean, output: string }>} `output` is empty when it was shown
 */
export function run(name, parameters, { show = false, environment = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(tool(name), parameters, {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => resolve({ passed: code === 0, output }));
  });
}
