import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { quickly } from '../../support/sample.ts';
import { directoryFor, run, servedFor } from './support/run.ts';

const directory = directoryFor();
const served = servedFor(directory);
const own = { data: '' };
beforeAll(async () => {
  own.data = join(directory(), 'own');
  const backup = join(directory(), 'seed.grafeo');
  const { code } = await run(['token', 'create', '--role', 'admin', '--name', 'admin', '--json'], { ALLEGIANCE_DATA: served().data }).then(
    async ({ out }) => run(['backup', backup, '--url', served().url, '--token', JSON.parse(out).token]),
  );
  expect(code).toBe(0);
  expect(await run(['restore', backup], { ALLEGIANCE_DATA: own.data })).toMatchObject({ code: 0, err: '' });
});

/** Runs the same command on a server and on a store. */
const TARGETS: readonly (readonly [string, (words: readonly string[]) => ReturnType<typeof run>])[] = [
  ['a running server', (words) => run([...words, '--url', served().url])],
  ['a store', (words) => run(words, { ALLEGIANCE_DATA: own.data })],
];

describe.each(TARGETS)('on %s', (_, runOn) => {
  test('status prints the numbers', async () => {
    const { code, out } = await runOn(['status', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ engine: 'embedded', revision: 1, actors: 58, relationships: 168 });
  });

  test('search finds entities by any name, and prints text or JSON', async () => {
    const words = await runOn(['search', 'حزب', 'الله']);
    expect(words).toMatchObject({ code: 0, err: '' });
    expect(words.out).toMatch(/^Hezbollah +hezbollah +ARMED_GROUP +as حزب الله$/m);
    const [hit] = JSON.parse((await runOn(['search', 'hizballah', '--json'])).out);
    expect(hit.entity).toMatchObject({ slug: 'hezbollah', kind: 'ARMED_GROUP' });
  });

  test('read prints what an article proposes', async () => {
    const file = join(directory(), 'article.md');
    writeFileSync(file, '# News\n\nRussian warplanes bombed Idlib on Friday. Iran vowed to attack Israel.\n');
    const { code, out } = await runOn(['read', file, '--published', '2024-11-30']);
    expect(code).toBe(0);
    expect(out).toMatch(/^RELATIONSHIP \d\.\d\d {2}Russia attacks Idlib\n +“Russian warplanes bombed Idlib/m);
    expect(out).toMatch(/^EVENT +\d\.\d\d {2}Pledge: Iran vowed to attack Israel\n/m);
    const { proposals } = JSON.parse((await runOn(['read', file, '--published', '2024-11-30', '--json'])).out);
    expect(proposals[0].input).toMatchObject({ type: 'ATTACKS', from: 'russia', to: 'idlib', start: '2024-11-29' });
  });

  test('path finds paths', async () => {
    const { code, out } = await runOn(['path', 'iran', 'israel', '--at', '2016', '--certainty', 'CERTAIN', '--json']);
    expect(code).toBe(0);
    const statements = JSON.parse(out).paths.map(({ statement }: { statement: string }) => statement);
    expect(statements).toContain('Iran backs Hezbollah, which fights Israel');
  });

  test('path says how well it is known of the day, and who asserts and who denies each hop', async () => {
    const { out } = await runOn(['path', 'iran', 'syrian-insurgents', '--at', '2024-11-30', '--direction', 'FORWARD', '--max-paths', '1']);
    const statement = 'Iran backs Syrian government, which fights Syrian insurgents';
    expect(out.split('\n').slice(0, 3)).toEqual([
      `None is known of 2024-11-30; possible: ${statement}, last attested 2017.`,
      `1. ${statement}  HOSTILE, 0.95, POSSIBLE`,
      '   Iran backs Syrian government  2011 or before to 2017 or later; SUPPORTED, 0.95; POSSIBLE',
    ]);
    expect(out).toContain('\n      asserted by UCDP External Support Dataset (ESD)');
    const disputed = await runOn(['path', 'syrian-insurgents', 'aleppo', '--types', 'CONTROLS', '--max-depth', '1']);
    expect(disputed.out).toMatch(/^ {6}asserted by .*; three military sources, in Syrian military confirms/m);
    expect(disputed.out).toMatch(/^ {6}denied by Syrian army, in Syrian military confirms/m);
  });

  test('export writes the part that filters select, to a file or to standard output', async () => {
    const words = ['--types', 'BACKS,FIGHTS', '--min-confidence', '0.9', '--during', '2015/2016'];
    const name = join(directory(), 'ties');
    const { code, out } = await runOn(['export', 'csv', name, ...words, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      format: 'csv',
      files: [`${name}.nodes.csv`, `${name}.edges.csv`, `${name}.relationships.csv`],
      leftOut: [expect.objectContaining({ what: 'nameDetails' }), expect.objectContaining({ what: 'events', count: 16 })],
      revision: 1,
    });
    const edges: Record<string, string>[] = parseCsv(readFileSync(`${name}.edges.csv`), { columns: true });
    expect(new Set(edges.map(({ relationship }) => relationship))).toEqual(new Set(['BACKS', 'FIGHTS']));
    const printed = await runOn(['export', 'graphml', ...words]);
    expect(printed.out.match(/<edge /g)).toHaveLength(edges.length);
  });

  test('an error is one sentence, with exit code 1, and no file is left behind', async () => {
    const file = join(directory(), 'refused.gexf');
    const { code, out, err } = await runOn(['export', 'gexf', file, '--involving', 'hezbolah']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^Expected the id, slug .* Did you mean "hezbollah"/);
    expect([file, `${file}.part`].filter(existsSync)).toEqual([]);
  });

  test.each([[['search', 'nobody is called so']], [['path', 'iran', 'israel', '--types', 'LEADS']]])(
    '%j finds nothing: exit code 3',
    async (words) => {
      expect(await runOn(words)).toMatchObject({ code: 3, err: '' });
    },
  );
});

test('server and token can be set in the environment', async () => {
  const { out } = await run(['status', '--json'], { ALLEGIANCE_URL: `${served().url}/graphql`, ALLEGIANCE_TOKEN: served().token });
  expect(JSON.parse(out)).toMatchObject({ revision: 1, actors: 58 });
  const { code, err } = await run(['status'], { ALLEGIANCE_URL: served().url, ALLEGIANCE_TOKEN: 'wrong' });
  expect(code).toBe(1);
  expect(err).toBe('The token is unknown or revoked. `allegiance token create` makes a new one.\n');
});

describe('invalid arguments', () => {
  test.each(
    quickly<[string[]]>(3, [
      [['search']],
      [['path', 'iran']],
      [['path', 'iran', 'israel', 'russia']],
      [['export']],
      [['export', 'csv']],
      [['export', 'gexf', '--json']],
      [['backup']],
      [['restore']],
      [['status', '--what']],
    ]),
  )('%j: exit code 2, and a message', async (words) => {
    const { code, out, err } = await run(words, { ALLEGIANCE_DATA: own.data });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.trim()).not.toBe('');
  });

  test('an unknown format: the message lists the known ones', async () => {
    expect(await run(['export', 'pdf', 'x.pdf'], { ALLEGIANCE_DATA: own.data })).toEqual({
      code: 1,
      out: '',
      err: 'Expected one of the formats gexf, graphml, csv, jsonl, cyjs, parquet, geojson, ftm; got "pdf".\n',
    });
  });
});

describe('no graph', () => {
  test('no server, no store, a store in use: each message says what to do', async () => {
    const { err: noServer } = await run(['status', '--url', 'http://127.0.0.1:9']);
    expect(noServer).toBe('No server answers at http://127.0.0.1:9. Start one, or correct the address.\n');
    const { err: noStore } = await run(['status'], { ALLEGIANCE_DATA: join(directory(), 'nothing') });
    expect(noStore).toContain('--url');
    const { code, err: inUse } = await run(['status'], { ALLEGIANCE_DATA: served().data });
    expect(code).toBe(1);
    expect(inUse).toMatch(/in use by another process.*--url\.$/m);
  });
});

describe('colours', () => {
  const ESCAPE = '\u001b[';
  test('are not used when piped or with NO_COLOR; else there is only bold and dim', async () => {
    const runOn = (environment: NodeJS.ProcessEnv) => run(['path', 'iran', 'israel'], { ALLEGIANCE_DATA: own.data, ...environment });
    for (const environment of [{}, { NO_COLOR: '1' }]) expect((await runOn(environment)).out).not.toContain(ESCAPE);
    const { out } = await runOn({ FORCE_COLOR: '1' });
    const codes = new Set(
      out
        .split(ESCAPE)
        .slice(1)
        .map((part) => part.split('m')[0]),
    );
    expect([...codes].sort()).toEqual(['1', '2', '22']);
  });
});
