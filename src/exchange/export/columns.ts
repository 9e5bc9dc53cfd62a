import { dayText } from '../../model/calendar.ts';
import { type Bounds, UNKNOWN_CHI, UNKNOWN_CLO, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import type { Cell, Column } from '../../model/text/column.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import { PREFERRED } from '../../store/entity.ts';
import type { NamedEntity } from '../../write/load/unitOfWork.ts';
import type { Edge } from './snapshot.ts';

/** Separates several values in one cell. */
const SEPARATOR = '; ';

function joined(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(SEPARATOR);
}

const textColumn = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'string', of });
const integerColumn = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'integer', of });
const doubleColumn = <T>(name: string, of: (item: T) => Cell): Column<T> => ({ name, type: 'double', of });

/** The properties of nodes besides id and label (the preferred name). */
export const NODE_COLUMNS: readonly Column<NamedEntity>[] = [
  textColumn('slug', (node) => node.slug),
  textColumn('kind', (node) => node.kind),
  textColumn('placeKind', (node) => node.placeKind),
  textColumn('description', (node) => node.description),
  textColumn('identifiers', (node) => joined(node.identifiers)),
  textColumn('aliases', (node) => joined(node.names.filter(({ kind }) => kind !== PREFERRED).map(({ name }) => name))),
  textColumn('activeFrom', (node) => node.activeFrom),
  textColumn('activeTo', (node) => node.activeTo),
  doubleColumn('latitude', (node) => node.latitude),
  doubleColumn('longitude', (node) => node.longitude),
];

/** The properties of edges besides id, ends and label (the phrase of the type). Start and end are in EDTF, as recorded. */
export const EDGE_COLUMNS: readonly Column<Edge>[] = [
  textColumn('relationship', ({ tie }) => tie.type),
  textColumn('sign', ({ tie }) => vocabularyOf(tie.type).sign),
  { name: 'symmetric', type: 'boolean', of: isSymmetric },
  textColumn('status', ({ tie }) => tie.status),
  doubleColumn('confidence', ({ tie }) => tie.confidence),
  textColumn('start', ({ tie }) => tie.start),
  textColumn('end', ({ tie }) => tie.end),
  { name: 'ongoing', type: 'boolean', of: ({ tie }) => tie.ongoing },
  textColumn('attestedFrom', ({ tie }) => tie.attestedFrom),
  textColumn('attestedUntil', ({ tie }) => tie.attestedUntil),
  textColumn('mayHoldFrom', ({ tie }) => mayHold(tie).from),
  textColumn('mayHoldUntil', ({ tie }) => mayHold(tie).until),
  textColumn('surelyHoldsFrom', ({ tie }) => surelyHolds(tie).from),
  textColumn('surelyHoldsUntil', ({ tie }) => surelyHolds(tie).until),
  textColumn('against', ({ against }) => joined(against)),
  textColumn('support', ({ tie }) => joined(tie.periods)),
  textColumn('extent', ({ tie }) => tie.extent),
  integerColumn('eventCount', ({ tie }) => tie.eventCount),
  integerColumn('deathsBest', ({ tie }) => tie.deathsBest),
  integerColumn('deathsLow', ({ tie }) => tie.deathsLow),
  integerColumn('deathsHigh', ({ tie }) => tie.deathsHigh),
  textColumn('key', ({ tie }) => tie.key),
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
