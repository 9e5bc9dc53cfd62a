import { dayText } from '../../model/calendar.ts';
import { type Bounds, certainDaysOf, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import type { Cell, Column } from '../../model/text/column.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { ENTITY_FIELDS } from '../../records/entity.ts';
import type { Fields } from '../../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../records/relationship.ts';
import { INTERVAL } from '../../records/shared.ts';
import { PREFERRED } from '../../store/entity.ts';
import type { NamedEntity } from '../../write/load/unitOfWork.ts';
import type { Edge } from './snapshot.ts';

/** Separates several values in one cell. */
const SEPARATOR = '; ';

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(SEPARATOR);
}

const TYPES: Readonly<Record<string, Column<unknown>['type']>> = { count: 'integer', number: 'double', boolean: 'boolean' };

/** The columns of fields. `own` makes the cells that are not what the record holds. */
export function columnsOf<T>(
  fields: Fields,
  recordOf: (item: T) => object,
  own: Readonly<Record<string, Column<T>['of']>> = {},
): Column<T>[] {
  return Object.entries(fields).flatMap(([name, { value, column }]) => {
    if (!column) return [];
    const stored = (item: T): Cell => {
      const cell = (recordOf(item) as Readonly<Record<string, Cell | readonly string[]>>)[name] ?? null;
      return typeof cell === 'object' && cell !== null ? joined(cell) : cell;
    };
    return [{ name: column === true ? name : column, type: TYPES[value.kind] ?? 'string', of: own[name] ?? stored }];
  });
}

function inOrder<T>(columns: readonly Column<T>[], names: readonly string[]): Column<T>[] {
  return names.map((name) => columns.find((column) => column.name === name)!);
}

function without<T>(columns: readonly Column<T>[], names: readonly string[]): Column<T>[] {
  return columns.filter(({ name }) => !names.includes(name));
}

const FIRST_OF_NODES = ['slug', 'kind', 'placeKind', 'description'];
const ENTITY_COLUMNS = columnsOf<NamedEntity>(ENTITY_FIELDS, (node) => node, {
  aliases: ({ names }) => joined(names.filter(({ kind }) => kind !== PREFERRED).map(({ name }) => name)),
});

/** The properties of nodes besides id and label (the preferred name). */
export const NODE_COLUMNS: readonly Column<NamedEntity>[] = [
  ...inOrder(ENTITY_COLUMNS, FIRST_OF_NODES),
  ...without(ENTITY_COLUMNS, FIRST_OF_NODES),
];

const FIRST_OF_EDGES = ['status', 'confidence', 'assertingVoices', 'denyingVoices', ...Object.keys(INTERVAL)];
const LAST_OF_EDGES = ['sourceKey'];
const TIE_COLUMNS = columnsOf<Edge>(RELATIONSHIP_FIELDS, ({ tie }) => tie, { against: ({ against }) => joined(against) });

/** The properties of edges besides id, ends and label (the phrase of the type). Start and end are in EDTF, as recorded. */
export const EDGE_COLUMNS: readonly Column<Edge>[] = [
  { name: 'relationship', type: 'string', of: ({ tie }) => tie.type },
  { name: 'sign', type: 'string', of: ({ tie }) => vocabularyOf(tie.type).sign },
  { name: 'symmetric', type: 'boolean', of: isSymmetric },
  ...inOrder(TIE_COLUMNS, FIRST_OF_EDGES),
  { name: 'mayHoldFrom', type: 'string', of: ({ tie }) => mayHold(tie).from },
  { name: 'mayHoldUntil', type: 'string', of: ({ tie }) => mayHold(tie).until },
  { name: 'surelyHoldsFrom', type: 'string', of: ({ tie }) => surelyHolds(tie).from },
  { name: 'surelyHoldsUntil', type: 'string', of: ({ tie }) => surelyHolds(tie).until },
  ...without(TIE_COLUMNS, [...FIRST_OF_EDGES, ...LAST_OF_EDGES]),
  ...inOrder(TIE_COLUMNS, LAST_OF_EDGES),
];

/** The phrase of the tie's type: `backs`. */
export function edgeLabel({ tie }: Edge): string {
  return vocabularyOf(tie.type).phrase;
}

/** True where the tie's type has no direction. */
export function isSymmetric({ tie }: Edge): boolean {
  return vocabularyOf(tie.type).symmetric;
}

/** First and last day, both included; null where the interval is open. */
export interface Days {
  readonly from: string | null;
  readonly until: string | null;
}

/** The days on which something may hold: from the earliest possible start to the latest possible end. */
export function mayHold({ lo, hi }: Pick<Bounds, 'lo' | 'hi'>): Days {
  return { from: lo === UNKNOWN_LO ? null : dayText(lo), until: hi === UNKNOWN_HI ? null : dayText(hi) };
}

/** The first and last day on which it certainly holds; both null where there is none, as for an event on one unknown day of several. */
export function surelyHolds(bounds: Bounds): Days {
  const days = certainDaysOf(bounds);
  return { from: days && dayText(days.first), until: days && dayText(days.last) };
}
