import { randomUUID } from 'node:crypto';
import type { Engine } from '../engine/engine.ts';
import { type Caller, mayActAs } from '../model/caller.ts';
import { AllegianceError, quoted, received } from '../model/errors.ts';
import { idKind } from '../model/id.ts';
import { nestingOf } from '../model/nesting.ts';
import { isReadableName, READABLE_NAME } from '../model/readableName.ts';
import { RELATIONSHIP_FIELDS } from '../records/relationship.ts';
import { draftId, sourceId } from '../store/mintId.ts';
import { SOURCES } from '../write/load/load.cypher.ts';
import { lockCounter } from '../write/revision/revision.ts';
import { COUNT_OPEN_DRAFTS, CREATE_DRAFT } from './draft.cypher.ts';
import { type DraftRow, type ProposedRow, readOpenDraft, recordOf, type SavedDraft, updateDraft } from './draft.ts';

export const MAX_DRAFT_ROWS = 1_000;
/** Open drafts of one person. */
const MAX_OPEN_DRAFTS = 1_000;
const MAX_DRAFT_BYTES = 2_000_000;
const MAX_TITLE_LENGTH = 300;
const MAX_WORDS_LENGTH = 10_000;
/** Lists and objects within a row. A row with evidence has 4 levels. */
const MAX_ROW_DEPTH = 20;
/** Fields that only imports may give. */
const ONLY_IMPORTED = Object.entries(RELATIONSHIP_FIELDS).flatMap(([name, field]) => ('imported' in field ? [name] : []));

export interface DraftInput {
  /** Of a draft that is saved again; none of its rows may be decided. */
  readonly id?: string | null | undefined;
  readonly title: string;
  /** Id or key. */
  readonly source?: string | null | undefined;
  readonly rows: readonly ProposedRow[];
}

/**
 * Saves a draft, a new one or in the place of one that waits. The graph stays as it is, whatever the rows say: they are judged when
 * the draft is read.
 * @throws BAD_INPUT, TOO_MANY_ROWS; UNKNOWN_SOURCE; FORBIDDEN for a draft of somebody else; CONFLICT if it changed meanwhile
 */
export async function saveDraft(engine: Engine, input: DraftInput, caller: Caller, now: Date): Promise<SavedDraft> {
  checkDraft(input);
  const saved = input.id ? await readOpenDraft(engine, input.id) : null;
  if (saved) checkMayReplace(saved, caller);
  const source = input.source ? await sourceOf(engine, input.source) : null;
  const rows = input.rows.map((row): DraftRow => ({ ...row, state: 'PROPOSED' }));
  const key = randomUUID();
  return engine.write(async (transaction) => {
    const { numbers } = await lockCounter(transaction, key);
    const given = { title: input.title, source, rows, at: now.toISOString(), baseRevision: numbers.latest };
    if (saved) {
      const draft = { ...saved, ...given };
      await updateDraft(transaction, draft, key);
      return { commit: true, value: { ...draft, version: draft.version + 1, lastKey: key } };
    }
    const [[open = 0] = []] = await transaction.run(COUNT_OPEN_DRAFTS, { by: caller.name });
    if ((open as number) >= MAX_OPEN_DRAFTS) {
      throw new AllegianceError('BAD_INPUT', `Expected at most ${MAX_OPEN_DRAFTS} open drafts of ${caller.name}. Close some first.`);
    }
    const id = draftId(key);
    const none = { decidedBy: null, decidedAt: null, reason: null, revisions: [] };
    const draft: SavedDraft = { id, ord: `${given.at}|${id}`, by: caller.name, state: 'OPEN', version: 1, lastKey: key, ...none, ...given };
    await transaction.run(CREATE_DRAFT, { rows: [recordOf(draft)] });
    return { commit: true, value: draft };
  });
}

function checkMayReplace(draft: SavedDraft, caller: Caller): void {
  if (draft.by !== caller.name && !mayActAs(caller.role, 'editor')) {
    throw new AllegianceError('FORBIDDEN', `Expected a draft of ${caller.name}; it is by ${draft.by}. Save your rows as a new draft.`);
  }
  if (draft.rows.some(({ state }) => state !== 'PROPOSED')) {
    throw new AllegianceError('BAD_INPUT', 'Expected a draft of which nothing is decided yet. Save the rows as a new draft.');
  }
}

async function sourceOf(engine: Engine, reference: string): Promise<string> {
  const id = idKind(reference) === 'source' ? reference : sourceId(reference);
  if ((await engine.read(SOURCES, { ids: [id] })).length > 0) return id;
  const message = `Expected the key or id of a source; found none for ${quoted(reference)}. Write it first, or leave it out and propose it as a row.`;
  throw new AllegianceError('UNKNOWN_SOURCE', message);
}

function refuse(message: string): never {
  throw new AllegianceError('BAD_INPUT', message);
}

function checkDraft({ title, rows }: DraftInput): void {
  if (title.length > MAX_TITLE_LENGTH) refuse(`Expected a title of at most ${MAX_TITLE_LENGTH} characters; got ${title.length}.`);
  if (!isReadableName(title) || /\p{Cc}|\p{Surrogate}/u.test(title)) refuse(`Expected a title: ${READABLE_NAME}; got ${quoted(title)}.`);
  if (rows.length === 0) refuse('Expected at least one row; got none.');
  if (rows.length > MAX_DRAFT_ROWS) {
    const message = `Expected at most ${MAX_DRAFT_ROWS} rows in a draft; got ${rows.length}. Save them as several drafts.`;
    throw new AllegianceError('TOO_MANY_ROWS', message, { limit: MAX_DRAFT_ROWS });
  }
  const bytes = Buffer.byteLength(JSON.stringify(rows));
  if (bytes > MAX_DRAFT_BYTES) refuse(`Expected rows of at most ${MAX_DRAFT_BYTES} bytes as JSON; got ${bytes}. Save several drafts.`);
  for (const [index, row] of rows.entries()) {
    const problem = problemOf(row);
    if (problem) refuse(`Row ${index}: ${problem}`);
  }
}

/** What is wrong with the form of a row; its content is judged when it is read. */
function problemOf(row: ProposedRow): string | null {
  const { kind, input, quote, start, end, score, why } = row;
  const wrongInput = wrongRowInput(kind, input);
  if (wrongInput) return wrongInput;
  for (const [name, words] of [
    ['quote', quote ?? ''],
    ['why', why],
  ] as const) {
    if (words.length > MAX_WORDS_LENGTH) return `Expected \`${name}\` of at most ${MAX_WORDS_LENGTH} characters; got ${words.length}.`;
    if (/\0|\p{Surrogate}/u.test(words)) return `Expected \`${name}\` to be Unicode text without NUL characters.`;
  }
  if ((start === null) !== (end === null)) return 'Expected `start` and `end` together; got one of them.';
  if (start !== null && end !== null && !(start >= 0 && end > start)) return `Expected an end after the start ${start}; got ${end}.`;
  if (score !== null && !(score >= 0 && score <= 1)) return `Expected a score from 0 to 1; got ${score}.`;
  return null;
}

/** What is wrong with the form of the input of a row; null if nothing is. */
export function wrongRowInput(kind: ProposedRow['kind'], input: unknown): string | null {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return `Expected \`input\` to be an object; got ${received(input)}.`;
  if (nestingOf(input) > MAX_ROW_DEPTH) return `Expected at most ${MAX_ROW_DEPTH} levels of nested lists and objects in \`input\`.`;
  const imported = kind === 'RELATIONSHIP' ? ONLY_IMPORTED.filter((name) => name in input) : [];
  return imported.length === 0 ? null : `Expected no field that only imports may give; got ${imported.map(quoted).join(', ')}.`;
}
