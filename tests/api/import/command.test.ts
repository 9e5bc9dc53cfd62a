import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { build, CommandDirectory } from '../../support/import/command.ts';
import { MAPPING } from '../../support/import/mapping.ts';
import { quickly } from '../../support/sample.ts';
import { counter } from '../../support/write/stored.ts';
import { GOOD, lastLine, readStore, TIES, WITH_WRONG } from './support/commandRuns.ts';

beforeAll(build);

/** `command.slow.test.ts` has imports that are interrupted, through a server, and with a proposed mapping. */
describe('allegiance import', () => {
  it('ends with exit code 0 when all rows are imported, and prints how many; the same file again changes nothing', async () => {
    const place = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': MAPPING });
    const first = place.run(GOOD);
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(first.stdout).toMatch(
      /^6 rows in [\d.]+ s: 6 created, 0 updated, 0 unchanged, 0 rejected\n\nWritten to the store in \S+data\.\n$/,
    );
    const again = place.run([...GOOD, '--json']);
    expect(again.status).toBe(0);
    expect(lastLine(again.stdout)).toMatchObject({ created: 0, updated: 0, unchanged: 6, rejected: 0, problems: [], revision: 1 });
    expect(await readStore(place, counter)).toBe(1);
  });

  it('ends with exit code 1 when rows were rejected, groups errors by kind with file and line, and writes the rows to a file', () => {
    const place = new CommandDirectory({ 'ties.csv.gz': gzipSync(WITH_WRONG), 'm.yaml': MAPPING });
    const { status, stdout } = place.run(['import', 'csv', 'ties.csv.gz', '--mapping', 'm.yaml']);
    expect(status).toBe(1);
    expect(stdout).toContain('6 created, 0 updated, 0 unchanged, 2 rejected');
    expect(stdout).toMatch(/1 × WRONG_END \(to\)\n +ties\.csv\.gz, line 4, column b, value “Group A”: Expected two different ends/);
    expect(stdout).toMatch(/1 × WRONG_WIDTH\n +ties\.csv\.gz, line 5: Expected 3 values/);
    expect(stdout).toContain('The rejected rows were written to ties.rejected.jsonl');
    const rejected = readFileSync(join(place.directory, 'ties.rejected.jsonl'), 'utf8').trim().split('\n');
    expect(rejected.map((line) => JSON.parse(line)).map(({ kind, line }) => [kind, line])).toEqual([
      [undefined, 5],
      ['relationships', 4],
    ]);
  });

  it('shows three examples of each kind, and writes all with --findings', () => {
    const wrong = Array.from({ length: 5 }, (_, index) => `${index},Group A,Group A\n`);
    const place = new CommandDirectory({ 'ties.csv': `id,a,b\n${wrong.join('')}`, 'm.yaml': MAPPING, 'f.jsonl': 'old' });
    const words = [...GOOD, '--dry-run'];
    expect(place.run(words).stdout).toContain('These are examples; --findings FILE writes all of them.');
    const { stdout } = place.run([...words, '--findings', 'f.jsonl']);
    expect(stdout.split('\n').filter((line) => line.includes('ties.csv, line'))).toHaveLength(3);
    expect(stdout).toContain('All problems and warnings are in f.jsonl.');
    const lines = readFileSync(join(place.directory, 'f.jsonl'), 'utf8').trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(
      wrong.map((_, index) => ({
        code: 'WRONG_END',
        field: 'to',
        file: 'ties.csv',
        line: index + 2,
        column: 'b',
        value: 'Group A',
        times: 1,
      })),
    );
    expect(place.run([...GOOD, '--findings', 'ties.csv']).stderr).toContain('Expected --findings to name another file');
  });

  it('with --json prints one object of totals and problems at the end, also for standard input', () => {
    const place = new CommandDirectory({ 'm.yaml': MAPPING });
    const { status, stdout } = place.run(
      ['import', 'csv', '-', '--mapping', 'm.yaml', '--json', '--rejected', 'r.jsonl'],
      gzipSync(WITH_WRONG),
    );
    expect(status).toBe(1);
    expect(lastLine(stdout)).toMatchObject({
      created: 6,
      updated: 0,
      unchanged: 0,
      rejected: 2,
      problems: [
        { code: 'WRONG_WIDTH', field: null, count: 1, examples: [{ file: '-', line: 5 }] },
        { code: 'WRONG_END', field: 'to', count: 1, examples: [{ file: '-', line: 4 }] },
      ],
      rejectedFile: 'r.jsonl',
      dryRun: false,
    });
    expect(existsSync(join(place.directory, 'r.jsonl'))).toBe(true);
  });

  it('with --dry-run writes neither rows nor a file, and prints what an import would do', async () => {
    const place = new CommandDirectory({ 'ties.csv': WITH_WRONG, 'm.yaml': MAPPING });
    const { status, stdout } = place.run([...GOOD, '--dry-run']);
    expect([status, stdout]).toEqual([1, expect.stringContaining('6 to create, 0 to update, 0 unchanged, 2 to reject')]);
    expect(existsSync(join(place.directory, 'ties.rejected.jsonl'))).toBe(false);
    expect(await readStore(place, counter)).toBe(0);
  });

  it.each(
    quickly<[string[], string]>(3, [
      [['import'], 'Expected one of the formats ucdp-ged, ucdp-esd, ucdp-actors, jsonl, ftm, csv'],
      [['import', 'xml', 'a'], 'got "xml"'],
      [['import', 'csv'], 'Expected a file to import'],
      [['import', 'csv', 'ties.csv'], '--inspect` proposes a mapping'],
      [['import', 'csv', '-', '-', '--mapping', 'm.yaml'], 'Expected - (standard input) at most once'],
      [[...GOOD, '--encoding', 'latin'], 'Expected an encoding, one of utf-8,'],
      [[...GOOD, '--delimiter', '::'], 'Expected a delimiter of one character'],
      [[...GOOD, '--token', 'x'], '--token is only used together with --url'],
      [[...GOOD, '--colour'], "Unknown option '--colour'"],
      [[...GOOD, '--rejected', './ties.csv'], 'Expected --rejected to name another file'],
    ]),
  )('with invalid arguments ends with exit code 2: %j', (parameters, message) => {
    const { status, stderr } = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': MAPPING }).run(parameters);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it('that fails ends with exit code 1 and one sentence', () => {
    const { status, stderr } = new CommandDirectory({ 'm.yaml': MAPPING }).run(GOOD);
    expect([status, stderr]).toEqual([1, 'Expected a file that can be read; got ties.csv: there is no such file.\n']);
  });
});
