import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { build, CommandDirectory, end } from '../../support/import/command.ts';
import { MAPPING } from '../../support/import/mapping.ts';
import { quickly } from '../../support/sample.ts';
import { counter, ties } from '../../support/write/stored.ts';

const TIES = 'id,a,b\n1,Group A,Group B\n2,Group B,Group C\n';
const WITH_WRONG = `${TIES}3,Group A,Group A\n4,Group A\n`;
const GOOD = ['import', 'csv', 'ties.csv', '--mapping', 'm.yaml'];

/** The rows are so long that the first ones are written before the file is read to its end. */
function manyTies(count: number): string {
  const note = 'a note '.repeat(40);
  const lines = Array.from(
    { length: count },
    (_, index) => `${index},Group ${index % 300},Group ${(index % 300) + 1 + (index % 7)},${note}`,
  );
  return `id,a,b,note\n${lines.join('\n')}\n`;
}

const lastLine = (text: string): Record<string, unknown> => JSON.parse(text.trim().split('\n').at(-1)!);

async function readStore<T>(place: CommandDirectory, look: (engine: Awaited<ReturnType<typeof openEmbedded>>) => Promise<T>): Promise<T> {
  const engine = await openEmbedded(place.data);
  try {
    return await look(engine);
  } finally {
    await engine.close();
  }
}

beforeAll(build);

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

  it('that fails in the middle of a file prints the error and the report, also with --json', async () => {
    const place = new CommandDirectory({
      'ties.csv': Buffer.concat([Buffer.from(manyTies(5_000)), Buffer.from([0xff, 10])]),
      'm.yaml': MAPPING,
    });
    const { status, stdout, stderr } = place.run([...GOOD, '--json']);
    expect([status, stderr]).toEqual([1, expect.stringContaining('Expected ties.csv to be UTF-8; line 5002 is not.')]);
    const { created, error } = lastLine(stdout);
    expect([created, error]).toEqual([0, expect.stringContaining('line 5002')]);
  });

  it('with --inspect proposes a mapping that imports the file once what it leaves open is chosen, and sends known tables to theirs', () => {
    const place = new CommandDirectory({ 'ties.csv': TIES, 'acled.csv': readFileSync('mappings/samples/acled.csv') });
    const { status, stdout } = place.run(['import', 'csv', 'ties.csv', '--inspect']);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/type: CHOOSE[\s\S]*$/)]);
    const open = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': stdout }).run(GOOD);
    expect([open.status, open.stderr]).toEqual([
      1,
      expect.stringMatching(/m\.yaml, line \d+: .*kind: expected one of .*; it is not chosen yet/),
    ]);
    const chosen = stdout.replaceAll('kind: CHOOSE', 'kind: ARMED_GROUP').replace('type: CHOOSE', 'type: FIGHTS');
    const imported = new CommandDirectory({ 'ties.csv': TIES, 'm.yaml': chosen }).run([...GOOD, '--json']);
    expect([imported.status, lastLine(imported.stdout)]).toEqual([0, expect.objectContaining({ created: 6, rejected: 0 })]);
    expect(place.run(['import', 'csv', 'acled.csv', '--inspect']).stdout).toContain('--mapping acled ');
    const named = place.run(['import', 'csv', 'acled.csv', '--mapping', 'acled', '--dry-run', '--json']);
    expect([named.status, lastLine(named.stdout)]).toEqual([0, expect.objectContaining({ created: 8, rejected: 0 })]);
  });

  it('refuses a store that a server has open, and says how to import through the server, which has the same result', async () => {
    const place = new CommandDirectory({ 'ties.csv': WITH_WRONG, 'm.yaml': MAPPING });
    const { child, found } = await place.startAndWait(['start'], /Editor token: (\S+)[\s\S]*?(http:\S+\/graphql)/);
    const [, token, url] = found;
    const refused = place.run(GOOD);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringMatching(/in use by another process.*--url http/)]);

    const through = [...GOOD, '--json', '--url', url!];
    const locked = place.run([...through, '--token', 'alg_wrong']);
    expect([locked.status, locked.stderr]).toEqual([1, expect.stringMatching(/token/i)]);
    const imported = place.run([...through, '--token', token!]);
    expect([imported.status, lastLine(imported.stdout)]).toEqual([1, expect.objectContaining({ created: 6, rejected: 2 })]);
    const again = place.run([...GOOD, '--json', '--url', url!.replace('/graphql', ''), '--token', token!]);
    expect(lastLine(again.stdout)).toMatchObject({ created: 0, updated: 0, unchanged: 6, rejected: 2 });
    const settings = { ALLEGIANCE_URL: url!, ALLEGIANCE_TOKEN: token! };
    const elsewhere = new CommandDirectory({ 'ties.csv': `${TIES}9,Group C,Group D\n`, 'm.yaml': MAPPING }, settings);
    const obeyed = elsewhere.run(GOOD);
    expect([obeyed.status, obeyed.stdout]).toEqual([
      0,
      expect.stringMatching(/2 created, [\s\S]*Written to the server at http:\S+graphql\./),
    ]);
    expect([elsewhere.run([...GOOD, '--dry-run']).status, existsSync(elsewhere.data)]).toEqual([0, false]);
    await end(child, 'SIGINT');
    const unreachable = elsewhere.run(GOOD);
    expect([unreachable.status, unreachable.stdout, unreachable.stderr]).toEqual([
      1,
      '',
      expect.stringContaining('Nothing was written elsewhere'),
    ]);
    expect(readdirSync(elsewhere.directory).sort()).toEqual(['m.yaml', 'ties.csv']);
    expect((await readStore(place, ties)).filter(({ key }) => key?.startsWith('made:')).length).toBe(3);
  });

  it('that was killed is completed by a second run, and a third run changes nothing', async () => {
    const place = new CommandDirectory({ 'ties.csv': manyTies(6_000), 'm.yaml': MAPPING });
    const { child, found } = await place.startAndWait(GOOD, /^[\d,]+ rows, [\d,]+ a second, \d+ %, \d+:\d\d left\n/);
    expect(found[0]).not.toContain('\u001b');
    await new Promise((later) => setTimeout(later, 400));
    await end(child, 'SIGKILL');
    const before = (await readStore(place, ties)).length;
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(6_000);

    const second = place.run([...GOOD, '--json']);
    expect(second.status).toBe(0);
    expect(lastLine(second.stdout).created).toBe(6_000 - before);
    expect((await readStore(place, ties)).length).toBe(6_000);
    expect(lastLine(place.run([...GOOD, '--json']).stdout)).toMatchObject({ created: 0, updated: 0, rejected: 0 });
  }, 90_000);

  it('that is stopped with Ctrl-C finishes its batch, says so, and ends with exit code 1', async () => {
    const place = new CommandDirectory({ 'ties.csv': manyTies(6_000), 'm.yaml': MAPPING });
    const { child } = await place.startAndWait(GOOD, / rows, /);
    let output = '';
    child.stdout!.on('data', (chunk) => (output += chunk));
    expect(await end(child, 'SIGINT')).toBe(1);
    expect(output).toContain('The import was interrupted. Run it again to import the rest.');
  }, 60_000);
});
