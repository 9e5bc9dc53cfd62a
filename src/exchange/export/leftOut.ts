/** What an export can leave out, in words: of one, and of several. */
const LEFT_OUT = {
  events: ['event with its evidence', 'events with their evidence'],
  evidence: ['relationship’s evidence', 'relationships’ evidence'],
  relationships: ['relationship', 'relationships'],
  actors: ['actor', 'actors'],
  denied: ['relationship that is denied', 'relationships that are denied'],
  merged: ['merged actor or place of its own', 'merged actors and places of their own'],
  documents: ['text of a source', 'texts of sources'],
  nameDetails: ['language or time of a name', 'languages and times of names'],
  names: ['other name', 'other names'],
  identifiers: ['outside identifier', 'outside identifiers'],
  placesWithoutPoint: ['place without coordinates', 'places without coordinates'],
  eventsWithoutPoint: ['event at no place with coordinates', 'events at no place with coordinates'],
  denials: ['passage that denies', 'passages that deny'],
  passageDetails: ['speaker, locator or date of a passage', 'speakers, locators and dates of passages'],
  sourceDetails: ['source’s title, date and reliability', 'sources’ titles, dates and reliabilities'],
  weights: ['status with its confidence', 'statuses with their confidences'],
  keys: ['source’s own key', 'sources’ own keys'],
  opponents: ['opponent whom support is meant against', 'opponents whom support is meant against'],
  periods: ['period of support', 'periods of support'],
  extents: ['extent of control', 'extents of control'],
  attested: ['attested date', 'attested dates'],
  dates: ['date that is uncertain, or of a kind without one', 'dates that are uncertain, or of kinds without one'],
  ongoing: ['statement that it goes on or is over', 'statements that it goes on or is over'],
  counts: ['number of events or deaths', 'numbers of events and deaths'],
  roles: ['role in an event', 'roles in events'],
  placePrecisions: ['precision of an event’s place', 'precisions of events’ places'],
  cut: ['text that is cut or too long', 'texts that are cut or too long'],
} as const satisfies Readonly<Record<string, readonly [one: string, several: string]>>;
export type LeftOutName = keyof typeof LEFT_OUT;

/** How many of something an export left out. */
export interface Omission {
  readonly what: LeftOutName;
  readonly count: number;
  /** `12 events with their evidence`. */
  readonly text: string;
}

/** How many of these are known. */
export function known(...values: readonly unknown[]): number {
  return values.filter((value) => value !== null && value !== undefined).length;
}

/** What was found to have no place while a file was written. */
export class LeftOutCounts {
  readonly #counts = new Map<LeftOutName, number>();

  add(what: LeftOutName, count = 1): void {
    if (count > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + count);
  }

  /** The most first. */
  sorted(): Omission[] {
    return inOrder(this.#counts);
  }
}

/** What a format never has, as far as the snapshot itself counts it. */
export type Lacking = 'events' | 'evidence' | 'relationships' | 'denied' | 'merged' | 'documents';

/** Those of several files of one export, each of which counts what it found. */
export function together(all: readonly (readonly Omission[])[]): Omission[] {
  const counts = new Map<LeftOutName, number>();
  for (const { what, count } of all.flat()) counts.set(what, Math.max(count, counts.get(what) ?? 0));
  return inOrder(counts);
}

function inOrder(counts: ReadonlyMap<LeftOutName, number>): Omission[] {
  const omitted = [...counts].map(([what, count]) => ({ what, count, text: `${formatted(count)} ${LEFT_OUT[what][count === 1 ? 0 : 1]}` }));
  return omitted.sort((a, b) => b.count - a.count || (a.what < b.what ? -1 : 1));
}

function formatted(count: number): string {
  return count.toLocaleString('en-US');
}
