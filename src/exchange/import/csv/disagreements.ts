import { dateOrNull } from '../../../model/date.ts';
import { type RelationshipType, vocabularyOf } from '../../../model/vocabulary.ts';
import type { ImportWarning } from '../format.ts';
import type { MadeRow } from './groups.ts';

/** How many relationships and events are remembered. Of more, the earliest are forgotten, and what is read later is not compared to them. */
const MAX_REMEMBERED = 200_000;

/** How the dates of two rows about one thing become one: the earliest of the beginnings, the latest of the ends. */
const DATES: readonly { readonly name: string; readonly later: boolean; readonly isStatement: boolean }[] = [
  { name: 'start', later: false, isStatement: true },
  { name: 'end', later: true, isStatement: true },
  // That one row attests another time is no disagreement.
  { name: 'attestedFrom', later: false, isStatement: false },
  { name: 'attestedUntil', later: true, isStatement: false },
];

interface Remembered {
  readonly values: Record<string, unknown>;
  readonly line: number;
}

/**
 * Finds rows of a file that are about the same relationship or event and disagree. It is recorded from the earliest start to the
 * latest end that a row gives; of other fields the first value stays. Their evidence is united by the write.
 */
export class Disagreements {
  private readonly known = new Map<string, Remembered>();
  /** The spans of relationships without a key, by type, ends and opponents. */
  private readonly spans = new Map<string, Span[]>();

  /** The row as it is imported, and the warning where it disagrees with an earlier one. */
  check(made: MadeRow): { row: MadeRow; warning: ImportWarning | null } {
    const key = keyOf(made);
    if (key === null) return { row: made, warning: null };
    const before = this.known.get(key);
    if (!before) {
      if (this.known.size >= MAX_REMEMBERED) this.known.delete(this.known.keys().next().value!);
      this.known.set(key, { values: scalarsOf(made.row), line: made.line });
      return { row: made, warning: this.overlapping(made) };
    }
    const row: Record<string, unknown> = { ...made.row };
    const differing: string[] = [];
    for (const { name, later, isStatement } of DATES) {
      const [old, given] = [before.values[name], row[name]];
      if (typeof old !== 'string' || typeof given !== 'string' || old === given) continue;
      const joined = joinedDate(old, given, later);
      if (joined.isContradiction && isStatement) differing.push(`${name}: ${old} and ${given}`);
      row[name] = joined.date;
    }
    for (const [name, given] of Object.entries(row)) {
      const old = before.values[name];
      if (old === undefined || old === given || typeof given === 'object' || DATES.some((date) => date.name === name)) continue;
      // Between two who fight each other, either may stand first.
      if ((name === 'from' || name === 'to') && isSymmetric(String(row.type))) continue;
      differing.push(`${name}: ${old} and ${given}`);
      delete row[name];
      // What a row must give is given as before.
      row[name] = old;
    }
    const { line } = before;
    this.known.set(key, { values: { ...before.values, ...scalarsOf(row) }, line });
    const warning =
      differing.length === 0 ? null : { ...warningOf(made, line, differing, row), ...(made.file === undefined ? {} : { file: made.file }) };
    return { row: { ...made, row }, warning };
  }

  /** The warning where a relationship without a key holds at the same time as one of the same kind with another start. */
  private overlapping({ kind, row, line, file }: MadeRow): ImportWarning | null {
    const { type, from, to, key, start, end, against } = row;
    const [first, last] = [start, end].map((date) => (typeof date === 'string' ? dateOrNull(date) : null));
    if (kind !== 'relationships' || key !== undefined || !first || !last) return null;
    const ends = isSymmetric(String(type)) && String(from) > String(to) ? [to, from] : [from, to];
    const group = JSON.stringify([type, ...ends, against ?? null]);
    const spans = this.spans.get(group) ?? [];
    // Surely at the same time, whatever days the dates mean.
    const other = spans.find((span) => span.first < last.first && first.last < span.last);
    if (this.spans.size >= MAX_REMEMBERED) this.spans.delete(this.spans.keys().next().value!);
    if (spans.length < MAX_SPANS)
      this.spans.set(group, [...spans, { first: first.last, last: last.first, text: `${start} to ${end}`, line }]);
    if (!other) return null;
    const message = `Lines ${other.line} and ${line} both have ${type} from ${from} to ${to}, ${other.text} and ${start} to ${end}: two relationships, since they start at different times. Where they are one, give them the same \`key\`.`;
    return { warning: 'rows-overlap', line, message, ...(file === undefined ? {} : { file }) };
  }
}

/** From the last day on which it may begin to the first on which it may end. */
interface Span {
  readonly first: number;
  readonly last: number;
  readonly text: string;
  readonly line: number;
}

/** The most spans of one kind between two that are remembered. */
const MAX_SPANS = 20;

function warningOf(made: MadeRow, firstLine: number, differing: readonly string[], row: Readonly<Record<string, unknown>>): ImportWarning {
  const what = made.kind === 'events' ? `the event ${row.key}` : `${row.type} from ${row.from} to ${row.to}`;
  const span = [row.start, row.end].filter((date) => date !== undefined).join(' to ');
  const message = `Lines ${firstLine} and ${made.line} disagree about ${what}: ${differing.join('; ')}. Recorded are the earliest start, the latest end${span && ` (${span})`} and the first of other values.`;
  return { warning: 'rows-disagree', line: made.line, message };
}

/** What makes two rows one relationship or event: the key, or else type, ends, start and opponents. */
function keyOf({ kind, row }: MadeRow): string | null {
  if (kind === 'events') return typeof row.key === 'string' ? `event ${row.key}` : null;
  if (kind !== 'relationships') return null;
  const { type, from, to, key, start, against } = row;
  if (typeof type !== 'string' || typeof from !== 'string' || typeof to !== 'string') return null;
  const ends = isSymmetric(type) && from > to ? [to, from] : [from, to];
  return JSON.stringify([type, ...ends, ...(key === undefined ? [start ?? null, against ?? null] : [key])]);
}

function isSymmetric(type: string): boolean {
  try {
    return vocabularyOf(type as RelationshipType).symmetric;
  } catch {
    return false;
  }
}

function scalarsOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== 'object'));
}

/** The date of two that reaches further. One that lies within the other only says it more exactly. */
function joinedDate(old: string, given: string, later: boolean): { date: string; isContradiction: boolean } {
  const [a, b] = [dateOrNull(old), dateOrNull(given)];
  // What is no date is for the check of the row.
  if (!a || !b) return { date: b ? old : given, isContradiction: false };
  const within = (inner: typeof a, outer: typeof a): boolean => inner.first >= outer.first && inner.last <= outer.last;
  if (within(a, b)) return { date: old, isContradiction: false };
  if (within(b, a)) return { date: given, isContradiction: false };
  const isGivenFurther = later ? b.last > a.last : b.first < a.first;
  return { date: isGivenFurther ? given : old, isContradiction: true };
}
