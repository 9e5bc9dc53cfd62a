import { slugOf } from '../../model/slug.ts';
import {
  CloseDraftDocument,
  HistoryDocument,
  PassagesOfRelationshipDocument,
  type PassagesOfRelationshipQuery,
  PassagesOfSourceDocument,
  RecordTieDocument,
  type RecordTieMutationVariables,
  RecordTogetherDocument,
  RetractDocument,
  SaveTogetherDocument,
} from '../api/operations.ts';
import { type FieldProblem, RequestError, runMutation, runQuery } from '../api/requests.ts';

/** A row beside the relationship or event that it is recorded with. `field`: the field of that which names it. */
export interface NewRow {
  readonly kind: 'ACTOR' | 'PLACE' | 'SOURCE';
  readonly field: string;
  readonly input: Readonly<Record<string, string>>;
}

/** What is recorded: a relationship or an event. */
export type MainRow =
  | { readonly kind: 'RELATIONSHIP'; readonly input: RecordTieMutationVariables['row'] }
  | { readonly kind: 'EVENT'; readonly input: Readonly<Record<string, unknown>> };

export interface RecordedTogether {
  readonly revision: number;
  /** Id of the relationship or event. */
  readonly id: string | null;
  /** Whether the relationship or event itself is new; if not, only passages are. */
  readonly isNew: boolean;
  /** Takes everything back that is new; may be called again where it failed. Null where nothing is. */
  readonly takeBack: (() => Promise<void>) | null;
}

const TAKEN_BACK = 'Taken back by the one who added it.';

/**
 * Records a relationship or event and what it names that is new: in one revision, all or nothing. Events, and all where something is
 * new, are the rows of a draft first, which says what is wrong with each; one that has problems is closed.
 * Throws RequestError; problems have the field of the relationship or event, those of a new row after its `field`: `from.name`.
 */
export async function recordTogether(main: MainRow, news: readonly NewRow[]): Promise<RecordedTogether> {
  if (main.kind === 'RELATIONSHIP' && news.length === 0) {
    const { recordRelationships } = await runMutation(RecordTieDocument, { row: main.input });
    return recordedOf(recordRelationships, main, news);
  }
  const rows = [...news.map(({ kind, input }) => ({ kind, input })), main];
  const title = main.kind === 'EVENT' ? 'An event, with what it names' : 'A relationship, with what it names';
  const { saveDraft } = await runMutation(SaveTogetherDocument, { draft: { title, rows } });
  const { id, revision } = saveDraft;
  const problems = saveDraft.rows.flatMap((judged, at) =>
    [...judged.problems, ...notNew(judged.verdict, rows[at]!.kind)].map((problem) => placed(problem, news[at]?.field)),
  );
  let report: Report;
  try {
    if (problems.length > 0) throw new RequestError(problems.map(({ message }) => message).join(' '), problems);
    const decisions = rows.map((_, index) => ({ index, accept: true }));
    const { decideDraft } = await runMutation(RecordTogetherDocument, { id, decisions, ifRevision: revision });
    report = decideDraft.report!;
  } catch (error) {
    await runMutation(CloseDraftDocument, { id, reason: 'It was not recorded.' });
    throw error;
  }
  return recordedOf(report, main, news);
}

/** The problem of a new row that would change what the graph has under its name. */
function notNew(verdict: string, kind: NewRow['kind'] | MainRow['kind']): FieldProblem[] {
  if (kind === 'RELATIONSHIP' || (verdict !== 'UPDATED' && verdict !== 'UNCHANGED')) return [];
  if (kind === 'EVENT')
    return [{ field: 'title', message: 'Expected a new event; the graph has one of this title and start. Give it another title.' }];
  return [
    {
      field: kind === 'SOURCE' ? 'title' : 'name',
      message: 'Expected something new; the graph has one of this name. Choose that one instead.',
    },
  ];
}

const placed = ({ field, message }: FieldProblem, within: string | undefined): FieldProblem => ({
  field: within === undefined ? field : `${within}.${field ?? ''}`,
  message,
});

interface Report {
  readonly revision: number;
  readonly rows: readonly { readonly id: string | null; readonly verdict: string }[];
}

/** Rows are written in the order of their kinds: relationships and events last. */
async function recordedOf({ revision, rows }: Report, main: MainRow, news: readonly NewRow[]): Promise<RecordedTogether> {
  const last = rows.at(-1);
  const id = last?.id ?? null;
  if (id === null || last?.verdict === 'UNCHANGED') return { revision, id, isNew: false, takeBack: null };
  const isNew = last?.verdict === 'CREATED';
  const others = rows.slice(0, -1).flatMap((row) => (row.id !== null && row.verdict === 'CREATED' ? [row.id] : []));
  const sources = news.flatMap(({ kind, input }) => (kind === 'SOURCE' ? [input.key!] : []));
  // Where the relationship was there before, what is taken back must be known now: later it may have more passages.
  const added = isNew ? [] : await passagesAddedBy(revision, id, main);
  if (!isNew && added.length + others.length === 0) return { revision, id, isNew, takeBack: null };
  const takeBack = async () => {
    const passages = isNew ? await Promise.all(sources.map((source) => passagesOf(source, id))) : [];
    for (const each of [...(isNew ? [id] : added), ...passages.flat(), ...others.toReversed()])
      await runMutation(RetractDocument, { id: each, reason: TAKEN_BACK });
  };
  return { revision, id, isNew, takeBack };
}

/** The ids of the passages that a revision has added to a relationship, by the words that were recorded. */
async function passagesAddedBy(revision: number, id: string, { input }: MainRow): Promise<string[]> {
  const quotes = (input.evidence as readonly { readonly quote: string }[]).map(({ quote }) => quote.trim());
  const added: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { relationship }: PassagesOfRelationshipQuery = await runQuery(PassagesOfRelationshipDocument, { id, after }, 'network-only');
    for (const passage of relationship?.evidence.nodes ?? []) {
      if (!quotes.includes(passage.quote.trim())) continue;
      const { history } = await runQuery(HistoryDocument, { id: passage.id }, 'network-only');
      if (history?.[0]?.number === revision) added.push(passage.id);
    }
    after = relationship?.evidence.pageInfo.endCursor ?? null;
    more = relationship?.evidence.pageInfo.hasNextPage ?? false;
  }
  return added;
}

/** The ids of the passages of a source about one record: they stay where that is retracted, and need the source. */
async function passagesOf(source: string, about: string): Promise<string[]> {
  const found = await runQuery(PassagesOfSourceDocument, { source }, 'network-only');
  return (found.source?.evidence.nodes ?? []).flatMap((passage) => (passage.about.id === about ? [passage.id] : []));
}

/** A readable name for something new; for a name without Latin letters one made of its characters. */
export function newSlug(name: string): string {
  const latin = slugOf(name).slice(0, 90).replace(/-$/, '');
  if (/[a-z]/.test(latin)) return latin;
  const sum = [...name].reduce((before, character) => (before * 31 + character.codePointAt(0)!) % 2_147_483_647, 7);
  return `n-${sum.toString(36)}`;
}
