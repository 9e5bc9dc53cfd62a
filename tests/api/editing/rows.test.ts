import { beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { type Editor, editor, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

const ROWS = `rows { row verdict id node { id ... on Entity { name description } ... on Relationship { statement } } problems { field code } }`;

describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(async () => {
    await setUp(engine());
    anna = editor(engine());
  });

  const write = (rows: readonly object[], partial = false) =>
    anna.query<{ report: { rows: readonly Record<string, unknown>[] } }>(
      `mutation($rows: [ActorInput!]!, $partial: Boolean) { report: upsertActors(rows: $rows, partial: $partial) { ${ROWS} } }`,
      { rows, partial },
    );

  test('each row has its verdict, its record as it is now, and what is wrong with it', async () => {
    const good = { slug: 'red', kind: 'STATE', name: 'Red' };
    const { report } = await write([good, { ...good, slug: 'Not A Slug' }], true);
    expect(report.rows).toEqual([
      {
        row: 0,
        verdict: 'CREATED',
        id: expect.any(String),
        node: { id: report.rows[0]!.id, name: 'Red', description: null },
        problems: [],
      },
      { row: 1, verdict: 'REJECTED', id: null, node: null, problems: [{ field: 'slug', code: 'BAD_INPUT' }] },
    ]);
  });

  test('a call that is not partial and has an invalid row is an error, also for a client that selects only the revision', async () => {
    const revision = async () => (await anna.query<{ status: { revision: number } }>('{ status { revision } }')).status.revision;
    const before = await revision();
    const rows = [
      { slug: 'blue', kind: 'STATE', name: 'Blue' },
      { slug: 'Not A Slug', kind: 'STATE', name: 'Nobody', activeFrom: '2016' },
      { slug: 'white', kind: 'STATE', name: '' },
    ];
    const write = anna.query('mutation($rows: [ActorInput!]!) { upsertActors(rows: $rows) { revision } }', { rows });
    await expect(write).rejects.toMatchObject({
      code: 'ROWS_REJECTED',
      message: expect.stringMatching(
        /^Expected 3 valid rows; got 2 that are not\. Nothing was written\. Row 1: Expected .+ Row 2: Expected /,
      ),
      details: {
        rows: [
          { row: 1, problems: [{ field: 'slug', code: 'BAD_INPUT', message: expect.stringContaining('got "Not A Slug"') }] },
          { row: 2, problems: [{ field: 'name', code: 'BAD_INPUT', message: expect.any(String) }] },
        ],
      },
    });
    expect([await revision(), await anna.query('{ actor(id: "blue") { id } }')]).toEqual([before, { actor: null }]);
  });

  test('the message has the problems of the first rows only, and of a single row no number', async () => {
    const wrong = (count: number) => Array.from({ length: count }, () => ({ slug: 'A', kind: 'STATE', name: 'A' }));
    const messageOf = (count: number) => write(wrong(count)).catch(({ message }: Error) => message);
    expect(await messageOf(1)).toMatch(/^Expected lower-case .+got "A"\. Nothing was written\.$/);
    expect(await messageOf(40)).toMatch(/^Expected 40 valid rows; got 40 that are not\. .+ 37 more in `extensions\.rows`\.$/);
    expect(((await messageOf(40)) as string).match(/Row \d+:/g)).toEqual(['Row 0:', 'Row 1:', 'Row 2:']);
  });

  test('a partial call reports its invalid rows, even if it wrote none', async () => {
    const { report } = await write([{ slug: 'A', kind: 'STATE', name: 'A' }], true);
    expect(report.rows).toMatchObject([{ row: 0, verdict: 'REJECTED', id: null, problems: [{ field: 'slug' }] }]);
  });

  test('of two writes in one document each shows the record as that write left it', async () => {
    const call = (name: string, description: string) =>
      `${name}: upsertActors(rows: [{ slug: "green", kind: PERSON, name: "Green", description: "${description}" }]) { ${ROWS} }`;
    const data = await anna.query<Record<string, { rows: readonly { node: { description: string } }[] }>>(
      `mutation { ${call('first', 'a poet')} ${call('second', 'a painter')} }`,
    );
    expect(data.first!.rows[0]!.node.description).toBe('a poet');
    expect(data.second!.rows[0]!.node.description).toBe('a painter');
  });

  test('what was retracted is no more', async () => {
    const report = (call: string) => anna.query<{ report: { rows: unknown } }>(`mutation { report: ${call} { ${ROWS} } }`);
    const { report: retracted } = await report('retract(id: "green", reason: "a mistake")');
    expect(retracted.rows).toEqual([{ row: 0, verdict: 'UPDATED', id: expect.any(String), node: null, problems: [] }]);
  });

  describe('reading back what was written', () => {
    /** The statements that are read after a write: the write itself reads in its transaction. */
    async function readsOf(count: number, selection: string): Promise<string[]> {
      const names: string[] = [];
      const counted: Engine = {
        ...engine(),
        read: (statement, parameters) => {
          names.push(statement.name);
          return engine().read(statement, parameters);
        },
      };
      const { query } = editor(counted);
      const prefix = `state-${count}-${selection.length}`;
      const actors = Array.from({ length: count }, (_, at) => ({ slug: `${prefix}-${at}`, kind: 'STATE', name: `State ${at}` }));
      await query(`mutation($rows: [ActorInput!]!) { upsertActors(rows: $rows) ${selection} }`, { rows: actors });
      const ties = actors.slice(1).map(({ slug }) => ({ type: 'BACKS', from: actors[0]!.slug, to: slug }));
      await query(`mutation($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) ${selection} }`, { rows: ties });
      return names;
    }
    const NODES = '{ rows { node { id ... on Actor { name aliases { name } } ... on Relationship { statement from { name } } } } }';

    test('takes as many statements for two hundred rows as for three', async () => {
      const three = await readsOf(3, NODES);
      expect(await readsOf(200, NODES)).toEqual(three);
      expect(three.filter((name) => name.startsWith('entity.byId')).length).toBeLessThanOrEqual(2);
      expect(three.filter((name) => name === 'tie.byId')).toHaveLength(1);
    });

    test('takes none if no node is selected', async () => {
      expect(await readsOf(50, '{ created revision rows { verdict id problems { code } } }')).toEqual([]);
    });
  });
});
