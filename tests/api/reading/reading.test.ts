import { beforeAll, describe, expect, it } from 'vitest';
import { codeOf, type Editor, editor, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

const TEXT = [
  'Iran backs Hezbollah, a report said. 🕊️',
  'Israel attacked Hezbollah on Saturday. Russian warplanes bombed Idlib.',
  'Iran denied that it backs Hezbollah.',
  'Israel vowed to attack Iran.',
].join('\n\n');

interface Row {
  readonly kind: string;
  readonly input: Record<string, unknown>;
  readonly statement: string;
  readonly quote: string | null;
  readonly span: { start: number; end: number } | null;
  readonly verdict: string;
  readonly problems: readonly object[];
}

interface Reading {
  readonly document: { id: string; text: string; source: { key: string } | null };
  readonly mentions: readonly {
    span: { start: number; end: number };
    text: string;
    entity: { slug: string } | null;
    candidates: { slug: string }[];
  }[];
  readonly proposals: readonly Row[];
  readonly unread: readonly { start: number; end: number }[];
}

const READING = `{ document { id text source { key } }
  mentions { span { start end } text entity { slug } candidates { slug } }
  proposals { index kind input statement quote span { start end } score why state verdict problems { code message } }
  unread { start end } }`;
const READ_TEXT = `query ($text: String!, $publishedOn: PartialDate, $language: String, $source: ID) {
  reading: readText(text: $text, publishedOn: $publishedOn, language: $language, source: $source) ${READING} }`;
const READ_DOCUMENT = `query ($id: ID!) { reading: readDocument(id: $id) ${READING} }`;

const actor = (slug: string, kind: string, name: string) => ({ slug, kind, name });

describeEachEngine((engine) => {
  let anna: Editor;
  let rita: Editor;
  beforeAll(async () => {
    anna = editor(engine());
    rita = editor(engine(), { name: 'Rita', role: 'reader' });
    await anna.upsertPlaces([{ slug: 'idlib', kind: 'CITY', name: 'Idlib' }]);
    await anna.upsertActors([
      actor('iran', 'STATE', 'Iran'),
      actor('israel', 'STATE', 'Israel'),
      actor('russia', 'STATE', 'Russia'),
      actor('hezbollah', 'ARMED_GROUP', 'Hezbollah'),
    ]);
    await anna.upsertSources([{ key: 'article', title: 'An article', publisher: 'A paper', reliability: 'B', publishedOn: '2024-12-01' }]);
    await anna.query('mutation ($text: String!) { addDocument(source: "article", text: $text, language: "en") { revision } }', {
      text: TEXT,
    });
  });
  const read = async (query: string, variables: Record<string, unknown>) =>
    (await rita.query<{ reading: Reading | null }>(query, variables)).reading!;

  describe('a reading', () => {
    it('of a document has mentions and proposals that stand in its text, with verdicts', async () => {
      const reading = await read(READ_DOCUMENT, { id: 'article' });
      const characters = [...reading.document.text];
      const at = ({ start, end }: { start: number; end: number }) => characters.slice(start, end).join('');
      expect(reading.document).toMatchObject({ text: TEXT, source: { key: 'article' } });
      expect(reading.mentions.length).toBeGreaterThan(5);
      for (const { span, text } of reading.mentions) expect(at(span)).toBe(text);
      expect(new Set(reading.mentions.flatMap(({ entity }) => entity?.slug ?? []))).toEqual(
        new Set(['iran', 'israel', 'russia', 'hezbollah', 'idlib']),
      );
      expect(reading.proposals.length).toBeGreaterThan(2);
      for (const { quote, span } of reading.proposals) expect(at(span!)).toBe(quote);
      expect(reading.proposals.flatMap(({ problems }) => problems)).toEqual([]);
      expect(reading.proposals.map(({ kind, statement }) => `${kind} ${statement}`)).toContain('RELATIONSHIP Iran backs Hezbollah');
      expect(await read(READ_DOCUMENT, { id: reading.document.id })).toEqual(reading);
      expect(await read(READ_DOCUMENT, { id: 'article' })).toEqual(reading);
    });

    it('of a document that is not kept is null', async () => {
      await anna.upsertSources([{ key: 'other', title: 'Another' }]);
      for (const id of ['other', 'nobody', 'D-000000000000']) expect(await read(READ_DOCUMENT, { id })).toBeNull();
    });

    it('of a text stores nothing, and proposes a source for it first', async () => {
      const revision = async () => (await rita.query<{ status: { revision: number } }>('{ status { revision } }')).status.revision;
      const before = await revision();
      const { document, proposals } = await read(READ_TEXT, { text: 'Israel attacked Iran.', publishedOn: '2024-12-01' });
      expect(document.source).toBeNull();
      const [source, ...others] = proposals;
      expect(source).toMatchObject({
        kind: 'SOURCE',
        input: { title: 'Israel attacked Iran.', publishedOn: '2024-12-01' },
        verdict: 'CREATED',
      });
      expect(others.length).toBeGreaterThan(0);
      expect(others.every(({ verdict }) => verdict === 'CREATED')).toBe(true);
      expect(JSON.stringify(others[0]!.input)).toContain(String(source!.input.key));
      expect(await revision()).toBe(before);
      const named = await read(READ_TEXT, { text: 'Israel attacked Iran.', source: 'article' });
      expect(named.proposals.map(({ kind }) => kind)).not.toContain('SOURCE');
    });

    it('of another language has mentions only; an empty or long text is refused', async () => {
      expect((await read(READ_TEXT, { text: 'Israel attacked Iran.', language: 'de' })).proposals).toEqual([]);
      for (const text of ['', ' ', 'a '.repeat(100_001)]) expect(await codeOf(read(READ_TEXT, { text }))).toBe('BAD_INPUT');
      expect(await codeOf(read(READ_TEXT, { text: 'Iran', source: 'nobody' }))).toBe('UNKNOWN_SOURCE');
    });
  });

  it('the proposals of a reading, saved as a draft and accepted, are in the graph with their passages', async () => {
    const { proposals } = await read(READ_DOCUMENT, { id: 'article' });
    const rows = proposals.map(({ kind, input, quote, span }) => ({ kind, input, quote, ...span, why: 'read' }));
    const saved = await anna.query<{ saveDraft: { id: string; rows: Row[] } }>(
      'mutation ($rows: [DraftRowInput!]!) { saveDraft(draft: { title: "An article", source: "article", rows: $rows }) { id rows { index verdict input } } }',
      { rows },
    );
    expect(saved.saveDraft.rows.map(({ verdict }) => verdict)).toEqual(proposals.map(({ verdict }) => verdict));
    const decisions = rows.map((_, index) => ({ index, accept: true }));
    await anna.query(
      'mutation ($id: ID!, $decisions: [DraftDecision!]!) { decideDraft(id: $id, decisions: $decisions) { draft { state } } }',
      {
        id: saved.saveDraft.id,
        decisions,
      },
    );
    const { source } = await anna.query<{ source: { evidence: { nodes: { quote: string; span: { start: number; end: number } }[] } } }>(
      '{ source(id: "article") { evidence { nodes { quote span { start end } } } } }',
    );
    expect(source.evidence.nodes.length).toBeGreaterThan(2);
    for (const { quote, span } of source.evidence.nodes) expect([...TEXT].slice(span.start, span.end).join('')).toBe(quote);
    const again = await read(READ_DOCUMENT, { id: 'article' });
    expect(again.proposals.filter(({ verdict }) => verdict === 'CREATED' || verdict === 'REJECTED')).toEqual([]);
  });
}, setUp);
