import type { DeskRow, RowInput } from './draft.ts';

/** What a person has decided on a row, and the row as corrected; null where it is written as proposed. */
export interface RowDecision {
  readonly accept: boolean;
  readonly input: RowInput | null;
}

/** The decisions that are not written yet, by index of row. */
export interface Decisions {
  readonly current: number;
  readonly byRow: ReadonlyMap<number, RowDecision>;
  /** The states before, the last one at the end. */
  readonly past: readonly Omit<Decisions, 'past'>[];
}

export type DeskAction =
  | { readonly do: 'move'; readonly by: 1 | -1 }
  | { readonly do: 'select'; readonly index: number }
  | { readonly do: 'accept' | 'reject' }
  | { readonly do: 'correct'; readonly input: RowInput }
  | { readonly do: 'undo' }
  | { readonly do: 'open' };

export const UNDECIDED: Decisions = { current: 0, byRow: new Map(), past: [] };

/** A row as it would be written. */
export const rowInputOf = (row: DeskRow, decisions: Decisions): RowInput => decisions.byRow.get(row.index)?.input ?? row.input;

/**
 * What a step at the desk makes of the decisions. Accepting a row accepts the proposed actors and places that it names; rejecting an
 * actor or place rejects the rows that name it. Rows that were written or rejected before stay.
 */
export function decide(rows: readonly DeskRow[], decisions: Decisions, action: DeskAction): Decisions {
  const { current, byRow, past } = decisions;
  const step = (changes: readonly (readonly [number, RowDecision])[], next: number): Decisions => ({
    current: next,
    byRow: new Map([...byRow, ...changes]),
    past: [...past, { current, byRow }],
  });
  const row = rows[current];
  switch (action.do) {
    case 'open':
      return { ...UNDECIDED, current: rows.find(isOpen)?.index ?? 0 };
    case 'move':
      return { ...decisions, current: Math.max(0, Math.min(rows.length - 1, current + action.by)) };
    case 'select':
      return { ...decisions, current: action.index };
    case 'undo': {
      const before = past.at(-1);
      return before ? { ...before, past: past.slice(0, -1) } : decisions;
    }
    case 'correct':
      return row && isOpen(row)
        ? step([[current, { accept: byRow.get(current)?.accept ?? true, input: action.input }]], current)
        : decisions;
    case 'accept':
    case 'reject': {
      if (!row || !isOpen(row)) return decisions;
      const accept = action.do === 'accept';
      const others = (accept ? namedBy(rows, row, decisions) : naming(rows, row, decisions)).filter((each) => isOpen(each));
      const changes = [row, ...others].map((each) => [each.index, { accept, input: byRow.get(each.index)?.input ?? null }] as const);
      const decided = new Set([...byRow.keys(), ...changes.map(([index]) => index)]);
      return step(changes, nextOpen(rows, current, decided));
    }
  }
}

const isOpen = ({ state }: DeskRow): boolean => state === 'PROPOSED';

/** The next row without a decision, from the top again after the last; the same row where none is left. */
function nextOpen(rows: readonly DeskRow[], current: number, decided: ReadonlySet<number>): number {
  const inTurn = [...rows.slice(current + 1), ...rows.slice(0, current)];
  return inTurn.find((row) => isOpen(row) && !decided.has(row.index))?.index ?? current;
}

const isNewEntity = ({ kind }: DeskRow): boolean => kind === 'ACTOR' || kind === 'PLACE';

/** The proposed actors and places that a row names, and those that these name. */
function namedBy(rows: readonly DeskRow[], row: DeskRow, decisions: Decisions): DeskRow[] {
  const found = new Set<DeskRow>();
  const add = (from: DeskRow) => {
    const names = referencesIn(rowInputOf(from, decisions));
    for (const each of rows) {
      if (!isNewEntity(each) || each === row || found.has(each) || !names.has(String(rowInputOf(each, decisions).slug))) continue;
      found.add(each);
      add(each);
    }
  };
  add(row);
  return [...found];
}

/** The rows that name a proposed actor or place, and those that name these. */
function naming(rows: readonly DeskRow[], row: DeskRow, decisions: Decisions): DeskRow[] {
  return rows.filter((each) => each !== row && isNewEntity(row) && namedBy(rows, each, decisions).includes(row));
}

const REFERENCES = ['from', 'to', 'place', 'within', 'attributedTo', 'actor', 'against'];

/** The slugs that a row, its passages and its participants name. */
function referencesIn(value: unknown, field = ''): Set<string> {
  if (typeof value === 'string') return new Set(REFERENCES.includes(field) ? [value] : []);
  if (Array.isArray(value)) return new Set(value.flatMap((each) => [...referencesIn(each, field)]));
  if (value === null || typeof value !== 'object') return new Set();
  return new Set(Object.entries(value).flatMap(([name, each]) => [...referencesIn(each, name)]));
}
