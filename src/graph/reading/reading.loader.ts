import { createHash } from 'node:crypto';
import { assessProposals } from '../../drafts/assess.ts';
import type { ProposedRow } from '../../drafts/draft.ts';
import { AllegianceError } from '../../model/errors.ts';
import { idKind } from '../../model/id.ts';
import { codePointLength } from '../../model/text/codePoints.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import { readText } from '../../reading/read.ts';
import type { Proposal } from '../../reading/types.ts';
import { documentId } from '../../store/mintId.ts';
import type { Context } from '../common/context.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { type DocumentNode, loadDocument, loadDocumentOf, loadSource } from '../source/source.loader.ts';
import { rowNode } from './draft.resolver.ts';
import { namesFor } from './names.loader.ts';

/** The longest text that is read, in code points: reading 1,000 words takes some 15 ms. */
const MAX_READ_LENGTH = 200_000;

/** A text to read. */
export interface GivenText {
  readonly text: string;
  readonly language: string | null;
  readonly publishedOn: string | null;
  /** Key of its source, if it has one. */
  readonly source: string | null;
  readonly document?: DocumentNode;
}

/** Reads the document with this id, or that of the source with this id or key; null if there is none. @throws BAD_INPUT */
export async function readStored(context: Context, id: string): Promise<object | null> {
  const document = idKind(id) === 'document' ? await loadDocument(context, id) : await documentOfSource(context, id);
  if (!document) return null;
  const source = await loadSource(context, document.source);
  const { text, language } = document;
  return read(context, { text, language, publishedOn: source?.publishedOn ?? null, source: source?.key ?? null, document });
}

async function documentOfSource(context: Context, id: string): Promise<DocumentNode | null> {
  const source = await loadSource(context, id);
  return source && loadDocumentOf(context, source.id);
}

/** Reads a text. @throws BAD_INPUT if it is empty or too long */
export async function read(context: Context, given: GivenText): Promise<object> {
  const text = given.text.normalize('NFC');
  const length = codePointLength(text);
  if (text.trim() === '' || length > MAX_READ_LENGTH) {
    const message = `Expected a text of 1 to ${MAX_READ_LENGTH} characters; got ${length}. Read a long one in parts.`;
    throw new AllegianceError('BAD_INPUT', message, { limit: MAX_READ_LENGTH });
  }
  const names = await namesFor(context, text);
  const ids = new Map(names.map(({ slug, id }) => [slug, id]));
  const sha256 = createHash('sha256').update(text).digest('hex');
  const unrecorded = given.source === null ? unrecordedSource(text, sha256, given.publishedOn) : null;
  const source = given.source ?? String(unrecorded!.input.key);
  const reading = await readText({ text, names, publishedOn: given.publishedOn, source });
  const isEnglish = given.language === null || /^en\b/i.test(given.language);
  const suggested = isEnglish ? reading.proposals : [];
  const proposals = suggested.length === 0 ? [] : [...(unrecorded ? [unrecorded] : []), ...(await rowsOf(context, suggested, ids))];
  const { rows } = await assessProposals(context.engine, proposals, new Date());
  const entityOf = async (slug: string) => loadEntity(context, ids.get(slug) ?? slug);
  return {
    document: given.document ?? {
      ...{ __typename: 'Document', id: documentId(`text ${sha256}`), source: null },
      ...{ text, length, sha256, language: given.language },
    },
    mentions: reading.mentions.map(({ span, text: words, form, entity, candidates }) => ({
      span,
      text: words,
      entity: () => (entity === null || form === 'NEW' ? null : entityOf(entity)),
      candidates: async () => (form === 'NEW' ? [] : (await Promise.all(candidates.map(entityOf))).filter((one) => one !== null)),
    })),
    proposals: rows.map(rowNode),
    unread: reading.unread,
  };
}

const MAX_TITLE_LENGTH = 100;

/** A row for the source of a text that has none yet, so that its passages can be recorded. Its title is to be corrected. */
function unrecordedSource(text: string, sha256: string, publishedOn: string | null): ProposedRow {
  const line = text
    .trim()
    .split('\n')[0]!
    .replace(/\p{C}+/gu, ' ')
    .trim();
  const title = [...line].slice(0, MAX_TITLE_LENGTH).join('') || 'A text';
  return {
    kind: 'SOURCE',
    input: { key: `text-${sha256.slice(0, 12)}`, title, ...(publishedOn === null ? {} : { publishedOn }) },
    ...{ quote: null, start: null, end: null, score: null },
    why: 'The text has no recorded source. Correct title and publisher, or name the source.',
  };
}

/** Proposals as rows of a draft. A denial is a passage about the relationship that it denies, if the graph has it. */
async function rowsOf(context: Context, proposals: readonly Proposal[], ids: ReadonlyMap<string, string>): Promise<ProposedRow[]> {
  const rows: ProposedRow[] = [];
  for (const { kind, input, quote, span, score, why, denies } of proposals) {
    const row = { quote, start: span.start, end: span.end, score, why };
    if (kind !== 'EVIDENCE' || !denies) rows.push({ kind, input, ...row });
    else {
      const about = await bestTie(context, denies.type, ids.get(denies.from), ids.get(denies.to));
      if (about !== null) rows.push({ kind, input: { ...input, about }, ...row });
      else rows.push({ kind: 'RELATIONSHIP', input: { ...denies, evidence: [input] }, ...row });
    }
  }
  return rows;
}

/** The relationship of this type between two entities of which the graph is surest; null if it has none. */
async function bestTie(context: Context, type: RelationshipType, from: string | undefined, to: string | undefined): Promise<string | null> {
  if (from === undefined || to === undefined) return null;
  const view = await context.services.projection.view();
  const [first, second] = [view.node(from), view.node(to)];
  if (first < 0 || second < 0) return null;
  const { symmetric } = vocabularyOf(type);
  const joins = (tie: number) =>
    (view.from(tie) === first && view.to(tie) === second) || (symmetric && view.from(tie) === second && view.to(tie) === first);
  const ties = [...view.ties(first, 'ANY')].filter((tie) => view.isAlive(tie) && view.type(tie) === type && joins(tie));
  ties.sort((a, b) => view.confidence(b) - view.confidence(a) || (view.tieId(a) < view.tieId(b) ? -1 : 1));
  return ties.length === 0 ? null : view.tieId(ties[0]!);
}
