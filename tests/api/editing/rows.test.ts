import { beforeAll, expect, test } from 'vitest';
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

  test('where one row is wrong and all or nothing was asked, the others are rejected without a problem of their own', async () => {
    const { report } = await write([
      { slug: 'blue', kind: 'STATE', name: 'Blue' },
      { slug: '', kind: 'STATE', name: 'Nobody' },
    ]);
    expect(report.rows[0]).toEqual({ row: 0, verdict: 'REJECTED', id: null, node: null, problems: [] });
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
});
