import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { runnerOf } from '../../support/paths/runner.ts';
import { type RecordingEngine, recording } from '../../support/revisions/recordingEngine.ts';
import { fillAnalysed } from './world.ts';

interface Change {
  readonly kind: string;
  readonly on: string;
  readonly before: string;
  readonly after: string;
  readonly relationship: { readonly statement: string };
}
interface Changes {
  readonly totalCount: number;
  readonly nodes: readonly Change[];
  readonly pageInfo: { readonly endCursor: string; readonly startCursor: string; readonly hasNextPage: boolean };
}

describeEachEngine((engine) => {
  const execute = <T>(query: string) => runnerOf(engine()).execute<T>(query);
  const changes = async (args: string) => {
    const fields = 'kind on before after relationship { statement }';
    const query = `{ changes(${args}) { totalCount nodes { ${fields} } pageInfo { hasNextPage startCursor endCursor } } }`;
    return (await execute<{ changes: Changes }>(query)).changes;
  };
  const texts = ({ nodes }: Changes) =>
    nodes.map(({ kind, on, before, after, relationship: { statement } }) => `${on}: ${statement} ${kind}, ${before} to ${after}`);

  describe('changes', () => {
    test('between north and south: each beginning and each ending, and no ending where a source stops reporting', async () => {
      const found = await changes(
        'from: "2010", to: "2024", filter: { involving: ["south"], types: [ALLIED_WITH, ATTACKS, CEASEFIRE_WITH, RIVAL_OF] }',
      );
      expect(texts(found)).toEqual([
        '2010: north is allied with south BEGAN, NONE to FRIENDLY',
        '2012: north is allied with south ENDED, FRIENDLY to NONE',
        '2014-03: north attacks south BEGAN, NONE to HOSTILE',
        '[2016-02-11..2016-02-17]: north attacks south ENDED, HOSTILE to NONE',
        '2016-02-20: north has a ceasefire with south BEGAN, NONE to NONE',
        '2017: north is a rival of south BEGAN, NONE to HOSTILE',
      ]);
    });

    test('an act at one time is one change; what turns a pair is TURNED', async () => {
      const found = await changes('from: "2011", to: "2011", filter: { involving: ["east"] }');
      expect(texts(found).sort()).toEqual([
        '2011: east backs north BEGAN, NONE to FRIENDLY',
        '2011: east negotiates with north BEGAN, NONE to FRIENDLY',
      ]);
      const turned = await changes(
        'from: "2017", to: "2017", filter: { undated: true, certainty: POSSIBLE, involving: ["south"], types: [ALLIED_WITH, RIVAL_OF, SANCTIONS] }',
      );
      expect(texts(turned)).toEqual(['2017: north is a rival of south BEGAN, HOSTILE to HOSTILE']);
      const ally = await changes(
        'from: "2010", to: "2012", filter: { undated: true, certainty: POSSIBLE, involving: ["south"], types: [ALLIED_WITH, SANCTIONS] }',
      );
      expect(texts(ally)).toEqual([
        '2010: north is allied with south TURNED, HOSTILE to MIXED',
        '2012: north is allied with south TURNED, MIXED to HOSTILE',
      ]);
    });

    test('a beginning turns a pair where the later word ends the earlier', async () => {
      const found = texts(await changes('from: "2012", to: "2016", filter: { involving: ["coast"] }'));
      expect(found.map((text) => text.replace(/ (coast|plain) .* (coast|plain)/, ''))).toEqual([
        '2012: BEGAN, NONE to FRIENDLY',
        '2014: TURNED, FRIENDLY to HOSTILE',
        '2015-12: TURNED, HOSTILE to FRIENDLY',
      ]);
    });

    test('page by page, either way, they are the whole list', async () => {
      const all = texts(await changes('from: "2010", to: "2024", first: 100'));
      expect(all.length).toBeGreaterThan(12);
      const paged: string[] = [];
      for (let after = 'null'; ; ) {
        const page = await changes(`from: "2010", to: "2024", first: 4, after: ${after}`);
        paged.push(...texts(page));
        if (!page.pageInfo.hasNextPage) break;
        after = `"${page.pageInfo.endCursor}"`;
      }
      expect(paged).toEqual(all);
      const last = await changes('from: "2010", to: "2024", last: 3');
      expect(texts(last)).toEqual(all.slice(-3));
      expect(texts(await changes(`from: "2010", to: "2024", last: 3, before: "${last.pageInfo.startCursor}"`))).toEqual(all.slice(-6, -3));
    });
  });

  test('blocs: who sides with whom in 2011, with the one relationship from bloc to bloc', async () => {
    const query =
      '{ blocs(at: "2011", method: COMMUNITIES) { count alone frustration exact blocs { size cohesion members { slug } few: members(first: 1) { slug } } } }';
    const { blocs } = await execute<{ blocs: { blocs: { members: { slug: string }[]; few: unknown[] }[] } }>(query);
    expect(blocs).toMatchObject({ count: 2, alone: 0, frustration: 1, exact: false });
    expect(blocs.blocs).toMatchObject([
      { size: 3, cohesion: 0.6667 },
      { size: 3, cohesion: 0.6667 },
    ]);
    expect(blocs.blocs.map(({ few }) => few.length)).toEqual([1, 1]);
    const slugs = blocs.blocs.map(({ members }) => members.map(({ slug }) => slug).sort());
    expect(slugs.sort()).toEqual([
      ['brigade', 'legion', 'west'],
      ['east', 'north', 'south'],
    ]);
  });

  test('camps in 2011: nobody is hostile to anybody, so all that are tied are one; in 2015 the friend of two foes is with both', async () => {
    const query =
      '{ y2011: blocs(at: "2011") { ...camps } y2015: blocs(at: "2015", method: CAMPS) { ...camps } } fragment camps on BlocResult { count alone frustration exact blocs { members { slug } } }';
    type Camps = { blocs: { members: { slug: string }[] }[] };
    const { y2011, y2015 } = await execute<{ y2011: Camps; y2015: Camps }>(query);
    const named = ({ blocs }: Camps) => blocs.map(({ members }) => members.map(({ slug }) => slug).sort());
    expect(y2011).toMatchObject({ count: 1, alone: 0, frustration: 0, exact: true });
    expect(named(y2011)).toEqual([['brigade', 'east', 'legion', 'north', 'south', 'west']]);
    // North, and coast and plain, who are both friends and foes in that year.
    expect(y2015).toMatchObject({ alone: 3, frustration: 2, exact: true });
    expect(named(y2015)).toEqual([['brigade', 'east', 'legion', 'south', 'west']]);
  });

  test('ranking: who has most neighbors', async () => {
    const query = '{ ranking(by: DEGREE, first: 2, filter: { undated: true }) { exact items { score entity { slug } } } }';
    const { ranking } = await execute<{ ranking: { exact: boolean; items: { score: number; entity: { slug: string } }[] } }>(query);
    expect(ranking.exact).toBe(true);
    expect(ranking.items.map(({ score, entity: { slug } }) => `${slug} ${score}`).sort()).toEqual(['east 4', 'west 4']);
  });

  test('balance: the legion and its friend the brigade fall out over the west in 2015', async () => {
    const query = '{ balance(at: "2015") { balanced unbalanced triangles { balanced entities { slug } relationships { statement } } } }';
    type Named = { slug: string }[];
    type Answer = { balance: { triangles: { balanced: boolean; entities: Named; relationships: { statement: string }[] }[] } };
    const { balance } = await execute<Answer>(query);
    expect(balance).toMatchObject({ balanced: 2, unbalanced: 1, triangles: [{ balanced: false }] });
    const [triangle] = balance.triangles;
    expect(triangle!.entities.map(({ slug }) => slug).sort()).toEqual(['brigade', 'legion', 'west']);
    expect(triangle!.relationships.map(({ statement }) => statement).sort()).toEqual([
      'brigade fights west',
      'legion backs brigade',
      'legion is part of west',
    ]);
  });

  describe('invalid queries are refused with a message', () => {
    const unknown = (name: string) => [
      'UNKNOWN_ENTITY',
      `Expected the id, slug or scheme:value of an entity; got "${name}", which names none. Find it with \`search\`.`,
    ];
    const first = (got: number) => ['BAD_INPUT', `Expected \`first\` from 1 to 100; got ${got}.`];
    test.each([
      ['stance(a: "nobody", b: "south") { posture }', unknown('nobody')],
      ['stanceHistory(a: "south", b: "nobody") { posture }', unknown('nobody')],
      [
        'stance(a: "south", b: "south") { posture }',
        ['BAD_INPUT', 'Expected two different entities; `a` and `b` both name the same one ("south", "south").'],
      ],
      [
        'changes(from: "2016", to: "2015-12") { totalCount }',
        ['BAD_WINDOW', 'Expected `from` not after `to`; got from 2016 to 2015-12. Swap the two.'],
      ],
      [
        'changes(from: "2015", to: "2016", first: 101) { totalCount }',
        ['PAGE_TOO_LARGE', 'Expected `first` of at most 100; got 101. Request 100, then the next page with `after`.'],
      ],
      ['changes(from: "2015", to: "2016", filter: { involving: ["nobody"] }) { totalCount }', unknown('nobody')],
      ['blocs(first: 0) { count }', first(0)],
      ['blocs(filter: { minConfidence: 2 }) { count }', ['BAD_INPUT', 'Expected `minConfidence` from 0 to 1; got 2.']],
      ['ranking(by: DEGREE, first: 101) { exact }', first(101)],
      ['ranking(by: PAGERANK, filter: { involving: ["nobody"] }) { exact }', unknown('nobody')],
      ['balance(first: 101) { balanced }', first(101)],
    ])('%s', async (query, [code, message]) => {
      expect(await runnerOf(engine()).errorOf(`{ ${query} }`)).toEqual({ code, message });
    });
  });

  describe('a list of any length costs the same statements', () => {
    const statementsOf = async (query: string) => {
      const reader: RecordingEngine = recording(engine());
      await runnerOf(reader.engine).execute(query);
      return [...reader.statements].filter((name) => !/^(revision|projection)\./.test(name)).sort();
    };

    test('stanceHistory', async () => {
      const query =
        '{ stanceHistory(a: "north", b: "south", viaParts: true) { interval { start } relationships { statement } partsOfA { name } } }';
      const degrees = engine().joinsFromFewer ? [] : ['entity.degrees'];
      expect(await statementsOf(query)).toEqual(['entity.byId(full)', ...degrees, 'tie.byId']);
    });

    test('changes, blocs, balance', async () => {
      const lists = [
        (n: number) => `{ changes(from: "2010", to: "2024", first: ${n}) { nodes { on relationship { statement } } } }`,
        (n: number) => `{ blocs(first: ${n}) { blocs { members { name } } } }`,
        (n: number) => `{ ranking(by: DEGREE, first: ${n}) { items { entity { name } } } }`,
        (n: number) => `{ balance(first: ${n}) { triangles { entities { name } relationships { statement } } } }`,
        (n: number) => `{ disputes(first: ${n}) { nodes { statement } } }`,
      ];
      for (const list of lists) expect(await statementsOf(list(50)), list(0)).toEqual(await statementsOf(list(1)));
    });
  });
}, fillAnalysed);
