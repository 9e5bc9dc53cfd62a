import { beforeAll, expect, it } from 'vitest';
import { codeOf, type Editor, editor, problemsOf, setUp } from '../../support/editing/editor.ts';
import { BACKING, HEZBOLLAH, IRAN, REPORT } from '../../support/editing/rows.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

const TEXT = 'قال المتحدث: «لن نتفاوض». 🕊️ Iran arms Hezbollah, it says.';

describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertActors([IRAN, HEZBOLLAH]);
    await anna.upsertSources([REPORT]);
  });

  const add = (by: Editor, variables: object) =>
    by.query<{ report: { revision: number; rows: { verdict: string; id: string }[] } }>(
      `mutation ($source: ID!, $text: String!, $language: String) {
        report: addDocument(source: $source, text: $text, language: $language) { revision rows { verdict id } } }`,
      variables as Record<string, unknown>,
    );

  it('a document is found from its source, by its id and in the history', async () => {
    expect(await anna.query('{ source(id: "report") { document { id } } }')).toEqual({ source: { document: null } });
    const { report } = await add(anna, { source: 'report', text: TEXT, language: 'ar' });
    const id = report.rows[0]!.id;
    expect(report.rows).toEqual([{ verdict: 'CREATED', id: expect.stringMatching(/^D-/) }]);
    const FIELDS = '{ __typename id text length sha256 language source { key } }';
    const { source, node, history } = await anna.query<Record<string, unknown>>(
      `query ($id: ID!) { source(id: "report") { document ${FIELDS} } node(id: $id) { ... on Document ${FIELDS} } history(id: $id) { by summary } }`,
      { id },
    );
    expect(node).toMatchObject({
      __typename: 'Document',
      id,
      text: TEXT,
      length: [...TEXT].length,
      language: 'ar',
      source: { key: 'report' },
    });
    expect(source).toEqual({ document: node });
    expect(history).toEqual([{ by: 'Anna', summary: 'Recorded the document' }]);
    const again = await add(anna, { source: 'report', text: TEXT });
    expect(again.report).toMatchObject({ revision: report.revision, rows: [{ verdict: 'UNCHANGED' }] });
  });

  it('a passage says where it stands, and what it is about', async () => {
    const quotes = [
      { source: 'report', quote: 'Iran arms Hezbollah' },
      { source: 'report', quote: 'They refuse.', start: 14, end: 23 },
      { source: 'report', quote: 'A paraphrase.' },
    ];
    const { ids } = await anna.recordRelationships([{ ...BACKING, evidence: quotes }]);
    const { relationship } = await anna.query<{ relationship: { evidence: { nodes: { quote: string; span: object; about: object }[] } } }>(
      'query ($id: ID!) { relationship(id: $id) { evidence { nodes { quote span { start end } about { id } } } } }',
      { id: ids[0] },
    );
    const spans = Object.fromEntries(relationship.evidence.nodes.map(({ quote, span }) => [quote, span]));
    expect(spans).toEqual({ 'Iran arms Hezbollah': { start: 29, end: 48 }, 'They refuse.': { start: 14, end: 23 }, 'A paraphrase.': null });
    expect([...TEXT].slice(29, 48).join('')).toBe('Iran arms Hezbollah');
    expect([...TEXT].slice(14, 23).join('')).toBe('لن نتفاوض');
    expect(relationship.evidence.nodes.map(({ about }) => about)).toEqual([{ id: ids[0] }, { id: ids[0] }, { id: ids[0] }]);
    await anna.retract(ids[0]!);
    const left = await anna.query<{ source: { evidence: { nodes: object[] } } }>(
      '{ source(id: "report") { evidence { nodes { about { __typename id } } } } }',
    );
    expect(left.source.evidence.nodes).toEqual(Array(3).fill({ about: { __typename: 'Backs', id: ids[0] } }));
    await anna.restore(ids[0]!);
  });

  it('a verbatim quote that it does not have is refused', async () => {
    const passage = { source: 'report', quote: 'Iran did arm Hezbollah', verbatim: true };
    const [problem] = await problemsOf(anna.recordRelationships([{ ...BACKING, evidence: [passage] }]));
    expect(problem).toMatchObject({ field: 'evidence[0].quote', code: 'QUOTE_NOT_FOUND' });
    expect(problem!.message).toContain('The nearest passage is “🕊️ Iran arms Hezbollah”.');
  });

  it('is for editors, and its source must be known', async () => {
    const paul = editor(engine(), { name: 'Paul', role: 'proposer' });
    expect(await codeOf(add(paul, { source: 'report', text: 'x' }))).toBe('FORBIDDEN');
    expect(await codeOf(add(anna, { source: 'nobody', text: 'x' }))).toBe('ROWS_REJECTED');
  });
}, setUp);
