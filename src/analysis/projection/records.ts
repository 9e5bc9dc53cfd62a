import type { Runs } from '../../model/interval.ts';
import type { EntityKind, EventKind, EventRole, PlaceKind, Reliability, Status } from '../../model/kinds.ts';

/** What the projection stores of an entity. */
export interface ProjectionEntity {
  readonly id: string;
  readonly kind: EntityKind;
  /** Its own preferred name; left out where it is not known. */
  readonly name?: string;
  /** The entity that it is merged into, at the end of any chain of merges; its own id where it is not merged. */
  readonly canon: string;
}

/** What the projection stores of a tie. Its recorded ends and its type are in its id. */
export interface ProjectionTie {
  readonly id: string;
  /** Days between which it may hold, and surely holds, with the sentinels of `model/interval.ts`. */
  readonly lo: number;
  readonly hi: number;
  readonly clo: number;
  readonly chi: number;
  /** Between which days it is attested (`TieBounds`); missing in what earlier versions wrote. */
  readonly alo?: number | null;
  readonly ahi?: number | null;
  /** Where it surely holds at several times. */
  readonly runs?: Runs | null;
  readonly status: Status;
  /** 0 to 1, to four decimals. */
  readonly confidence: number;
  /** Was the confidence set by an editor? Left out: no. */
  readonly confidenceSet?: boolean;
  /** Its dates as they were given, as `datesText` writes them; missing in what earlier versions wrote. */
  readonly dates?: string;
}

/** What the projection stores of a passage about a tie or event: a list, since change sets hold one for each passage written. */
export type ProjectionPassage = readonly [
  source: string,
  /** Who speaks: the id of an actor as recorded, or else words. */
  attributedTo: string | null,
  attribution: string | null,
  denies: 0 | 1,
  hedged: 0 | 1,
  statedOn: string | null,
  /** The day, or the time, as of `recordedAt`. */
  recordedAt: string,
];

/** What the projection stores of a source. */
export interface ProjectionSource {
  readonly id: string;
  readonly publisher: string | null;
  readonly publishedOn: string | null;
  readonly reliability: Reliability;
  /** Revisions written by earlier versions have none. */
  readonly key?: string;
}

/** What is in memory of an event. */
export interface ProjectionEvent {
  readonly id: string;
  readonly kind: EventKind;
  readonly status: Status;
  /** Its days, as of a tie. */
  readonly lo: number;
  readonly hi: number;
  readonly clo: number;
  readonly chi: number;
  /** As recorded, whatever it was merged into. */
  readonly place: string | null;
  readonly deaths: readonly [best: number | null, low: number | null, high: number | null];
  /** Actors as recorded, with their roles. */
  readonly participants: ReadonlyArray<readonly [actor: string, role: EventRole]>;
}

/** One row of a change set. `tie` is the whole record after the change, for a new tie and a changed one; `gone` deletes one. */
export type ChangeRow =
  | ({ readonly op: 'tie' } & ProjectionTie)
  | { readonly op: 'gone'; readonly id: string }
  /** A new entity, or another name or kind of one. Revisions written by earlier versions have no names, and no kinds of places. */
  | { readonly op: 'entity'; readonly id: string; readonly kind: EntityKind; readonly name?: string; readonly placeKind?: PlaceKind }
  | { readonly op: 'canon'; readonly id: string; readonly canon: string }
  | ({ readonly op: 'source' } & ProjectionSource)
  /** A new event, or a changed one, as it is after the change; `deletedEvent` deletes one. Revisions written by earlier versions have none. */
  | ({ readonly op: 'event' } & ProjectionEvent)
  | { readonly op: 'deletedEvent'; readonly id: string }
  /** All passages about a tie or event whose passages changed, as they are after the change. */
  | { readonly op: 'passages'; readonly id: string; readonly passages: readonly ProjectionPassage[] }
  /** What the revision touched besides (`TouchedRow` of the write path): for the cache of reads, not for the projection. */
  | ({ readonly op: 'touched' } & Readonly<Partial<Record<'records' | 'renamed' | 'ends' | 'cited' | 'lists', readonly string[]>>>);

export interface ChangeSet {
  readonly revision: number;
  readonly rows: readonly ChangeRow[];
}

/** Confidence is stored in ten-thousandths. */
export const CONFIDENCE_SCALE = 10_000;

/** A change set does not fit the projection. A new projection has to be built. */
export class ProjectionOutOfSync extends Error {
  override readonly name = 'ProjectionOutOfSync';
}
