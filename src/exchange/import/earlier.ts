import type { PlacePrecision } from '../../model/kinds.ts';
import type { End } from '../../model/vocabulary.ts';

/** A name by which rows can refer to an entity of the graph: its identifiers as `scheme:value`, then its slug. */
export type EntityReferences = readonly string[];

/** What the graph has, or had, of the ties and events that some sources speak of. */
export type EarlierRecord = EarlierEvent | EarlierTie;

interface RecordedBy {
  readonly id: string;
  readonly key: string | null;
  /** The keys of those of the given sources that speak of it. */
  readonly sources: readonly string[];
  /** Why it was retracted; null for what is in the graph. */
  readonly retracted: string | null;
}

export interface EarlierEvent extends RecordedBy {
  readonly what: 'event';
  readonly kind: string;
  readonly title: string;
  readonly start: string;
  readonly end: string | null;
  readonly place: EntityReferences;
  readonly placePrecision: PlacePrecision | null;
  readonly participants: readonly { readonly actor: EntityReferences; readonly role: string; readonly deaths: number | null }[];
  readonly deathsBest: number | null;
  readonly deathsLow: number | null;
  readonly deathsHigh: number | null;
  readonly civilianDeaths: number | null;
}

export interface EarlierTie extends RecordedBy {
  readonly what: 'tie';
  readonly type: string;
  readonly from: EntityReferences;
  readonly to: EntityReferences;
  readonly start: string | null;
  readonly end: string | null;
  readonly attestedFrom: string | null;
  readonly attestedUntil: string | null;
  /** Periods of support: `2010/2012 WEAPONS TRAINING`. */
  readonly periods: readonly string[];
  readonly derived: boolean;
  /** The passages of those sources. */
  readonly passages: readonly { readonly id: string; readonly source: string; readonly locator: string | null }[];
  /** Whether other sources speak of it, too. */
  readonly hasOthers: boolean;
}

/** Reads what the graph has of the sources whose keys begin with one of these prefixes. */
export type ReadEarlier = (prefixes: readonly string[]) => AsyncIterable<EarlierRecord>;

/** An entity that has a name. */
export interface Namesake {
  readonly slug: string;
  readonly end: End;
}

/** What a format may ask of the graph into which it is imported. */
export interface ImportGraph {
  readonly earlier: ReadEarlier;
  /** The entities that have these names or aliases, in any spelling that search takes for the same. Weak aliases do not count. */
  readonly named: (names: readonly string[]) => Promise<ReadonlyMap<string, readonly Namesake[]>>;
}
