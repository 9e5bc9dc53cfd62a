import type { Snapshot } from '../snapshot.ts';

/** Kinds of lines that are to be read by people and programs; an import skips them. */
export const HISTORY_KINDS = ['revision', 'change', 'retracted'] as const;

interface HistoryLine {
  readonly kind: (typeof HISTORY_KINDS)[number];
  readonly row: object;
}

/**
 * Every revision, oldest first, each followed by its changes of records that existed: `before` and `after` have the fields that differ.
 * Then what is retracted, whole, with the reason.
 */
export async function* historyLines({ records }: Snapshot): AsyncGenerator<HistoryLine[], void> {
  for await (const revisions of records.history()) {
    yield revisions.flatMap(({ revision, changes }) => [
      { kind: 'revision', row: revision } as const,
      ...changes.map(
        ({ before, after, ...change }) =>
          ({ kind: 'change', row: { ...change, before: JSON.parse(before), after: JSON.parse(after) } }) as const,
      ),
    ]);
  }
  for await (const retracted of records.retracted()) {
    yield retracted.map(({ record, ...about }) => ({ kind: 'retracted', row: { ...about, record: JSON.parse(record) } }) as const);
  }
}
