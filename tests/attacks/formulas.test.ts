import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInput } from '../../src/cli/command.ts';
import { EXPORT_COMMAND } from '../../src/cli/export.ts';
import { readConfig } from '../../src/config.ts';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { csvFormat } from '../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../src/exchange/import/csv/mapping.ts';
import type { ImportFormat } from '../../src/exchange/import/format.ts';
import { JSONL_IMPORT } from '../../src/exchange/import/jsonl.ts';
import { write } from '../../src/write/write.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { emptyStore, NOW } from '../api/seed/seeded.ts';
import { contents } from '../support/export/contents.ts';
import { inputOf } from '../support/import/inputs.ts';
import { runImport } from '../support/import/runImport.ts';

/** Names, and their form with `defuse`: an apostrophe before a text that a spreadsheet would evaluate. */
const NAMES: readonly (readonly [name: string, defused: string])[] = [
  ...[
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(A1:A9)',
    '=HYPERLINK("http://evil.example","click")',
    "=cmd|'/C calc'!A0",
    '-',
    '=',
    '-12.5',
    '+33 6',
    '@someone',
  ].map((name) => [name, `'${name}`] as const),
  ...["'=1+1", '1=1', 'a,=1+1', '"=1+1"', 'a\u00a0=1+1', 'x-y'].map((name) => [name, name] as const),
];

/** Prose may start with characters that a name cannot start with. */
const PROSE: readonly (readonly [text: string, defused: string])[] = [
  ...['\t=1+1', '\r=1+1', '\r\n=1+1', '\ttab', '=1+1\n=2+2', '-9'].map((text) => [text, `'${text}`] as const),
  ...['one line\n=1+1', 'a tab\t=1+1', 'a return\r=1+1'].map((text) => [text, text] as const),
];

const actors = [...NAMES, ...PROSE].map(([text], at) => ({
  slug: `formula-${at}`,
  kind: 'PERSON',
  name: at < NAMES.length ? text : 'Prose',
  ...(at < NAMES.length ? { aliases: [{ name: `${text}!` }] } : { description: text }),
}));
const places = [{ slug: 'south-west', kind: 'SITE', name: '-34.5', latitude: -34.5, longitude: -58.25 }];
const relationships = NAMES.map(([name], at) => ({ type: 'BACKS', from: 'red', to: `formula-${at}`, key: name }));

const directory = mkdtempSync(join(tmpdir(), 'allegiance-formulas-'));
const data = join(directory, 'data');
let engine: Engine;
let served: TestServer;

/** Exports the store by the command, while no process has it open. */
async function exportByCommand(...words: string[]): Promise<void> {
  await EXPORT_COMMAND.run(
    readInput(EXPORT_COMMAND, words, () => readConfig({ ALLEGIANCE_DATA: data })) as Exclude<ReturnType<typeof readInput>, 'help'>,
  );
}

beforeAll(async () => {
  engine = await openEmbedded(data);
  await fillWithFew(engine);
  const report = await write(engine, { actors, places, relationships }, { key: 'formulas', by: 'tests', at: NOW });
  expect(report.problems).toEqual([]);
  await engine.close();
  await exportByCommand('csv', join(directory, 'plain'), '--no-defuse', '--json');
  await exportByCommand('csv', join(directory, 'defused'), '--json');
  engine = await openEmbedded(data);
  served = await serve(engine, { openReading: true });
});
afterAll(async () => {
  await served.close();
  await engine.close();
  rmSync(directory, { recursive: true });
});

async function overHttp(file: string): Promise<string> {
  const response = await fetch(served.url.replace('/graphql', `/export/${file}`));
  expect(response.status).toBe(200);
  return response.text();
}
const byCommand = (name: string): string => readFileSync(join(directory, name), 'utf8');
type Cells = Readonly<Record<string, string>>;
const rowsOf = (text: string): Cells[] => parse(text, { columns: true, relax_quotes: false });
/** A column of the nodes that this test wrote, in their order. */
const column = (text: string, name: string): (string | undefined)[] => {
  const rows = new Map(rowsOf(text).map((row) => [row.slug, row]));
  return actors.map(({ slug }) => rows.get(slug)?.[name]);
};

const EXPORTS: readonly (readonly [way: string, file: (name: 'nodes' | 'edges', defused: boolean) => Promise<string> | string])[] = [
  ['over HTTP', (name, defused) => overHttp(`${name}.csv${defused ? '' : '?defuse=false'}`)],
  ['by the command', (name, defused) => byCommand(`${defused ? 'defused' : 'plain'}.${name}.csv`)],
];

describe.each(EXPORTS)('a table that is exported %s', (_, file) => {
  test('holds every cell unchanged, unless it is defused', async () => {
    const nodes = await file('nodes', false);
    expect(column(nodes, 'Label').slice(0, NAMES.length)).toEqual(NAMES.map(([name]) => name));
    expect(column(nodes, 'description').slice(NAMES.length)).toEqual(PROSE.map(([text]) => text));
    const keys = rowsOf(await file('edges', false)).map(({ sourceKey }) => sourceKey);
    expect(keys).toEqual(expect.arrayContaining(NAMES.map(([name]) => name)));
  });

  test('defused, has an apostrophe before each text that starts with = + - @, a tab or a carriage return, and before no other', async () => {
    const nodes = await file('nodes', true);
    expect(column(nodes, 'Label').slice(0, NAMES.length)).toEqual(NAMES.map(([, defused]) => defused));
    expect(column(nodes, 'aliases').slice(0, NAMES.length)).toEqual(NAMES.map(([, defused]) => `${defused}!`));
    expect(column(nodes, 'description').slice(NAMES.length)).toEqual(PROSE.map(([, defused]) => defused));
    const keys = rowsOf(await file('edges', true)).map(({ sourceKey }) => sourceKey);
    expect(keys).toEqual(expect.arrayContaining(NAMES.map(([, defused]) => defused)));
  });

  test('defused, has no cell that a spreadsheet would evaluate, and numbers are numbers', async () => {
    const tables = [await file('nodes', true), await file('edges', true)];
    const formulaCells = tables
      .flatMap((text) => parse(text) as string[][])
      .flatMap((cells) => cells.filter((cell) => /^[=+\-@\t\r]/.test(cell)));
    expect(formulaCells.toSorted()).toEqual(['-34.5', '-58.25']);
    const place = rowsOf(tables[0]!).find(({ slug }) => slug === 'south-west');
    expect(place).toMatchObject({ Label: "'-34.5", latitude: '-34.5', longitude: '-58.25' });
  });

  test('is the same except for the apostrophes', async () => {
    for (const name of ['nodes', 'edges'] as const) {
      const [plain, defused] = [parse(await file(name, false)) as string[][], parse(await file(name, true)) as string[][]];
      expect(defused.map((cells, row) => cells.map((cell, at) => (cell === `'${plain[row]![at]}` ? plain[row]![at] : cell)))).toEqual(
        plain,
      );
    }
  });
});

test('both ways write the same bytes', async () => {
  for (const [, defused, name] of [
    ['plain', false, 'nodes'],
    ['plain', false, 'edges'],
    ['defused', true, 'nodes'],
    ['defused', true, 'edges'],
  ] as const)
    expect(await EXPORTS[0]![1](name, defused)).toBe(await EXPORTS[1]![1](name, defused));
});

describe('read back', () => {
  /** Imports a text into a store, which the caller closes. */
  async function read(format: ImportFormat, text: string): Promise<Engine> {
    const store = await emptyStore();
    const report = await runImport(store, format, [inputOf('a text', text)], { now: () => NOW });
    expect(report.problems).toEqual([]);
    return store;
  }
  const table = csvFormat(
    readMapping('rows: [{ kind: actors, fields: { slug: { column: slug }, kind: PERSON, name: { column: Label } } }]', 'm.yaml'),
  );
  const namesIn = async (store: Engine) => {
    const rows = await store.read({ name: 'test.names', text: 'MATCH (n:Actor) RETURN n.slug, n.name' });
    const names = new Map(rows.map(([slug, name]) => [slug, name]));
    return actors.slice(0, NAMES.length).map(({ slug }) => names.get(slug));
  };

  test('JSON Lines give the same graph, including formulas, and `defuse` does not change them', async () => {
    const lines = await overHttp('graph.jsonl');
    expect(await overHttp('graph.jsonl?defuse=true')).toBe(lines);
    const store = await read(JSONL_IMPORT, lines);
    expect(await contents(store)).toEqual(await contents(engine));
    await store.close();
  });

  test('a table gives the same names, and a defused one those with apostrophes', async () => {
    for (const [defused, names] of [
      [false, NAMES.map(([name]) => name)],
      [true, NAMES.map(([, name]) => name)],
    ] as const) {
      const store = await read(table, await overHttp(`nodes.csv?defuse=${defused}`));
      expect(await namesIn(store)).toEqual(names);
      await store.close();
    }
  });
});
