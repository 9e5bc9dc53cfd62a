import type { ControlExtent, EventKind, EventRole, SupportKind } from '../../model/kinds.ts';
import { type RelationshipType, vocabularyOf } from '../../model/vocabulary.ts';
import type { DateHit } from '../dates.ts';
import type { Referent } from '../discourse.ts';
import type { Mood } from '../mood.ts';
import type { Named } from '../names.ts';
import type { Meaning } from '../resolve.ts';

/** UTF-16 offsets in the text. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Who says it, when, and how surely. */
export interface Attribution {
  readonly attributedTo: Named | null;
  readonly attribution: string | null;
  readonly hedged: boolean;
  readonly statedOn: string | null;
}

/** A relationship that a sentence asserts or denies. */
export interface TieFact {
  readonly type: RelationshipType;
  readonly from: Named;
  readonly to: Named;
  readonly negative: boolean;
  readonly word: Attribution;
  readonly dates: readonly DateHit[];
  /** "two years after they seized it": neither then nor at the time of publication. */
  readonly elsewhen: boolean;
  /** It holds for a time; else it is an act. */
  readonly state: boolean;
  readonly past: boolean;
  readonly kinds: readonly SupportKind[];
  readonly extent: ControlExtent | null;
  readonly span: Extent;
  readonly score: number;
  readonly why: string;
}

/** An event that a sentence reports. */
export interface EventFact {
  readonly kind: EventKind;
  readonly participants: readonly { readonly named: Named; readonly role: EventRole }[];
  readonly place: Named | null;
  readonly title: string;
  readonly word: Attribution;
  readonly dates: readonly DateHit[];
  readonly elsewhen: boolean;
  readonly deaths: Casualties;
  readonly span: Extent;
  readonly score: number;
  readonly why: string;
  /** "The attack": one that the text has reported. */
  readonly isDefinite: boolean;
}

export interface Casualties {
  readonly best?: number;
  readonly low?: number;
  readonly text?: string;
  readonly civilian?: number;
  readonly injured?: number;
}

export interface SentenceFacts {
  readonly ties: readonly TieFact[];
  readonly events: readonly EventFact[];
  /** It says more than was understood because a name or description may mean several. */
  readonly ambiguous: boolean;
}

/** An actor or place that a sentence names or means, as one end of a relationship. */
export interface NamedEnd {
  readonly referent: Referent;
  readonly meaning: Meaning;
  readonly isPlace: boolean;
}

export const UNATTRIBUTED: Attribution = { attributedTo: null, attribution: null, hedged: false, statedOn: null };

export const ASSERTED: Mood = { mode: 'actual', negative: false, hedged: false, speech: null, pledge: null, denial: null };

export function endOf(type: RelationshipType): 'actor' | 'place' | 'either' {
  const to = vocabularyOf(type).to as readonly string[];
  return to.length === 2 ? 'either' : (to[0] as 'actor' | 'place');
}

export function everyPair(ends: readonly NamedEnd[]): (readonly [NamedEnd, NamedEnd])[] {
  return ends.flatMap((a, at) => ends.slice(at + 1).map((b) => [a, b] as const));
}

export function unite(a: Extent, b: Extent): Extent {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
