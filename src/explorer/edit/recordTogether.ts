import { slugOf } from '../../model/slug.ts';
import {
  CloseDraftDocument,
  RecordTieDocument,
  type RecordTieMutationVariables,
  RecordTogetherDocument,
  RetractDocument,
  SaveTogetherDocument,
} from '../api/operations.ts';
import { type FieldProblem, RequestError, runMutation } from '../api/requests.ts';

/** A row beside the relationship that it is recorded with. `field`: the field of the relationship that names it. */
export interface NewRow {
  readonly kind: 'ACTOR' | 'PLACE' | 'SOURCE';
  readonly field: string;
  readonly input: Readonly<Record<string, string>>;
}

export interface RecordedTogether {
  readonly revision: number;
  /** Id of the relationship. */
  readonly id: string | null;
  /** Takes everything back that is new, the last first; null where the relationship was there before. */
  readonly takeBack: (() => Promise<void>) | null;
}

const TAKEN_BACK = 'Taken back by the one who added it.';

/**
 * Records a relationship and what it names that is new: in one revision, all or nothing. Where something is new, the rows are a draft
 * first, which says what is wrong with each; one that has problems is closed.
 * Throws RequestError; problems have the field of the relationship, those of a new row after its `field`: `from.name`.
 */
export async function recordTogether(row: RecordTieMutationVariables['row'], news: readonly NewRow[]): Promise<RecordedTogether> {
  if (news.length === 0) {
    const { recordRelationships } = await runMutation(RecordTieDocument, { row });
    return recordedOf(recordRelationships);
  }
  const rows = [...news.map(({ kind, input }) => ({ kind, input })), { kind: 'RELATIONSHIP' as const, input: row }];
  const { saveDraft } = await runMutation(SaveTogetherDocument, { draft: { title: 'A relationship, with what it names', rows } });
  const { id, revision } = saveDraft;
  const problems = saveDraft.rows.flatMap((judged, at) => judged.problems.map((problem) => placed(problem, news[at]?.field)));
  try {
    if (problems.length > 0) throw new RequestError(problems.map(({ message }) => message).join(' '), problems);
    const decisions = rows.map((_, index) => ({ index, accept: true }));
    const { decideDraft } = await runMutation(RecordTogetherDocument, { id, decisions, ifRevision: revision });
    return recordedOf(decideDraft.report!);
  } catch (error) {
    await runMutation(CloseDraftDocument, { id, reason: 'It was not recorded.' });
    throw error;
  }
}

const placed = ({ field, message }: FieldProblem, within: string | undefined): FieldProblem => ({
  field: within === undefined ? field : `${within}.${field ?? ''}`,
  message,
});

interface Report {
  readonly revision: number;
  readonly rows: readonly { readonly id: string | null; readonly verdict: string }[];
}

/** Relationships are written last. */
function recordedOf({ revision, rows }: Report): RecordedTogether {
  const last = rows.at(-1);
  const created = rows.flatMap(({ id, verdict }) => (id !== null && verdict === 'CREATED' ? [id] : []));
  const takeBack = async () => {
    for (const id of created.toReversed()) await runMutation(RetractDocument, { id, reason: TAKEN_BACK });
  };
  return { revision, id: last?.id ?? null, takeBack: last?.verdict === 'CREATED' ? takeBack : null };
}

/** A readable name for something new; for a name without Latin letters one made of its characters. */
export function newSlug(name: string): string {
  const latin = slugOf(name).slice(0, 90).replace(/-$/, '');
  if (/[a-z]/.test(latin)) return latin;
  const sum = [...name].reduce((before, character) => (before * 31 + character.codePointAt(0)!) % 2_147_483_647, 7);
  return `n-${sum.toString(36)}`;
}
