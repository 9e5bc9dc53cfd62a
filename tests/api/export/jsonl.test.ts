import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { JSONL_IMPORT } from '../../../src/exchange/import/jsonl.ts';
import { editor } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { contents } from '../../support/export/contents.ts';
import { exported } from '../../support/export/exported.ts';
import { importText } from '../../support/export/importRows.ts';
import { emptyStore, graphOver } from '../seed/seeded.ts';

/** Another store, which is empty at first. */
let other: Engine;
beforeEach(async () => {
  other = await emptyStore();
});
afterEach(() => other.close());

describeEachEngine((engine) => {
  test('an export of the whole graph, imported into an empty store, gives an equal graph', async () => {
    await edit(engine());
    const totals = await importText(other, JSONL_IMPORT, await exported(engine(), 'graph.jsonl'));
    expect(totals).toMatchObject({ unreadable: [], problems: [] });
    const expected = await contents(engine());
    expect(expected.length).toBeGreaterThan(1_000);
    expect(await contents(other)).toEqual(expected);
  });

  test('an import into the exported store changes nothing, nor does a second import', async () => {
    const text = await exported(engine(), 'graph.jsonl');
    const before = await contents(engine());
    expect(Object.keys((await importText(engine(), JSONL_IMPORT, text)).verdicts)).toEqual(['UNCHANGED']);
    expect(await contents(engine())).toEqual(before);
    await importText(other, JSONL_IMPORT, text);
    expect(Object.keys((await importText(other, JSONL_IMPORT, text)).verdicts)).toEqual(['UNCHANGED']);
    expect(await exported(other, 'graph.jsonl')).toBe(text);
  });

  test('with `history` it has every revision, what each changed, and what is retracted; an import skips these lines', async () => {
    const anna = editor(engine());
    const { ids } = await anna.upsertSources([{ key: 'history', title: 'Old title' }]);
    await anna.upsertSources([{ key: 'history', title: 'New title' }]);
    await anna.retract(ids[0]!, 'it was a test');
    const [plain, text] = [await exported(engine(), 'graph.jsonl'), await exported(engine(), 'graph.jsonl', {}, { history: true })];
    expect(text.startsWith(plain)).toBe(true);
    const lines = text
      .slice(plain.length)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; row: Record<string, unknown> });
    const numbers = lines.filter(({ kind }) => kind === 'revision').map(({ row }) => row.number);
    expect(numbers).toEqual([...numbers].sort((a, b) => Number(a) - Number(b)));
    expect(numbers.length).toBe(numbers.at(-1));
    const renamed = lines.filter(({ kind, row }) => kind === 'change' && row.about === ids[0]);
    expect(renamed.map(({ row }) => [row.kind, (row.before as { title?: string }).title])).toContainEqual(['UPDATED', 'Old title']);
    expect(lines.find(({ kind, row }) => kind === 'retracted' && row.id === ids[0])!.row).toMatchObject({
      reason: 'it was a test',
      record: { title: 'New title' },
    });
    expect(await importText(other, JSONL_IMPORT, text)).toMatchObject({ unreadable: [], problems: [] });
    expect(await exported(other, 'graph.jsonl')).toBe(plain);
  });

  test('the lines of `history` say what the API says of every revision, and of each record in what order it changed', async () => {
    const anna = editor(engine());
    const person = (slug: string) => ({ slug, name: `One called ${slug}`, kind: 'PERSON' });
    await anna.upsertActors([person('changed'), person('same'), person('gone')]);
    await anna.upsertActors([{ ...person('changed'), description: 'Changed.' }]);
    const { ids } = await anna.recordRelationships([
      { type: 'OPPOSES', from: 'changed', to: 'same' },
      { type: 'OPPOSES', from: 'changed', to: 'gone' },
    ]);
    await anna.recordRelationships([{ type: 'OPPOSES', from: 'changed', to: 'same', id: ids[0], start: '2011' }]);
    await anna.retract(ids[1]!, 'not so');
    await anna.merge('gone', 'same', 'the same person');
    const text = await exported(engine(), 'graph.jsonl', {}, { history: true });
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; row: Record<string, unknown> })
      .filter(({ kind }) => ['revision', 'change', 'retracted'].includes(kind));
    const graph = graphOver(engine());
    const REVISION = 'number at by action summary reason';
    const { revisions } = await graph.execute<{ revisions: { nodes: Record<string, unknown>[] } }>(
      `{ revisions(first: 100) { nodes { ${REVISION} } } }`,
    );
    const rows = lines.filter(({ kind }) => kind === 'revision').map(({ row }) => row);
    expect(rows.map(({ number, by, summary }) => [number, by, summary]).reverse()).toEqual(
      revisions.nodes.map(({ number, by, summary }) => [number, by, summary]),
    );
    const changes = lines.filter(({ kind }) => kind === 'change').map(({ row }) => row as { about: string; revision: number });
    const about = [...new Set(changes.map((change) => change.about))];
    expect(about.length).toBeGreaterThan(2);
    for (const id of about) {
      const { history } = await graph.execute<{ history: { number: number }[] }>('query($id: ID!) { history(id: $id) { number } }', { id });
      const own = changes.filter((change) => change.about === id).map(({ revision }) => revision);
      expect(own).toEqual(own.toSorted((a, b) => a - b));
      expect(history.map(({ number }) => number)).toEqual(expect.arrayContaining(own));
    }
    const retracted = lines.filter(({ kind }) => kind === 'retracted').map(({ row }) => row.reason);
    expect(retracted).toContain('not so');
  });

  test('an export of a part has everything that it refers to', async () => {
    const text = await exported(engine(), 'graph.jsonl', {
      types: ['BACKS', 'SUCCEEDS'],
      status: ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'],
    });
    expect(await importText(other, JSONL_IMPORT, text)).toMatchObject({ unreadable: [], problems: [] });
    const isOf = (line: string) => /^\["(BACKS|SUCCEEDS)"/.test(line);
    const backing = (await contents(engine())).filter(isOf);
    expect(backing.length).toBeGreaterThan(20);
    expect((await contents(other)).filter(isOf)).toEqual(backing);
  });
}, fillWorld);

describe('a line that is not a row', () => {
  test('is reported with its number, and the others are read', async () => {
    const text = [
      '\ufeff{"kind":"sources","row":{"key":"a","title":"A"},"line":9,"problems":["fixed"]}\r',
      'not JSON',
      '',
      '{"kind":"rockets","row":{}}',
      '{"kind":"sources"}',
      '{"kind":"sources","row":{"key":"b","title":"Bé"}}',
    ].join('\n');
    expect(await importText(other, JSONL_IMPORT, text)).toEqual({
      verdicts: { CREATED: 2 },
      unreadable: ['2: not-a-row', '4: not-a-row', '5: not-a-row'],
      problems: [],
    });
  });
});

/** Edits after which the graph differs from the rows with which it was first written. */
async function edit(engine: Engine): Promise<void> {
  const anna = editor(engine);
  const person = (slug: string, name: string) => ({ slug, name, kind: 'PERSON' });
  const aliases = [
    { name: 'Edited', language: 'en' },
    { name: 'محرر', language: 'ar', kind: 'NATIVE', start: '2001' },
  ];
  await anna.upsertActors([
    {
      ...person('edited', 'Edited'),
      aliases,
      description: 'A line,\n"quoted" \u0001 and <b>',
      identifiers: [{ scheme: 'x', value: 'a:b' }],
    },
    person('once', 'Once'),
    person('twice', 'Twice'),
  ]);
  await anna.upsertSources([{ key: 'edits', title: 'Edits', reliability: 'D', citation: 'as reported' }]);
  const passage = { source: 'edits', quote: 'So it is.', hedged: true, attributedTo: 'once', statedOn: '2016-12' };
  const tie = { type: 'OPPOSES', from: 'edited', to: 'twice' };
  const { ids } = await anna.recordRelationships([
    { ...tie, start: '2011', evidence: [passage] },
    { ...tie, key: 'x:1' },
    { ...tie, start: '2013' },
  ]);
  await anna.recordRelationships([
    { ...tie, id: ids[0], start: '2012-03', end: '[2016-01-11..2016-01-17]', confidence: 0.3 },
    { ...tie, id: ids[1], key: 'x:2', ongoing: false },
  ]);
  await anna.retract(ids[2]!, 'twice the same');
  await anna.merge('twice', 'edited', 'the same person');
  await anna.merge('once', 'twice', 'the same once more');
}
