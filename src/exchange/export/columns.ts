import { dayText } from '../../model/calendar.ts';
import { type Bounds, UNKNOWN_CHI, UNKNOWN_CLO, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { PREFERRED } from '../../store/entity.ts';
import type { NamedEntity } from '../../write/workspace.ts';
import type { Edge } from './snapshot.ts';

export type Cell = string | number | boolean | null;

/** A property of nodes or edges in the graph formats; null where it is unknown or does not apply. */
export interface Column<T> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'double' | 'boolean';
  readonly of: (item: T) => Cell;
}

/** Separates several values in one cell. */
const SEPARATOR = '; ';

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(SEPARATOR);
}

const text = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'string', of });
const whole = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'integer', of });
const real = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'double', of });

/** The properties of nodes besides id and label (the preferred name). */
export const NODE_COLUMNS: readonly Column<NamedEntity>[] = [
  text('slug', (node) => node.slug),
  text('kind', (node) => node.kind),
  text('placeKind', (node) => node.placeKind),
  text('description', (node) => node.description),
  text('identifiers', (node) => joined(node.identifiers)),
  text('aliases', (node) => joined(node.names.filter(({ kind }) => kind !== PREFERRED).map(({ name }) => name))),
  text('activeFrom', (node) => node.activeFrom),
  text('activeTo', (node) => node.activeTo),
  real('latitude', (node) => node.latitude),
  real('longitude', (node) => node.longitude),
];

/** The properties of edges besides id, ends and label (the phrase of the type). Start and end are in EDTF, as recorded. */
export const EDGE_COLUMNS: readonly Column<Edge>[] = [
  text('relationship', ({ tie }) => tie.type),
  text('sign', ({ tie }) => vocabularyOf(tie.type).sign),
  { name: 'symmetric', type: 'boolean', of: isSymmetric },
  text('status', ({ tie }) => tie.status),
  real('confidence', ({ tie }) => tie.confidence),
  text('start', ({ tie }) => tie.start),
  text('end', ({ tie }) => tie.end),
  { name: 'ongoing', type: 'boolean', of: ({ tie }) => tie.ongoing },
  text('attestedFrom', ({ tie }) => tie.attestedFrom),
  text('attestedUntil', ({ tie }) => tie.attestedUntil),
  text('mayHoldFrom', ({ tie }) => mayHold(tie).from),
  text('mayHoldUntil', ({ tie }) => mayHold(tie).until),
  text('surelyHoldsFrom', ({ tie }) => surelyHolds(tie).from),
  text('surelyHoldsUntil', ({ tie }) => surelyHolds(tie).until),
  text('against', ({ against }) => joined(against)),
  text('support', ({ tie }) => joined(tie.periods)),
  text('extent', ({ tie }) => tie.extent),
  whole('eventCount', ({ tie }) => tie.eventCount),
  whole('deathsBest', ({ tie }) => tie.deathsBest),
  whole('deathsLow', ({ tie }) => tie.deathsLow),
  whole('deathsHigh', ({ tie }) => tie.deathsHigh),
  text('key', ({ tie }) => tie.key),
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

/** The days on which it certainly holds; both null where there is none, as for an event on one unknown day of several. */
export function surelyHolds({ clo, chi }: Bounds): Days {
  const none = clo === UNKNOWN_CLO || chi === UNKNOWN_CHI || clo > chi;
  return none ? { from: null, until: null } : { from: dayText(clo), until: dayText(chi) };
}
