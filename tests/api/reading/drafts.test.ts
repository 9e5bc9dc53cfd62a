import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import type { AllegianceError } from '../../../src/model/errors.ts';
import { codeOf, contentsWithoutHistory, type Editor, editor, NOW, setUp } from '../../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, ISRAEL, REPORT } from '../../support/editing/rows.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { exported } from '../../support/export/exported.ts';
import { numRuns } from '../../support/scope.ts';

interface Row {
  readonly index: number;
  readonly kind: string;
  readonly input: Record<string, unknown>;
  readonly statement: string;
  readonly state: string;
  readonly verdict: string;
  readonly problems: readonly { field: string | null; code: string; message: string }[];
}

interface Draft {
  readonly id: string;
  readonly by: string;
  readonly state: string;
  readonly baseRevision: number;
  readonly revision: number;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly rows: readonly Row[];
}

const ROWS = 'rows { index kind input statement quote span { start end } score why state verdict problems { field code message } }';
const DRAFT = `id title by state baseRevision revision reason decidedBy source { key } ${ROWS}`;
const SAVE = `mutation ($draft: DraftInput!) { saveDraft(draft: $draft) { ${DRAFT} } }`;
const READ = `query ($id: ID!) { draft(id: $id) { ${DRAFT} } }`;
const DECIDE = `mutation ($id: ID!, $decisions: [DraftDecision!]!, $reason: String, $ifRevision: Int) {
  decideDraft(id: $id, decisions: $decisions, reason: $reason, ifRevision: $ifRevision) {
    draft { ${DRAFT} } report { created updated unchanged revision rows { row verdict id } } } }`;
const CLOSE = `mutation ($id: ID!, $reason: String!) { closeDraft(id: $id, reason: $reason) { ${DRAFT} } }`;

interface Decided {
  readonly draft: Draft;
  readonly report: {
    created: number;
    updated: number;
    unchanged: number;
    revision: number;
    rows: { row: number; verdict: string }[];
  } | null;
}

const save = async (by: Editor, rows: readonly object[], more: object = {}) =>
  (await by.query<{ saveDraft: Draft }>(SAVE, { draft: { title: 'From an article', rows, ...more } })).saveDraft;
const read = async (by: Editor, id: string) => (await by.query<{ draft: Draft | null }>(READ, { id })).draft!;
const decide = async (by: Editor, id: string, decisions: readonly object[], more: object = {}) =>
  (await by.query<{ decideDraft: Decided }>(DECIDE, { id, decisions, ...more })).decideDraft;
const all = (rows: readonly object[], accept = true) => rows.map((_, index) => ({ index, accept }));
const latest = async (by: Editor) => (await by.query<{ status: { revision: number } }>('{ status { revision } }')).status.revision;
/** What the graph holds. */
const graphOf = async (by: Editor) => (await contentsWithoutHistory(by)).filter((line) => !/^\[\["(Draft|Migration)"/.test(line));

const ROWS_OF_ALL_KINDS = [
  { kind: 'RELATIONSHIP', input: BACKING, quote: 'Iran arms Hezbollah.', start: 10, end: 30, score: 0.8, why: '“arms”' },
  { kind: 'ACTOR', input: HEZBOLLAH },
  { kind: 'ACTOR', input: IRAN },
  { kind: 'SOURCE', input: REPORT },
  { kind: 'PLACE', input: { slug: 'beirut', kind: 'CITY', name: 'Beirut' } },
  {
    kind: 'EVENT',
    input: {
      key: 'e',
      kind: 'PLEDGE',
      title: 'A pledge',
      start: '2024',
      participants: [{ actor: 'iran', role: 'SPEAKER' }],
      place: 'beirut',
    },
  },
  { kind: 'EVIDENCE', input: { about: 'e', source: 'report', quote: 'It vowed to help.', hedged: true } },
];

describeEachEngine((engine) => {
  const people = () => ({
    rita: editor(engine(), { name: 'Rita', role: 'reader' }),
    paul: editor(engine(), { name: 'Paul', role: 'proposer' }),
    anna: editor(engine(), { name: 'Anna', role: 'editor' }),
  });
  let { rita, paul, anna } = {} as ReturnType<typeof people>;
  beforeEach(async () => {
    await engine().write(async (transaction) => {
      await transaction.run({ name: 'test.empty', text: 'MATCH (n) WHERE NOT n:Migration DETACH DELETE n' });
      return { commit: true, value: undefined };
    });
    await engine().define({ kind: 'counter', id: 'revision' });
    ({ rita, paul, anna } = people());
  });
  const base = async () => {
    await anna.upsertActors([IRAN, ISRAEL, HEZBOLLAH]);
    await anna.upsertSources([REPORT]);
  };

  describe('a draft', () => {
    it('is saved by a proposer, and shows what writing it would come to', async () => {
      const saved = await save(paul, ROWS_OF_ALL_KINDS);
      expect(saved).toMatchObject({ by: 'Paul', state: 'OPEN', baseRevision: 0, revision: 0, reason: null, decidedBy: null });
      expect(saved.rows.map(({ kind, statement, verdict, problems }) => [kind, statement, verdict, problems])).toEqual([
        ['RELATIONSHIP', 'Iran backs Hezbollah', 'CREATED', []],
        ['ACTOR', 'Hezbollah (ARMED_GROUP)', 'CREATED', []],
        ['ACTOR', 'Iran (STATE)', 'CREATED', []],
        ['SOURCE', 'A report', 'CREATED', []],
        ['PLACE', 'Beirut (CITY)', 'CREATED', []],
        ['EVENT', 'A pledge', 'CREATED', []],
        ['EVIDENCE', 'A pledge: said, “It vowed to help.”', 'CREATED', []],
      ]);
      expect(saved.rows[0]).toMatchObject({ quote: 'Iran arms Hezbollah.', span: { start: 10, end: 30 }, score: 0.8, why: '“arms”' });
      expect(await read(paul, saved.id)).toEqual(saved);
      const node = await paul.query<{ node: object }>('query ($id: ID!) { node(id: $id) { __typename id } }', { id: saved.id });
      expect(node).toEqual({ node: { __typename: 'Draft', id: saved.id } });
    });

    it('changes neither the graph nor its revision', async () => {
      await base();
      const [before, revision] = [await graphOf(anna), await latest(anna)];
      const saved = await save(paul, ROWS_OF_ALL_KINDS);
      await decide(anna, saved.id, [{ index: 4, accept: false }]);
      await paul.query(CLOSE, { id: saved.id, reason: 'enough' });
      expect(await graphOf(anna)).toEqual(before);
      expect(await latest(anna)).toBe(revision);
    });

    it('is not for readers, and a proposer writes nothing', async () => {
      const { id } = await save(paul, [{ kind: 'ACTOR', input: IRAN }]);
      expect(await codeOf(save(rita, [{ kind: 'ACTOR', input: IRAN }]))).toBe('FORBIDDEN');
      for (const query of [READ, 'query { drafts { totalCount } }', `query { node(id: "${id}") { id } }`]) {
        expect(await codeOf(rita.query(query, query === READ ? { id } : {}))).toBe('FORBIDDEN');
      }
      expect(await codeOf(decide(paul, id, [{ index: 0, accept: true }]))).toBe('FORBIDDEN');
      expect(await codeOf(paul.upsertActors([IRAN]))).toBe('FORBIDDEN');
      const other = editor(engine(), { name: 'Petra', role: 'proposer' });
      expect(await codeOf(other.query(CLOSE, { id, reason: 'mine' }))).toBe('FORBIDDEN');
      expect(await codeOf(save(other, [{ kind: 'ACTOR', input: IRAN }], { id }))).toBe('FORBIDDEN');
      expect(await graphOf(anna)).toEqual([]);
    });

    it('is judged when it is read, not when it was saved', async () => {
      await base();
      const saved = await save(paul, [{ kind: 'RELATIONSHIP', input: { ...BACKING, to: 'hamas' } }]);
      expect(saved.rows).toMatchObject([
        { statement: 'Iran backs hamas', verdict: 'REJECTED', problems: [{ field: 'to', code: 'UNKNOWN_ENTITY' }] },
      ]);
      await anna.upsertActors([{ slug: 'hamas', kind: 'ARMED_GROUP', name: 'Hamas' }]);
      const now = await read(paul, saved.id);
      expect(now).toMatchObject({ baseRevision: 2, revision: 3 });
      expect(now.rows).toMatchObject([
        {
          statement: 'Iran backs Hamas',
          verdict: 'CREATED',
          problems: [
            {
              field: null,
              code: 'CHANGED_SINCE',
              message: 'Hamas was written in revision 3 by Anna, after this was proposed (revision 2). Compare before you accept.',
            },
          ],
        },
      ]);
      await anna.recordRelationships([{ ...BACKING, to: 'hamas' }]);
      const [row] = (await read(paul, saved.id)).rows;
      expect(row).toMatchObject({ verdict: 'UNCHANGED' });
      expect(row!.problems.map(({ message }) => message)).toContain(
        'Iran backs Hamas was written in revision 4 by Anna, after this was proposed (revision 2). Compare before you accept.',
      );
    });

    it('can be saved again while nothing is decided', async () => {
      const { id } = await save(paul, [{ kind: 'ACTOR', input: IRAN }]);
      const again = await save(paul, [{ kind: 'ACTOR', input: ISRAEL }], { id, title: 'Another title' });
      expect(again).toMatchObject({ id, rows: [{ statement: 'Israel (STATE)' }] });
      await decide(anna, id, [{ index: 0, accept: false }]);
      expect(await codeOf(save(paul, [{ kind: 'ACTOR', input: IRAN }], { id }))).toBe('BAD_INPUT');
    });

    it.each([
      ['no rows', { rows: [] }, 'BAD_INPUT'],
      ['too many rows', { rows: Array.from({ length: 1_001 }, () => ({ kind: 'ACTOR', input: IRAN })) }, 'TOO_MANY_ROWS'],
      ['no title', { title: ' ' }, 'BAD_INPUT'],
      ['a title of two lines', { title: 'a\nb' }, 'BAD_INPUT'],
      ['a long title', { title: 'x'.repeat(301) }, 'BAD_INPUT'],
      ['an unknown source', { source: 'nobody' }, 'UNKNOWN_SOURCE'],
      ['an unknown id', { id: 'R-000000000000' }, 'BAD_INPUT'],
      ['a row that is none', { rows: [{ kind: 'ACTOR', input: 7 }] }, 'BAD_INPUT'],
      ['a row that is a list', { rows: [{ kind: 'ACTOR', input: [] }] }, 'BAD_INPUT'],
      ['a field that only imports give', { rows: [{ kind: 'RELATIONSHIP', input: { ...BACKING, derived: true } }] }, 'BAD_INPUT'],
      ['half a span', { rows: [{ kind: 'ACTOR', input: IRAN, start: 1 }] }, 'BAD_INPUT'],
      ['a score of more than 1', { rows: [{ kind: 'ACTOR', input: IRAN, score: 1.5 }] }, 'BAD_INPUT'],
      ['NUL in why', { rows: [{ kind: 'ACTOR', input: IRAN, why: '\0' }] }, 'BAD_INPUT'],
    ])('with %s is refused', async (_what, more, code) => {
      expect(await codeOf(save(paul, [{ kind: 'ACTOR', input: IRAN }], more))).toBe(code);
      expect(await anna.query('{ drafts { totalCount } }')).toEqual({ drafts: { totalCount: 0 } });
    });

    it('with rows of any form is judged in words', async () => {
      const odd = [
        {},
        { slug: 5 },
        { slug: 'a', kind: 'STATE', name: 'A', more: { deep: [[['x']]] } },
        { type: 'BACKS', from: {}, to: [] },
      ];
      const kinds = ['ACTOR', 'PLACE', 'SOURCE', 'EVENT', 'RELATIONSHIP', 'EVIDENCE'];
      const { rows } = await save(
        paul,
        kinds.flatMap((kind) => odd.map((input) => ({ kind, input }))),
      );
      expect(rows.filter(({ verdict, problems }) => verdict !== 'REJECTED' || problems.length === 0)).toEqual([]);
    });
  });

  describe('accepting', () => {
    it('all of a draft equals writing its rows directly, byte for byte of the export', async () => {
      const saved = await save(paul, ROWS_OF_ALL_KINDS);
      const { draft, report } = await decide(anna, saved.id, all(ROWS_OF_ALL_KINDS));
      expect(report).toMatchObject({ created: 7, updated: 0, revision: 1 });
      expect(draft).toMatchObject({ state: 'DECIDED', decidedBy: 'Anna' });
      expect(draft.rows.every(({ state, verdict }) => state === 'ACCEPTED' && verdict === 'UNCHANGED')).toBe(true);

      const direct = await openEmbedded(null);
      await migrate(direct, NOW);
      const other = editor(direct);
      await other.upsertActors([HEZBOLLAH, IRAN]);
      await other.upsertSources([REPORT]);
      await other.upsertPlaces([{ slug: 'beirut', kind: 'CITY', name: 'Beirut' }]);
      await other.upsertEvents([ROWS_OF_ALL_KINDS[5]!.input]);
      await other.recordRelationships([BACKING]);
      await other.addEvidence('e', [{ source: 'report', quote: 'It vowed to help.', hedged: true }]);
      for (const file of ['graph.jsonl', 'nodes.csv', 'edges.csv'])
        expect(await exported(engine(), file)).toBe(await exported(direct, file));
      await direct.close();
    });

    it('makes one revision, by who decides, with who proposed it in its reason', async () => {
      await base();
      const saved = await save(paul, [{ kind: 'RELATIONSHIP', input: BACKING }]);
      const { report } = await decide(anna, saved.id, [{ index: 0, accept: true }], { reason: 'two sources agree' });
      expect(report!.revision).toBe(3);
      const id = (report!.rows[0] as unknown as { id: string }).id;
      const { history } = await anna.query<{ history: object[] }>(
        'query ($id: ID!) { history(id: $id) { number by action summary reason } }',
        { id },
      );
      expect(history).toEqual([
        {
          ...{ number: 3, by: 'Anna', action: 'CREATED', summary: 'Recorded Iran backs Hezbollah' },
          reason: 'From the draft "From an article" by Paul: two sources agree',
        },
      ]);
    });

    it('some rows, one of them corrected, leaves the others waiting, whose ground its own writes do not change', async () => {
      await base();
      const saved = await save(paul, [
        { kind: 'ACTOR', input: { slug: 'hamas', kind: 'ARMED_GROUP', name: 'Hamas' } },
        { kind: 'RELATIONSHIP', input: { type: 'BACKS', from: 'iran', to: 'hamas', start: '1990' } },
        { kind: 'RELATIONSHIP', input: { type: 'OPPOSES', from: 'hamas', to: 'israel' } },
      ]);
      const { draft } = await decide(anna, saved.id, [
        { index: 0, accept: true },
        { index: 1, accept: true, input: { type: 'BACKS', from: 'iran', to: 'hamas', start: '1992' } },
      ]);
      expect(draft.state).toBe('OPEN');
      expect(draft.rows.map(({ state, verdict, problems }) => [state, verdict, problems])).toEqual([
        ['ACCEPTED', 'UNCHANGED', []],
        ['ACCEPTED', 'UNCHANGED', []],
        ['PROPOSED', 'CREATED', []],
      ]);
      expect(draft.rows[1]!.input).toMatchObject({ start: '1992' });
      const [decidedOn, twice, unknown] = [
        [{ index: 0, accept: false }],
        [2, 2].map((index) => ({ index, accept: true })),
        [{ index: 9, accept: true }],
      ];
      for (const decisions of [decidedOn, twice, unknown, []]) expect(await codeOf(decide(anna, saved.id, decisions))).toBe('BAD_INPUT');
      const rejected = await decide(anna, saved.id, [{ index: 2, accept: false }]);
      expect(rejected).toMatchObject({ report: null, draft: { state: 'DECIDED' } });
      expect(await codeOf(decide(anna, saved.id, [{ index: 2, accept: true }]))).toBe('BAD_INPUT');
    });

    it('is all or nothing: one invalid row writes nothing and decides nothing', async () => {
      await base();
      const saved = await save(paul, [
        { kind: 'RELATIONSHIP', input: BACKING },
        { kind: 'RELATIONSHIP', input: { ...BACKING, to: 'nobody' } },
      ]);
      const before = await graphOf(anna);
      const error = await decide(anna, saved.id, all(saved.rows)).catch((thrown: AllegianceError) => thrown);
      expect(error).toMatchObject({
        code: 'ROWS_REJECTED',
        details: { rows: [{ row: 1, problems: [{ field: 'to', code: 'UNKNOWN_ENTITY' }] }] },
      });
      expect(await graphOf(anna)).toEqual(before);
      expect((await read(anna, saved.id)).rows.map(({ state }) => state)).toEqual(['PROPOSED', 'PROPOSED']);
    });

    it('is refused with CONFLICT where what it would change is newer than what was seen', async () => {
      await base();
      await anna.recordRelationships([BACKING]);
      const seen = await save(paul, [{ kind: 'RELATIONSHIP', input: { ...BACKING, end: '2024' } }]);
      await anna.recordRelationships([{ ...BACKING, end: '2023' }]);
      expect(await codeOf(decide(anna, seen.id, all(seen.rows), { ifRevision: seen.revision }))).toBe('CONFLICT');
      const now = await read(anna, seen.id);
      expect(now.rows[0]).toMatchObject({ state: 'PROPOSED', verdict: 'UPDATED', problems: [{ code: 'CHANGED_SINCE' }] });
      await decide(anna, seen.id, all(seen.rows), { ifRevision: now.revision });
    });

    it('by two people at once is done once', async () => {
      await base();
      const saved = await save(paul, [{ kind: 'RELATIONSHIP', input: BACKING }]);
      const ben = editor(engine(), { name: 'Ben', role: 'editor' });
      const outcomes = await Promise.all([anna, ben].map((one) => codeOf(decide(one, saved.id, all(saved.rows)))));
      expect(outcomes.filter((one) => one === 'nothing was thrown')).toHaveLength(1);
      expect(outcomes.filter((one) => one === 'CONFLICT' || one === 'BAD_INPUT')).toHaveLength(1);
      expect(await latest(anna)).toBe(3);
    });

    it('what the graph has already decides the row, without a revision', async () => {
      await base();
      await anna.recordRelationships([BACKING]);
      const saved = await save(paul, [{ kind: 'RELATIONSHIP', input: BACKING }]);
      const { draft, report } = await decide(anna, saved.id, all(saved.rows));
      expect(report).toMatchObject({ unchanged: 1, revision: 3 });
      expect(draft).toMatchObject({ state: 'DECIDED', rows: [{ state: 'ACCEPTED' }] });
      expect(await latest(anna)).toBe(3);
    });
  });

  it('drafts are listed, those saved last first, by state and in pages', async () => {
    const ids: string[] = [];
    for (const title of ['one', 'two', 'three']) ids.push((await save(paul, [{ kind: 'ACTOR', input: IRAN }], { title })).id);
    await paul.query(CLOSE, { id: ids[1], reason: 'no' });
    const list =
      'query ($state: DraftState, $first: Int, $after: String) { drafts(state: $state, first: $first, after: $after) { totalCount nodes { title state reason } pageInfo { hasNextPage endCursor } } }';
    interface Listed {
      readonly drafts: {
        readonly totalCount: number;
        readonly nodes: { title: string; state: string }[];
        readonly pageInfo: { endCursor: string };
      };
    }
    const first = await anna.query<Listed>(list, { first: 2 });
    expect(first.drafts).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } });
    const next = await anna.query<Listed>(list, { first: 2, after: first.drafts.pageInfo.endCursor });
    expect([...first.drafts.nodes, ...next.drafts.nodes].map(({ title }) => title).sort()).toEqual(['one', 'three', 'two']);
    expect((await anna.query<Listed>(list, { state: 'CLOSED' })).drafts).toMatchObject({
      totalCount: 1,
      nodes: [{ title: 'two', state: 'CLOSED', reason: 'no' }],
    });
  });

  it('what is shown is what is written, and rejecting writes nothing', { timeout: 120_000 }, async () => {
    await base();
    const actor = fc.constantFrom('iran', 'israel', 'hezbollah', 'hamas', 'nobody');
    const date = fc.constantFrom('1982', '1990-05', undefined);
    const row = fc.oneof(
      fc
        .record({ type: fc.constantFrom('BACKS', 'OPPOSES', 'CONTROLS'), from: actor, to: actor, start: date, end: date })
        .map((input) => ({ kind: 'RELATIONSHIP', input })),
      fc.constantFrom('hamas', 'iran').map((slug) => ({ kind: 'ACTOR', input: { slug, kind: 'ARMED_GROUP', name: slug } })),
      fc
        .record({ about: fc.constantFrom('e', 'f'), quote: fc.constantFrom('one', 'two') })
        .map((input) => ({ kind: 'EVIDENCE', input: { ...input, source: 'report' } })),
      fc.constant({
        kind: 'EVENT',
        input: { key: 'e', kind: 'BATTLE', title: 'E', start: '2000', participants: [{ actor: 'iran', role: 'SIDE_A' }] },
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), fc.boolean(), async (rows, accepts) => {
        const saved = await save(paul, rows);
        const [before, revision] = [await graphOf(anna), await latest(anna)];
        const valid = saved.rows.filter(({ verdict }) => verdict !== 'REJECTED');
        const decisions = accepts ? valid.map(({ index }) => ({ index, accept: true })) : all(rows, false);
        if (decisions.length === 0) return;
        const { report } = await decide(anna, saved.id, decisions, { ifRevision: saved.revision });
        if (accepts) expect(report!.rows.map((one) => one.verdict)).toEqual(verdictsOf(report, valid));
        else expect([await graphOf(anna), await latest(anna)]).toEqual([before, revision]);
      }),
      { numRuns: engine().kind === 'embedded' ? numRuns(80) : 5 },
    );
  });
}, setUp);

/** The verdicts shown, in the order of a report; those of rows that cancel each other are all unchanged. */
function verdictsOf(report: Decided['report'], shown: readonly Row[]): string[] {
  const byIndex = new Map(shown.map(({ index, verdict }) => [index, verdict]));
  return report!.rows.map(({ row }) => byIndex.get(row)!);
}

it('a store without drafts has none, and answers are not repeated from the cache when one is saved', async () => {
  const engine: Engine = await openEmbedded(null);
  await migrate(engine, NOW);
  const anna = editor(engine);
  await anna.upsertActors([IRAN]);
  for (const count of [0, 1, 2]) {
    expect(await anna.query('{ drafts { totalCount } }')).toEqual({ drafts: { totalCount: count } });
    await save(anna, [{ kind: 'ACTOR', input: ISRAEL }]);
  }
  await engine.close();
});
