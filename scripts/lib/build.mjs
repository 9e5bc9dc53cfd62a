import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprint, PARTS, recordBuilt, staleParts } from './parts.mjs';
import { areInstalled, ROOT, run } from './programs.mjs';

/**
 * Builds the parts that changed since the last build.
 * @returns {Promise<{ passed: boolean, output: string, built: string[] }>} `output`: output of the tool that failed
 */
export function buildStale() {
  return build(staleParts());
}

/** Builds all parts, with source maps that the scripts do not name. Returns the same as `buildStale`. */
export function buildWithSourceMaps() {
  return build(PARTS, ['--sourcemap', 'hidden']);
}

async function build(parts, options = []) {
  const built = [];
  for (const part of parts) {
    const inputs = fingerprint(part);
    const [tool, ...parameters] = part.command;
    rmSync(part.output, { recursive: true, force: true });
    const { passed, output } = await run(tool, [...parameters, ...options], { environment: { NODE_ENV: 'production' } });
    if (!passed) return { passed, output, built };
    recordBuilt(part.name, inputs);
    built.push(part.name);
  }
  return { passed: true, output: '', built };
}

/**
 * Builds before a start, if something has changed and the build tools are installed; without them the existing build is used.
 * @returns {Promise<boolean>} whether there is a build to start
 */
export async function buildForStart() {
  const wasBuilt = existsSync(join(ROOT, 'dist/server'));
  if (!existsSync(join(ROOT, 'src')) || !areInstalled('vite')) {
    if (!wasBuilt) console.error('Nothing is built yet, and the build tools are not installed: run npm ci, then npm start.');
    return wasBuilt;
  }
  if (staleParts().length === 0) return true;
  console.error(wasBuilt ? 'Building changed parts …' : 'Building (first start only) …');
  const { passed, output } = await buildStale();
  if (!passed) console.error(output);
  return passed;
}
