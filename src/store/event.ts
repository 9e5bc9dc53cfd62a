import type { EventKind, EventRole, PlacePrecision, Status } from '../model/kinds.ts';
import type { DayFields, IntervalFields } from './dated.ts';
import { layout } from './layout.ts';

/** An event, a node `:Event`. PARTICIPATES connects actors to it, HAPPENED_IN connects it to its place. */
export interface EventRecord extends IntervalFields, DayFields {
  readonly id: string;
  readonly key: string;
  readonly kind: EventKind;
  readonly title: string;
  readonly place: string | null;
  readonly placePrecision: PlacePrecision | null;
  readonly deathsBest: number | null;
  readonly deathsLow: number | null;
  readonly deathsHigh: number | null;
  readonly deathsText: string | null;
  /** Sort key by deaths: the best estimate in ten digits, '|', the id. */
  readonly deathsOrd: string;
  readonly civilianDeaths: number | null;
  readonly injured: number | null;
  readonly status: Status;
  readonly recordedAt: string;
  readonly revision: number;
}

export const EVENT = layout<EventRecord>({
  id: undefined,
  key: undefined,
  kind: undefined,
  title: undefined,
  start: null,
  end: null,
  ongoing: null,
  attestedFrom: null,
  attestedUntil: null,
  lo: undefined,
  hi: undefined,
  clo: undefined,
  chi: undefined,
  ord: undefined,
  place: null,
  placePrecision: null,
  deathsBest: null,
  deathsLow: null,
  deathsHigh: null,
  deathsText: null,
  deathsOrd: undefined,
  civilianDeaths: null,
  injured: null,
  status: undefined,
  recordedAt: undefined,
  revision: undefined,
});

export interface Participation {
  readonly actor: string;
  readonly role: EventRole;
  readonly deaths: number | null;
}

export function deathsOrd(deathsBest: number | null, id: string): string {
  return `${String(deathsBest ?? 0).padStart(10, '0')}|${id}`;
}
