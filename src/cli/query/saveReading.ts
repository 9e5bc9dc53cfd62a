import { createHash } from 'node:crypto';
import type { Proposal } from '../../reading/types.ts';
import type { GraphClient, Operation } from './graphClient.ts';

/** An article to be stored, and what a model proposed beside what the graph itself reads out of it. */
export interface SavedArticle {
  readonly title: string;
  readonly publisher: string | null;
  readonly publishedOn: string | null;
  readonly text: string;
  readonly more: readonly Proposal[];
}

interface ReadRow {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly quote: string | null;
  readonly span: { readonly start: number; readonly end: number } | null;
  readonly score: number | null;
  readonly why: string;
}

const ADD_SOURCE: Operation<unknown> = { text: 'mutation ($rows: [SourceInput!]!) { upsertSources(rows: $rows) { revision } }' };
const ADD_DOCUMENT: Operation<unknown> = {
  text: 'mutation ($source: ID!, $text: String!) { addDocument(source: $source, text: $text) { revision } }',
};
const READ: Operation<{ readDocument: { proposals: readonly ReadRow[] } }> = {
  text: 'query ($id: ID!) { readDocument(id: $id) { proposals { kind input quote span { start end } score why } } }',
};
const SAVE: Operation<{ saveDraft: { id: string } }> = {
  text: 'mutation ($draft: DraftInput!) { saveDraft(draft: $draft) { id } }',
};

/**
 * Keeps an article as a source with its document, and saves what it proposes as a draft. The key of the source follows from the text,
 * so the same article is one source.
 * @returns the key of the source, and the id of the draft; null where nothing is proposed
 * @throws FORBIDDEN without the role of an editor
 */
export async function saveReading(
  graph: GraphClient,
  { title, publisher, publishedOn, text, more }: SavedArticle,
): Promise<{ source: string; draft: string | null }> {
  const source = `text-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`;
  const given = { ...(publisher === null ? {} : { publisher }), ...(publishedOn === null ? {} : { publishedOn }) };
  await graph.execute(ADD_SOURCE, { rows: [{ key: source, title, ...given }] });
  await graph.execute(ADD_DOCUMENT, { source, text });
  const { readDocument } = await graph.execute(READ, { id: source });
  const rows = [...readDocument.proposals, ...more.filter(({ kind }) => kind !== 'EVIDENCE')].map(
    ({ kind, input, quote, span, score, why }) => ({
      ...{ kind, input: withSource(input, source), quote, score, why },
      ...(span === null ? {} : { start: span.start, end: span.end }),
    }),
  );
  if (rows.length === 0) return { source, draft: null };
  const { saveDraft } = await graph.execute(SAVE, { draft: { title, source, rows } });
  return { source, draft: saveDraft.id };
}

/** A row whose passages are from the source. */
function withSource(input: ReadRow['input'], source: string): ReadRow['input'] {
  const { evidence } = input;
  return Array.isArray(evidence) ? { ...input, evidence: evidence.map((passage: object) => ({ ...passage, source })) } : input;
}
