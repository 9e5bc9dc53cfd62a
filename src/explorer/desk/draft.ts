import type { DeskDraftQuery, DeskReadingQuery } from '../api/operations.ts';

/** A row as the mutation of its kind takes it. */
export type RowInput = Readonly<Record<string, unknown>>;

export type OpenDraft = NonNullable<DeskDraftQuery['draft']>;

/** A row of a draft. Its input is an object; a malformed one that a client saved is empty here, and its problems say what is wrong. */
export type DeskRow = Omit<OpenDraft['rows'][number], 'input'> & { readonly input: RowInput };

export type Mention = NonNullable<DeskReadingQuery['readDocument']>['mentions'][number];

export const deskRowsOf = (draft: OpenDraft): DeskRow[] =>
  draft.rows.map((row) => ({ ...row, input: isObject(row.input) ? row.input : {} }));

const isObject = (value: unknown): value is RowInput => typeof value === 'object' && value !== null && !Array.isArray(value);
