import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../support/root.ts';

/** The line that a test prints when it is skipped because there is no Python. */
export const NO_PYTHON = 'skipped: no Python 3.11 or later with venv and pip found';

/** Whether there is a Python that can make an environment. @throws if there is none and ALLEGIANCE_REQUIRE_PYTHON is 1 */
export function hasPython(): boolean {
  const check = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))';
  const found = spawnSync('python3', ['-c', check]).status === 0;
  if (!found && process.env.ALLEGIANCE_REQUIRE_PYTHON === '1') throw new Error(`ALLEGIANCE_REQUIRE_PYTHON requires Python; ${NO_PYTHON}`);
  return found;
}

/** The Python of an environment that has what a file of requirements names. It is made once for each content of the file. */
export function pythonWith(requirements: string): string {
  const key = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const environment = join(ROOT, '.cache/python', key);
  const python = join(environment, 'bin/python');
  const complete = join(environment, 'complete');
  if (existsSync(complete)) return python;
  rmSync(environment, { recursive: true, force: true });
  mkdirSync(join(ROOT, '.cache/python'), { recursive: true });
  run('python3', ['-m', 'venv', environment]);
  run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirements]);
  writeFileSync(complete, '');
  return python;
}

function run(program: string, parameters: readonly string[]): void {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')}:\n${stdout}${stderr}`);
}
