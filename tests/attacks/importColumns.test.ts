import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { reportAsText } from '../../src/cli/import/report.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { csvFormat } from '../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../src/exchange/import/csv/mapping.ts';
import { proposeMapping } from '../../src/exchange/import/csv/propose.ts';
import { sampleOf } from '../../src/exchange/import/csv/sample.ts';
import type { ImportFormat } from '../../src/exchange/import/format.ts';
import { JSONL_IMPORT } from '../../src/exchange/import/jsonl.ts';
import { type ImportReport } from '../../src/exchange/import/run.ts';
import { AllegianceError } from '../../src/model/errors.ts';
import { PROBLEM_CODES } from '../../src/write/validate/problem.ts';
import { emptyStore } from '../api/seed/seeded.ts';
import { inputOf } from '../support/import/inputs.ts';
import { runImport } from '../support/import/runImport.ts';
import { quickly } from '../support/sample.ts';
import { entity, source } from '../support/write/stored.ts';
import { describeEachStore, NOW } from '../support/write/stores.ts';
import { checkConsistency } from './files/consistency.ts';
import { type ValidFile, validFiles } from './files/inputs.ts';
import { HOSTILE, LONG } from './support/hostile.ts';

/** Names of properties that every JavaScript object inherits. */
const INHERITED_NAMES = ['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'];
/** Hostile texts, by title. */
const TEXTS = Object.entries({ ...HOSTILE, '65,535 characters': LONG, 'a value': 'valueOf', 'what an object owns': 'hasOwnProperty' });
/** Codes of problems with a line or a row. */
const KNOWN_PROBLEMS: readonly string[] = [...PROBLEM_CODES, 'WRONG_WIDTH', 'bad-cell', 'not-a-line', 'not-a-row'];

/** The text after UTF-8 encoding, which replaces half characters. */
const inUtf8 = (text: string): string => Buffer.from(text).toString();
const NAMES = TEXTS.map(([, text]) => inUtf8(text).trim());
const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n')}\n`;
const mapped = (mapping: unknown): ImportFormat => csvFormat(readMapping(stringify(mapping, { lineWidth: 0 }), 'm.yaml'));

/** Imports a text. Fails if a problem has an unknown code, or if the store is inconsistent afterwards. */
async function imported(engine: Engine, format: ImportFormat, text: string | Uint8Array): Promise<ImportReport> {
  const report = await runImport(engine, format, [inputOf('hostile', text)], { now: () => NOW });
  expect(report.problems.map(({ code }) => code).filter((code) => !KNOWN_PROBLEMS.includes(code))).toEqual([]);
  await expectUnharmed(engine);
  return report;
}

/** Expects that no text was executed, and that no row was partially written. */
async function expectUnharmed(engine: Engine): Promise<void> {
  expect(await engine.read({ name: 'test.labelled', text: 'MATCH (n:Pwned) RETURN n.id' })).toEqual([]);
  expect(await engine.read({ name: 'test.marked', text: 'MATCH (n) WHERE n.pwned IS NOT NULL RETURN n.id' })).toEqual([]);
  expect((await checkConsistency(engine)).broken).toEqual([]);
}

/** The result of `work`, or 'rejected' for BAD_INPUT; other errors are thrown. */
async function resultOrRejection<T>(work: () => Promise<T>): Promise<T | 'rejected'> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AllegianceError && error.code === 'BAD_INPUT') return 'rejected';
    throw error;
  }
}

/** Prose as it is stored: null if empty, undefined if it is rejected. */
function asProse(text: string): string | null | undefined {
  const stored = inUtf8(text).trim();
  return stored.length > 10_000 || stored.includes('\0') ? undefined : stored || null;
}

/** A name as it is stored; undefined if it is rejected. */
function asName(text: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the rejected characters
  return /[\u0000-\u001f]/.test(inUtf8(text).trim()) ? undefined : (asProse(text) ?? undefined);
}

const tablesOfUcdp = async (): Promise<ValidFile[]> => (await validFiles()).filter(({ format }) => format.name.startsWith('ucdp'));

describeEachStore((store) => {
  const table = csvOf([['id', 'text'], ...TEXTS.map(([, text], at) => [String(at), text])]);

  test('hostile cells: prose is stored unchanged, a name if it is one line, and others are rejected', async () => {
    const format = mapped({
      rows: [
        { kind: 'sources', fields: { key: { template: 'source {id}' }, title: 'A source', citation: { column: 'text' } } },
        { kind: 'actors', fields: { slug: { template: 'actor-{id}' }, kind: 'STATE', name: { column: 'text' } } },
      ],
    });
    const { created, rejected } = await imported(store(), format, table);
    for (const [at, [what, text]] of TEXTS.entries()) {
      expect([what, (await source(store(), `source ${at}`))?.citation]).toEqual([what, asProse(text)]);
      expect([what, (await entity(store(), `actor-${at}`))?.name]).toEqual([what, asName(text)]);
    }
    const stored = [...TEXTS.map(([, text]) => asProse(text)), ...TEXTS.map(([, text]) => asName(text))].filter(
      (text) => text !== undefined,
    );
    expect([created, rejected]).toEqual([stored.length, 2 * TEXTS.length - stored.length]);
  });

  test('hostile cells in ties and events: keys, kinds, ends, roles, dates, numbers', async () => {
    const text = { column: 'text' };
    const evidence = [{ source: 'a', locator: text, quote: text }];
    const tie = { key: text, type: 'BACKS', from: { template: 'actor-{id}' }, to: 'b', evidence };
    const event = { key: text, kind: 'OTHER', title: text, start: '2014', participants: [{ actor: 'b', role: 'PARTY' }], evidence };
    const format = mapped({
      rows: [
        { kind: 'sources', fields: { key: 'a', title: 'A' } },
        { kind: 'actors', fields: { slug: { template: 'actor-{id}' }, kind: 'STATE', name: 'A' } },
        { kind: 'actors', fields: { slug: 'b', kind: 'STATE', name: 'B', identifiers: [{ scheme: 'x', value: text }] } },
        { kind: 'actors', fields: { slug: text, kind: text, name: text, identifiers: [{ scheme: text, value: text }] } },
        { kind: 'places', fields: { slug: 'c', kind: text, name: 'C', latitude: text, longitude: text, within: text } },
        { kind: 'relationships', fields: tie },
        { kind: 'relationships', fields: { ...tie, type: text, from: text, to: text } },
        { kind: 'relationships', fields: { ...tie, start: text, end: text, deathsBest: text, against: [text], ongoing: text } },
        { kind: 'events', fields: event },
        { kind: 'events', fields: { ...event, kind: text, start: text, participants: [{ actor: text, role: text }] } },
      ],
    });
    const { created, rejected } = await imported(store(), format, table);
    expect([created > TEXTS.length, rejected > TEXTS.length]).toEqual([true, true]);
    expect(await imported(store(), format, table)).toMatchObject({ created: 0, updated: 0, rejected });
  });

  test('hostile names of columns: the mapping uses only the columns it names', async () => {
    const rows = [{ kind: 'actors', fields: { slug: { template: 'actor-{id}' }, kind: 'STATE', name: { column: 'name' } } }];
    const wide = csvOf([
      ['id', ...NAMES, 'name'],
      ['1', ...NAMES, 'The name'],
    ]);
    expect(await imported(store(), mapped({ rows }), wide)).toMatchObject({ created: 1, rejected: 0 });
    expect((await entity(store(), 'actor-1'))?.name).toBe('The name');
  });

  test('JSON Lines with hostile texts in every field, as kinds and as names of fields are written or rejected, line by line', async () => {
    const actor = { slug: 'one', kind: 'STATE', name: 'One' };
    const lines = TEXTS.flatMap(([, text], at) =>
      [
        ...['slug', 'name', 'kind', 'description', 'activeFrom', 'territory'].map((field) => [
          'actors',
          { ...actor, slug: `of-${at}`, [field]: text },
        ]),
        ['actors', { ...actor, identifiers: [{ scheme: text, value: text }], aliases: [{ name: text }] }],
        ['actors', Object.fromEntries([...Object.entries(actor), [text, 'x']])],
        [text, actor],
        ['relationships', { type: text, from: text, to: text, key: text }],
        ['relationships', { type: 'BACKS', from: 'of-0', to: text, against: [text] }],
        ['passages', { about: text, source: text, quote: text }],
        ...['retractions', 'restorations', 'unmerges'].map((kind) => [kind, { id: text, reason: text }]),
        ['merges', { keep: text, merge: text, reason: text }],
      ].map(([kind, row]) => JSON.stringify({ kind, row })),
    );
    const { created, rejected } = await imported(store(), JSONL_IMPORT, `${lines.join('\n')}\n`);
    expect([created >= TEXTS.length - 2, rejected > 8 * TEXTS.length]).toEqual([true, true]);
  });

  test('tables of UCDP with a hostile text in any cell are written or rejected, line by line', { timeout: 120_000 }, async () => {
    for (const { format, bytes } of await tablesOfUcdp()) {
      const [header, ...records] = parse(bytes) as [string[], ...string[][]];
      const idAt = header.findIndex((name) => /^(actor)?id$/i.test(name));
      const rows = header.flatMap((_, column) =>
        someTexts(store(), column).map((text, at) => {
          const cells = [...records[at % records.length]!];
          cells[idAt] = String(100_000 + column * TEXTS.length + at);
          cells[column] = text;
          return cells;
        }),
      );
      const { created, rejected } = await imported(store(), format, csvOf([header, ...rows]));
      expect([format.name, created > 0, rejected > 0]).toEqual([format.name, true, true]);
    }
  });
});

/** On Neo4j, which is slow, one text for each column; else all. */
function someTexts({ kind }: Engine, column: number): string[] {
  const texts = TEXTS.map(([, text]) => text);
  return kind === 'embedded' ? texts : [texts[column % texts.length]!];
}

describe('on any store', () => {
  let engine: Engine;
  beforeEach(async () => {
    engine = await emptyStore();
  });
  afterEach(() => engine.close());

  test('tables of UCDP with additional columns of hostile names give the same result', async () => {
    for (const { format, bytes } of await tablesOfUcdp()) {
      const [header, ...records] = parse(bytes) as [string[], ...string[][]];
      const wide = csvOf([[...NAMES, ...header], ...records.map((record) => [...NAMES, ...record])]);
      const { created, rejected } = await imported(engine, format, wide);
      expect([format.name, created > 0, rejected]).toEqual([format.name, true, 0]);
      expect(await imported(engine, format, bytes)).toMatchObject({ created: 0, updated: 0, rejected: 0 });
    }
  });

  test.each(quickly(4, TEXTS))('a column with a hostile name gives its values, or is rejected: %s', async (_, text) => {
    const name = inUtf8(text).trim();
    const fields = { slug: 'one', kind: 'STATE', name: { column: name }, description: { template: `{${name}}` } };
    const table = csvOf([
      ['id', text],
      ['1', 'The value'],
    ]);
    const result = await resultOrRejection(() => imported(engine, mapped({ rows: [{ kind: 'actors', fields }] }), table));
    // In a template, a bracket ends the name of a column.
    if (result === 'rejected') expect(name === '' || /[{}|]/.test(name)).toBe(true);
    else expect(await entity(engine, 'one')).toMatchObject({ name: 'The value', description: 'The value' });
  });

  describe('a mapping', () => {
    const table = csvOf([
      ['id', 'name'],
      ['1', 'A name'],
    ]);
    const actor = (fields: object) => ({ kind: 'actors', fields: { slug: 'one', kind: 'STATE', name: 'One', ...fields } });

    /** Every position of a text in a mapping. */
    const places: Readonly<Record<string, (text: string) => unknown>> = {
      'a constant': (text) => ({ rows: [actor({ name: text })] }),
      'a template': (text) => ({ rows: [actor({ name: { template: `${text} {name}` } })] }),
      'a column': (text) => ({ rows: [actor({ name: { column: text } })] }),
      'a filter': (text) => ({ rows: [actor({ name: { template: `{name|${text}}` } })] }),
      'what a value becomes': (text) => ({ rows: [actor({ name: { column: 'name', values: { 'A name': text } } })] }),
      'a value': (text) => ({ rows: [actor({ name: { column: 'name', values: { [text]: 'Another' } } })] }),
      'what is taken for nothing': (text) => ({ rows: [actor({ name: { column: 'none', default: text } })], constants: { none: '' } }),
      'a sign for nothing': (text) => ({ nulls: [text], rows: [actor({ name: { column: 'name' } })] }),
      'what parts values': (text) => ({ rows: [actor({ aliases: [{ name: { column: 'name', split: text } }] })] }),
      'the name of a constant': (text) => ({ constants: { [text]: 'Of a constant' }, rows: [actor({ name: { column: text } })] }),
      'a condition': (text) => ({ rows: [{ when: { column: 'name', is: text }, ...actor({}) }, actor({ slug: 'two' })] }),
      'the column of a condition': (text) => ({ rows: [{ when: { column: text }, ...actor({}) }] }),
      'a form of dates': (text) => ({ dates: [text], rows: [actor({ activeFrom: { column: 'name' } })] }),
      'the name of a field': (text) => ({ rows: [actor({ [text]: 'x' })] }),
      'the name of a field within': (text) => ({ rows: [actor({ identifiers: [{ scheme: 'x', value: 'y', [text]: 'x' }] })] }),
      'a kind of row': (text) => ({ rows: [{ kind: text, fields: { slug: 'one', kind: 'STATE', name: 'One' } }] }),
      'a kind of actor': (text) => ({ rows: [actor({ kind: text })] }),
      'a delimiter': (text) => ({ delimiter: text, rows: [actor({})] }),
      'an encoding': (text) => ({ encoding: text, rows: [actor({})] }),
      'a setting': (text) => ({ [text]: 'x', rows: [actor({})] }),
    };

    test.each(quickly(4, Object.entries(places)))('with hostile texts as %s is rejected, or gives complete rows', async (_, place) => {
      for (const [, text] of TEXTS) await resultOrRejection(async () => imported(engine, mapped(place(inUtf8(text))), table));
    });

    test.each(INHERITED_NAMES)('with an unknown filter is rejected: %s', (name) => {
      expect(() => mapped({ rows: [actor({ name: { template: `{name|${name}}` } })] })).toThrow(/there is no filter/);
    });

    test('leaves the text between the columns of a template unchanged', async () => {
      const beside = '`}\\u0060 // /* $name */ DETACH DELETE n';
      const template = `${beside} \${id} {{name}}`;
      await imported(engine, mapped({ rows: [actor({ name: { template } })] }), table);
      expect((await entity(engine, 'one'))?.name).toBe(`${beside} $1 {A name}`);
    });

    test.each(quickly(4, TEXTS))('proposed for a table with a hostile column is valid: %s', async (_, text) => {
      const name = inUtf8(text).trim();
      for (const header of [
        ['from', 'to', name],
        ['name', name],
        [`${name}from`, 'to'],
      ])
        expect(readMapping(await proposed(header), 'm.yaml').mapping.rows.length).toBeGreaterThan(0);
    });

    test.each(['a\nconstants: { to: Iran }\n#', 'a\rnulls: [Iran]\r#', 'a\r\ndates: [YYYY]\r\n#'])(
      'proposed is not changed by YAML in the name of a column: %j',
      async (name) => {
        const { mapping } = readMapping(await proposed(['from', 'to', name]), 'm.yaml');
        expect(Object.keys(mapping)).toEqual(['rows']);
      },
    );

    const proposed = async (header: readonly string[]) =>
      proposeMapping(await sampleOf(inputOf('hostile.csv', csvOf([header, header.map((_, at) => `Value ${at}`)]))));
  });

  test.each([
    ['not an object', 'null'],
    ['a kind that is not a string', '{"kind": {"toString": 1, "valueOf": 1}, "row": {}}'],
    ['a kind that is a list', '{"kind": ["actors"], "row": {"slug": "listed", "kind": "STATE", "name": "Listed"}}'],
    ['a kind of lists 100,000 deep', `{"kind": ${deep(100_000)}, "row": {}}`],
    ['a row that is a list', '{"kind": "actors", "row": [{"slug": "one"}]}'],
    ['fields that are not strings', '{"kind": "actors", "row": {"slug": {"toString": 1}, "kind": {"valueOf": 1}, "name": {"length": 5}}}'],
    ['a field of lists 100,000 deep', `{"kind": "actors", "row": {"slug": "deep", "kind": "STATE", "name": ${deep(100_000)}}}`],
    ['a prototype for the line', '{"kind": "actors", "__proto__": {"row": {"slug": "proto", "kind": "STATE", "name": "P"}}}'],
    ['a prototype for the row', '{"kind": "actors", "row": {"slug": "proto", "__proto__": {"kind": "STATE", "name": "P"}}}'],
    ['NUL', '{"kind": "actors", "row": {"slug": "nul", "kind": "STATE", "name": "a\\u0000b"}}'],
    ['half a character', '{"kind": "actors", "row": {"slug": "half", "kind": "STATE", "name": "a\\ud800"}}'],
  ])('a line of JSON with %s is rejected, and the others are written', async (_, line) => {
    const good = ['one', 'two'].map((slug) => JSON.stringify({ kind: 'actors', row: { slug, kind: 'STATE', name: 'A name' } }));
    const report = await imported(engine, JSONL_IMPORT, `${good[0]}\n${line}\n${good[1]}\n`);
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    expect(({} as { row?: unknown }).row).toBeUndefined();
  });

  test('problems that quote a hostile file contain no control characters of a terminal', async () => {
    const sequence = '\u001b[2J\u001b]0;title\u0007\u009b31m';
    const lines = `${sequence}\n${JSON.stringify({ kind: sequence })}\n`;
    const report = await imported(engine, JSONL_IMPORT, lines);
    const words = reportAsText({
      report,
      error: null,
      seconds: 1,
      dryRun: false,
      writtenTo: 'the store',
      rejectedFile: null,
      findingsFile: null,
      drafts: [],
    });
    expect(words).toContain('not-a-row');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that may not be there
    expect(words.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

/** Nested lists of this depth, as JSON. */
function deep(levels: number): string {
  return '['.repeat(levels) + ']'.repeat(levels);
}
