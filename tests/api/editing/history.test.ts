import { beforeAll, expect, it } from 'vitest';
import { codeOf, type Editor, editor, setUp } from '../../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, ISRAEL, PASSAGE, REPORT } from '../../support/editing/rows.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

interface HistoryEntry {
  readonly number: number;
  readonly by: string;
  readonly action: string;
  readonly summary: string;
  readonly reason: string | null;
}

describeEachEngine((engine) => {
  let anna: Editor;
  let bob: Editor;
  let tie: string;
  beforeAll(async () => {
    anna = editor(engine());
    bob = editor(engine(), { name: 'Bob', role: 'editor' });
    await anna.upsertActors([IRAN, ISRAEL, HEZBOLLAH]);
    await anna.upsertSources([REPORT]);
    tie = (await anna.recordRelationships([BACKING])).ids[0]!;
    await bob.recordRelationships([{ ...BACKING, id: tie, end: '2024-12-08', against: ['israel'] }]);
    await bob.addEvidence(tie, [{ ...PASSAGE, quote: 'No.', stance: 'DENIES' }]);
    await bob.retract(tie, 'doubtful');
    await anna.restore(tie, 'checked');
    await anna.merge('iran', 'israel', 'a test');
    await anna.unmerge('israel', 'enough');
  });

  const historyOf = async (id: string): Promise<HistoryEntry[]> =>
    (await anna.query<{ history: HistoryEntry[] }>('query ($id: ID!) { history(id: $id) { number by action summary reason } }', { id }))
      .history;

  it('of a relationship begins with its creation and lists each change, before and after', async () => {
    expect(await historyOf(tie)).toEqual([
      { number: 3, by: 'Anna', action: 'CREATED', summary: 'Recorded Iran backs Hezbollah', reason: null },
      {
        number: 4,
        by: 'Bob',
        action: 'UPDATED',
        summary: 'end: not known → 2024-12-08; against: none → Israel',
        reason: null,
      },
      {
        number: 5,
        by: 'Bob',
        action: 'UPDATED',
        summary: 'status: SUPPORTED → DISPUTED; confidence: 0.85 → 0.5; Recorded evidence against it: “No.”',
        reason: null,
      },
      { number: 6, by: 'Bob', action: 'RETRACTED', summary: 'retracted', reason: 'doubtful' },
      { number: 7, by: 'Anna', action: 'RESTORED', summary: 'restored', reason: 'checked' },
    ]);
  });

  it('of both actors includes their merge', async () => {
    expect((await historyOf('israel')).map(({ action, summary }) => [action, summary])).toEqual([
      ['CREATED', 'Recorded Israel'],
      ['MERGED', 'merged into: none → Iran'],
      ['UNMERGED', 'merged into: Iran → none'],
    ]);
    expect((await historyOf('iran')).map(({ summary }) => summary)).toEqual([
      'Recorded Iran',
      'Israel was merged into it',
      'Israel is no longer merged into it',
    ]);
  });

  it('exists for evidence, sources, events and retracted records, and is empty for unknown ids', async () => {
    const { ids } = await anna.upsertEvents([
      { key: 'e', kind: 'BATTLE', title: 'A battle', start: '2024', participants: [{ actor: 'iran', role: 'PARTY' }], evidence: [PASSAGE] },
    ]);
    await anna.retract(ids[0]!);
    expect((await historyOf(ids[0]!)).map(({ action }) => action)).toEqual(['CREATED', 'RETRACTED']);
    const { source } = await anna.query<{ source: { id: string } }>('{ source(id: "report") { id } }');
    expect(await historyOf(source.id)).toMatchObject([{ number: 2, action: 'CREATED', summary: 'Recorded A report' }]);
    const found = await anna.query<{ relationship: { evidence: { nodes: { id: string }[] } } }>(
      `{ relationship(id: "${tie}") { evidence { nodes { id } } } }`,
    );
    expect(await historyOf(found.relationship.evidence.nodes[0]!.id)).toMatchObject([{ number: 3, action: 'CREATED' }]);
    expect(await historyOf('P-000000000000')).toEqual([]);
    expect(await historyOf('nobody')).toEqual([]);
  });

  it('of the whole graph is listed in pages, the latest revision first', async () => {
    const QUERY = `query ($since: Int, $first: Int, $after: String, $last: Int, $before: String) {
      revisions(since: $since, first: $first, after: $after, last: $last, before: $before) {
        totalCount nodes { number summary action } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    const page = async (variables: object) => {
      const { revisions } = await anna.query<{
        revisions: { totalCount: number; nodes: { number: number; summary: string }[]; pageInfo: Record<string, unknown> };
      }>(QUERY, { ...variables });
      return { ...revisions, numbers: revisions.nodes.map(({ number }) => number) };
    };
    const all = await page({ first: 100 });
    const latestRevision = all.totalCount;
    expect(all.numbers).toEqual(Array.from({ length: latestRevision }, (_, index) => latestRevision - index));
    expect(all.nodes.at(-4)!.summary).toBe('Changed Iran backs Hezbollah (end: not known → 2024-12-08; against: none → Israel)');
    const first = await page({ first: 2 });
    expect(first).toMatchObject({ numbers: [latestRevision, latestRevision - 1], pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    const next = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(next.numbers).toEqual([latestRevision - 2, latestRevision - 3]);
    expect((await page({ last: 2, before: next.pageInfo.startCursor })).numbers).toEqual([latestRevision, latestRevision - 1]);
    expect(await page({ last: 2 })).toMatchObject({ numbers: [2, 1], pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(await page({ since: latestRevision - 1 })).toMatchObject({ totalCount: 1, numbers: [latestRevision] });
    expect(await page({ since: latestRevision + 5 })).toMatchObject({ totalCount: 0, numbers: [] });
    expect(await codeOf(page({ since: -1 }))).toBe('BAD_INPUT');
  });
}, setUp);
