import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { program } from '../access/support/program.ts';
import { project } from './support/project.ts';

const MAIN = `import { double } from './double.ts';

if (process.argv[2] === 'double') {
  console.log(double(21));
} else {
  console.log('nothing to do');
  process.exitCode = 1;
}
`;

const DOUBLE = `export function double(value: number): number {
  return value * 2;
}

export function half(value: number): number {
  return value / 2;
}

export function third(value: number): number {
  return value / 3;
}
`;

const TEST = `import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { half } from './src/double.ts';

if (process.env.ALLEGIANCE_COVERAGE) process.env.NODE_V8_COVERAGE = process.env.ALLEGIANCE_COVERAGE;

test('doubles in a process of the build, and halves here', () => {
  const { stdout } = spawnSync(process.execPath, ['dist/server/main.js', 'double'], { encoding: 'utf8', env: {} });
  expect(stdout + half(42)).toBe('42\\n21');
});
`;

test('npm run coverage lists the lines that neither the tests nor the processes that they start reach', async () => {
  const root = project({
    'src/main.ts': MAIN,
    'src/double.ts': DOUBLE,
    'src/analysis/workers/worker.ts': 'export {};\n',
    'src/cli/storeThread.ts': 'export {};\n',
    'src/engine/embedded/wal/snapshotProcess.ts': 'export {};\n',
    'src/explorer/index.html': '<script type="module" src="./main.tsx"></script>\n',
    'src/explorer/main.tsx': "document.title = 'never opened';\n",
    'all.test.ts': TEST,
  });
  // The vitest that runs this test sets variables of its own.
  const outside = Object.fromEntries(Object.keys(process.env).flatMap((name) => (/^VITE/.test(name) ? [[name, undefined]] : [])));
  const coverage = program([], { ...outside, NODE_V8_COVERAGE: undefined }, { node: [join(root, 'scripts/coverage.mjs')], cwd: root });
  const { code, out, err } = await coverage.ended;
  expect({ code, err, out }).toMatchObject({ code: 0, err: '' });
  const lines = readFileSync(join(root, 'coverage/lines.txt'), 'utf8');
  expect(lines.split('\n')).toEqual([
    'src/double.ts  10',
    'src/explorer/main.tsx  1',
    'src/main.ts  6-7',
    '4 of 8 lines with statements were not reached (50.0 % were), in 3 files',
    '',
  ]);
  expect(out).toContain(lines);
});
