import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { daysOf, partialDate } from '../../../packages/client/index.js';
import { dayText } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import { ROOT } from '../../support/root.ts';
import { numRuns } from '../../support/scope.ts';
import { serveSeed } from './served.ts';
import { started } from './support/program.ts';

const PACKAGE = join(ROOT, 'packages/client');

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'allegiance-package-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Runs a program to its end, and returns what it wrote. */
function run(program: string, parameters: readonly string[], cwd = ROOT): string {
  const { status, stdout, stderr } = spawnSync(program, parameters, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')}:\n${stdout}${stderr}`);
  return stdout;
}

test('the package has what the schema and the ready questions say: npm run schema writes it', () => {
  const generated = mkdtempSync(join(directory, 'generated-'));
  run(process.execPath, [join(PACKAGE, 'generate.mjs'), generated]);
  const files = readdirSync(generated);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(join(PACKAGE, file), 'utf8'), file).toBe(readFileSync(join(generated, file), 'utf8'));
});

describe('the package, packed and installed in an empty folder', () => {
  const url = serveSeed();
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(directory, 'installed-'));
    const pack = (path: string) => run('npm', ['pack', '--silent', '--pack-destination', folder, join(ROOT, path)]).trim();
    // Its dependencies from here, so that no network is needed.
    const tarballs = ['packages/client', 'node_modules/graphql', 'node_modules/@graphql-typed-document-node/core'].map(pack);
    writeFileSync(join(folder, 'package.json'), '{ "type": "module", "private": true }');
    run('npm', ['install', '--offline', '--silent', ...tarballs.map((file) => join(folder, file))], folder);
    cpSync(join(ROOT, 'tests/api/frontend/consumer'), folder, { recursive: true });
  });

  test('has nothing but what clients use', () => {
    expect(readdirSync(join(folder, 'node_modules/allegiance-client')).sort()).toEqual([
      'README.md',
      'codegen.d.ts',
      'codegen.js',
      'index.d.ts',
      'index.js',
      'introspection.d.ts',
      'introspection.js',
      'package.json',
      'partialDate.d.ts',
      'partialDate.js',
      'possible-types.json',
      'questions.d.ts',
      'questions.js',
      'schema.d.ts',
      'schema.graphql',
      'schema.js',
    ]);
  });

  test('lets a small program compile, which then runs a ready question', async () => {
    run(join(ROOT, 'node_modules/.bin/tsc'), ['-p', folder]);
    const program = started(spawn(process.execPath, ['program.js', `${url()}/graphql`], { cwd: folder, stdio: 'pipe' }));
    const { code, lines, errors } = await program.ended;
    expect(errors).toBe('');
    expect(lines).toEqual(expect.arrayContaining(['Iran backs Syrian government, between 2011-01-01 and 2017-12-31']));
    expect(code).toBe(0);
  });
});

const EXAMPLES: readonly [date: string, first: string, last: string, precision: string][] = [
  ['2016', '2016-01-01', '2016-12-31', 'YEAR'],
  ['0001', '0001-01-01', '0001-12-31', 'YEAR'],
  ['2016-02', '2016-02-01', '2016-02-29', 'MONTH'],
  ['2100-02', '2100-02-01', '2100-02-28', 'MONTH'],
  ['2016-12-22', '2016-12-22', '2016-12-22', 'DAY'],
  ['[2016-01-11..2016-01-17]', '2016-01-11', '2016-01-17', 'RANGE'],
];

describe('a date of the API', () => {
  test.each(EXAMPLES)('%s is %s to %s', (date, first, last, precision) => expect(daysOf(date)).toEqual({ first, last, precision }));

  test.each(['', '16', '2016-13', '2016-02-30', '0000', '22.12.2016', '2016-1', '[2016-01-17..2016-01-11]', '[2016..2017]', '2016-00'])(
    '%j is none',
    (text) => {
      expect(() => parseDate(text)).toThrow();
      expect(() => partialDate(text)).toThrow(`got ${JSON.stringify(text)}`);
    },
  );

  test('means the same days as on the server', () => {
    const day = fc.record({
      year: fc.integer({ min: 1, max: 9999 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    const pad = (value: number, length: number) => String(value).padStart(length, '0');
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 3 }), (parts, precision) => {
        const text = [pad(parts.year, 4), pad(parts.month, 2), pad(parts.day, 2)].slice(0, precision).join('-');
        const { first, last } = parseDate(text);
        expect(daysOf(text)).toMatchObject({ first: dayText(first), last: dayText(last) });
      }),
      { numRuns: numRuns(800) },
    );
  });
});
