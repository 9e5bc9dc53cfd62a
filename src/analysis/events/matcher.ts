import { type Certainty, UNKNOWN_HI } from '../../model/interval.ts';
import { EVENT_KINDS, EVENT_ROLES, type EventKind, type EventRole, STATUSES, type Status } from '../../model/kinds.ts';
import type { PassageSnapshot } from '../projection/passages.ts';
import type { View } from '../projection/view.ts';
import type { ChosenVoices } from '../projection/voices.ts';
import {
  type BlockBounds,
  type EventArrays,
  type EventSnapshot,
  entityIn,
  eventKindIn,
  firstDayIn,
  idOf,
  isAlive,
  isLastParticipant,
  NONE,
  roleIn,
  statusIn,
  UNKNOWN,
} from './columns.ts';
import type { EntityGroups } from './entityGroups.ts';
import type { EventView } from './eventView.ts';

/** An actor, and the days on which its events count. */
export interface EventPart {
  readonly actor: string;
  readonly lo: number;
  readonly hi: number;
}

/** Which events are meant: all conditions must hold. Entities are ids, merges resolved. */
export interface EventQuestion {
  readonly first: number;
  readonly last: number;
  readonly certainty: Certainty;
  readonly status: readonly Status[];
  readonly kinds: readonly EventKind[] | null;
  /** Least number of deaths; an event of which it is not known does not pass. */
  readonly minDeaths: number | null;
  /** One of each list took part. */
  readonly groups: ReadonlyArray<readonly EventPart[]>;
  /** It happened in each of these places, or inside. */
  readonly within: readonly string[];
  /** The two were on opposing sides; with one alone, it attacked. */
  readonly opposed: { readonly from: string; readonly to: string | null } | null;
}

const FIRST_SIDE: readonly EventRole[] = ['SIDE_A', 'INITIATOR'];
const SECOND_SIDE: readonly EventRole[] = ['SIDE_B', 'TARGET', 'VICTIM'];
/** By index of the role: 1 for those of the first side, 2 for those of the second. */
export const SIDE_OF_ROLE = Uint8Array.from(EVENT_ROLES, (role) => (FIRST_SIDE.includes(role) ? 1 : SECOND_SIDE.includes(role) ? 2 : 0));

const ALL = 0xffff_ffff;

function bitsOf<T>(values: readonly T[], all: readonly T[]): number {
  return values.reduce((bits, value) => bits | (1 << all.indexOf(value)), 0);
}

/** Actors of which one must have taken part: for each group 0, or one more than the place of its days. */
interface AnyOf {
  readonly groups: readonly number[];
  readonly marks: Int32Array;
  readonly days: ReadonlyArray<ReadonlyArray<readonly [lo: number, hi: number]>>;
}

type DayRange = readonly [least: number, greatest: number];

/** Whose word counts, and the graph of the view by these voices. */
export interface EventVoices {
  readonly graph: View;
  readonly voices: ChosenVoices;
}

/** A question about events in the numbers of one view. */
export class EventMatcher {
  readonly arrays: EventArrays;
  readonly who: Int32Array;
  /** The group of each entity. */
  readonly groupOf: Int32Array;
  readonly #statuses: number;
  readonly #kinds: number;
  readonly #minDeaths: number;
  readonly #anyOf: readonly AnyOf[];
  readonly #places: readonly Uint8Array[];
  readonly #opposed: readonly [from: number, to: number | null] | null;
  readonly #citing: { readonly source: number; readonly onlyHere: boolean } | null;

  /**
   * @param voices The status of an event is then what its passages that count amount to, and one of which none counts does not
   * pass.
   * @param citing Only events of which a passage, or with `onlyHere` every one, is of this source, by its id.
   */
  constructor(
    readonly view: EventView,
    readonly question: EventQuestion,
    readonly voices: EventVoices | null = null,
    private readonly citing: { readonly source: string; readonly onlyHere: boolean } | null = null,
  ) {
    const { status, kinds, minDeaths, groups, within, opposed } = question;
    this.arrays = view.events.arrays;
    this.who = view.events.who;
    this.groupOf = view.groupOf;
    this.#statuses = bitsOf(status, STATUSES);
    this.#kinds = kinds === null ? ALL : bitsOf(kinds, EVENT_KINDS);
    this.#minDeaths = minDeaths ?? UNKNOWN;
    this.#anyOf = groups.map((parts) => this.#compileParts(parts));
    this.#places = within.map((place) => view.groups.placesIn(view.graph, place));
    const groupOf = (id: string) => view.groups.groupOf(view.graph, id);
    this.#opposed = opposed && [groupOf(opposed.from), opposed.to === null ? null : groupOf(opposed.to)];
    const passages = view.graph.passages as PassageSnapshot;
    this.#citing = citing && { source: passages.sourceIndex.get(citing.source) ?? -1, onlyHere: citing.onlyHere };
  }

  get events(): EventSnapshot {
    return this.view.events;
  }

  /** The groups of entities of the view. */
  get entities(): EntityGroups {
    return this.view.groups;
  }

  /** The answer to a question about the events that match, computed where it is not known. */
  answer<T>(question: string, compute: () => Promise<T>): Promise<T> {
    return this.view.answers.of(JSON.stringify([question, this.question, this.voices?.voices, this.citing]), compute);
  }

  /** The rows of the base that may match, in order; null for all. Later rows may match too. */
  candidates(): Int32Array | null {
    const actors = this.#anyOf[0];
    if (actors) return this.view.rowsOf('actors', actors.groups);
    const places = this.#places[0];
    return places ? this.view.rowsOf('places', marked(places)) : null;
  }

  /** Are time, kinds, status and deaths its only conditions? */
  get isByBlock(): boolean {
    return this.voices === null && this.#citing === null && this.#anyOf.length + this.#places.length === 0 && this.#opposed === null;
  }

  /** The conditions of `passes`, as text. */
  get conditions(): string {
    return `${this.#kinds} ${this.#statuses} ${this.#minDeaths}`;
  }

  /** Does an event pass by its kind, its status and its deaths, whatever its time? */
  passes(row: number): boolean {
    const facts = this.arrays.lo[row]!;
    if (!((this.#kinds >>> eventKindIn(facts)) & 1) || this.arrays.best[row]! < this.#minDeaths) return false;
    return this.voices !== null || ((this.#statuses >>> statusIn(facts)) & 1) === 1;
  }

  /** Do all events between these days hold at the time of the question, none, or some? */
  fitOf({ lo, hi, clo, chi }: BlockBounds): 'all' | 'none' | 'some' {
    const { first, last, certainty } = this.question;
    const match = (starts: DayRange, until: number, ends: DayRange, from: number) => {
      if (starts[1] <= until && ends[0] >= from) return 'all';
      return starts[0] > until || ends[1] < from ? 'none' : 'some';
    };
    if (certainty === 'POSSIBLE') return match(lo, last, hi, first);
    return certainty === 'THROUGHOUT' ? match(clo, first, chi, last) : match(clo, last, chi, first);
  }

  matches(row: number): boolean {
    const { lo, place } = this.arrays;
    if (!this.passes(row) || !isAlive(this.view.events, row) || !this.#holds(row, firstDayIn(lo[row]!))) return false;
    for (const places of this.#places) if (place[row] === NONE || places[this.groupOf[place[row]!]!] !== 1) return false;
    for (const actors of this.#anyOf) if (!this.#hasAny(row, actors)) return false;
    if (this.#opposed !== null && !this.#areOpposed(row, this.#opposed)) return false;
    if (this.#citing && !this.view.graph.eventCites(idOf(this.arrays, row), this.#citing.source, this.#citing.onlyHere)) return false;
    return this.voices === null || this.#counts(row, this.voices.graph);
  }

  /** Its status: by all voices, or by those that count. */
  status(row: number): Status {
    if (this.voices !== null) return this.voices.graph.weightOfEvent(idOf(this.arrays, row))!.status;
    return STATUSES[statusIn(this.arrays.lo[row]!)]!;
  }

  /** The last day on which it may have happened; without a known end the last that surely belongs to it. */
  lastDay(row: number): number {
    const { hi, clo, chi } = this.arrays;
    return hi[row]! < UNKNOWN_HI ? hi[row]! : Math.max(clo[row]!, chi[row]!);
  }

  #holds(row: number, day: number): boolean {
    const { hi, clo, chi } = this.arrays;
    const { first, last, certainty } = this.question;
    if (certainty === 'POSSIBLE') return day <= last && hi[row]! >= first;
    if (certainty === 'THROUGHOUT') return clo[row]! <= first && chi[row]! >= last;
    // An event lasts no longer than it is known to, so LIKELY is CERTAIN.
    return clo[row]! <= last && chi[row]! >= first;
  }

  #hasAny(row: number, { marks, days }: AnyOf): boolean {
    for (let at = this.arrays.who[row]!; at !== NONE; at++) {
      const participant = this.who[at]!;
      const mark = marks[this.groupOf[entityIn(participant)]!]!;
      if (mark > 0) {
        const [from, to] = [firstDayIn(this.arrays.lo[row]!), this.arrays.hi[row]!];
        if (days[mark - 1]!.some(([lo, hi]) => from <= hi && to >= lo)) return true;
      }
      if (isLastParticipant(participant)) break;
    }
    return false;
  }

  #areOpposed(row: number, [from, to]: readonly [from: number, to: number | null]): boolean {
    let [sidesFrom, sidesTo] = [0, 0];
    for (let at = this.arrays.who[row]!; at !== NONE; at++) {
      const participant = this.who[at]!;
      const group = this.groupOf[entityIn(participant)]!;
      if (group === from) sidesFrom |= SIDE_OF_ROLE[roleIn(participant)]!;
      if (group === to) sidesTo |= SIDE_OF_ROLE[roleIn(participant)]!;
      if (isLastParticipant(participant)) break;
    }
    if (to === null) return (sidesFrom & 1) !== 0;
    return ((sidesFrom & 1) !== 0 && (sidesTo & 2) !== 0) || ((sidesTo & 1) !== 0 && (sidesFrom & 2) !== 0);
  }

  #counts(row: number, byVoices: View): boolean {
    const weight = byVoices.weightOfEvent(idOf(this.arrays, row));
    return weight !== null && ((this.#statuses >>> STATUSES.indexOf(weight.status)) & 1) !== 0;
  }

  #compileParts(parts: readonly EventPart[]): AnyOf {
    const { groups, graph } = this.view;
    const marks = new Int32Array(this.groupOf.length);
    const found: number[] = [];
    const days: [number, number][][] = [];
    for (const { actor, lo, hi } of parts) {
      const group = groups.groupOf(graph, actor);
      if (group < 0) continue;
      if (marks[group] === 0) {
        found.push(group);
        marks[group] = days.push([]);
      }
      days[marks[group]! - 1]!.push([lo, hi]);
    }
    return { groups: found, marks, days };
  }
}

function marked(marks: Uint8Array): number[] {
  const found: number[] = [];
  for (let group = 0; group < marks.length; group++) if (marks[group] === 1) found.push(group);
  return found;
}

/** Milliseconds for which a question runs before others may, and rows between two looks at the time. */
const SLICE_MS = 10;
const SLICE_ROWS = 4_096;

/** Calls back with each event that matches: those of the base in order, then the others. Other work runs in between. */
export async function eachMatch(matcher: EventMatcher, visit: (row: number) => void): Promise<void> {
  const { base, count } = matcher.view.events;
  const rows = matcher.candidates();
  const length = rows?.length ?? base;
  let since = performance.now();
  for (let at = 0; at < length + count - base; ) {
    const end = Math.min(at + SLICE_ROWS, length + count - base);
    for (; at < end; at++) {
      const row = at < length ? (rows === null ? at : rows[at]!) : base + at - length;
      if (matcher.matches(row)) visit(row);
    }
    if (at < length + count - base && performance.now() - since > SLICE_MS) {
      await new Promise((resume) => setImmediate(resume));
      since = performance.now();
    }
  }
}
