import { bucketOf, type TimeUnit } from '../../model/bucket.ts';
import { parseDate } from '../../model/date.ts';
import { UNKNOWN_LO, type Window } from '../../model/interval.ts';
import { EVENT_KINDS } from '../../model/kinds.ts';
import { withoutOlderReleases } from '../../model/releases.ts';
import { isLastIn, type PassageSnapshot, sourceIn } from '../projection/passages.ts';
import type { Grouping } from './blocks.ts';
import { entityIn, eventKindIn, firstDayIn, idOf, isLastParticipant, NONE, roleIn } from './columns.ts';
import { type EventMatcher, eachMatch, SIDE_OF_ROLE } from './matcher.ts';
import { PairNumbers } from './pairNumbers.ts';
import { addCount, type Count, GroupSums, noEvents } from './sums.ts';

/** Of all events that match. */
export async function countEvents(matcher: EventMatcher): Promise<Count> {
  const { sums } = await sumsOf(matcher, 'all', () => ({ visit: (_, __, found) => found(0) }));
  return sums.count(0);
}

/** The sums by group: by blocks where the question has no other conditions than those that they know, else by looking at each event. */
async function sumsOf<G extends Grouping<EventMatcher>>(
  matcher: EventMatcher,
  name: string,
  make: () => G,
): Promise<{ sums: GroupSums; grouping: G }> {
  return matcher.isByBlock ? matcher.view.blocks.sums(matcher, name, make) : sumsOfEach(matcher, make());
}

async function sumsOfEach<G extends Grouping<EventMatcher>>(
  matcher: EventMatcher,
  grouping: G,
  groups?: number,
): Promise<{ sums: GroupSums; grouping: G }> {
  const sums = new GroupSums(groups);
  await eachMatch(matcher, (row) => grouping.visit(matcher, row, (group) => sums.add(group, matcher.arrays, row)));
  return { sums, grouping };
}

/** Events by the bucket that contains all days on which they may have happened, in no order; the others apart. */
export interface CountedSeries {
  readonly counts: ReadonlyMap<string, Count>;
  readonly remainder: Count;
  /** From the first day of the first bucket to the last of the last; null where there is none. */
  readonly days: Window | null;
}

/** @param window Only buckets with a day in it count: the events of others are in the remainder. */
export async function countByTime(matcher: EventMatcher, unit: TimeUnit, window: Window | null): Promise<CountedSeries> {
  const { sums, grouping } = await sumsOf(matcher, unit, () => new Buckets(unit));
  const counts = new Map<string, Count>();
  const remainder = noEvents();
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let group = 0; group < sums.end; group++) {
    if (sums.events(group) === 0) continue;
    const bucket = grouping.bucketOf(group);
    if (bucket === null || (window !== null && (bucket.first > window.last || bucket.last < window.first))) {
      addCount(remainder, sums.count(group));
      continue;
    }
    counts.set(bucket.text, sums.count(group));
    if (bucket.first < first) first = bucket.first;
    if (bucket.last > last) last = bucket.last;
  }
  return { counts, remainder, days: counts.size === 0 ? null : { first, last } };
}

interface Bucket extends Window {
  readonly text: string;
}

/** The bucket in which an event begins, as two groups: of those that it contains, and of those that may end later. */
class Buckets implements Grouping<EventMatcher> {
  readonly #buckets: Bucket[] = [];
  readonly #numbers = new Map<string, number>();
  /** The number of the last event's bucket: most events come in the order of time. */
  #last = -1;

  constructor(private readonly unit: TimeUnit) {}

  /** The bucket of a group; null for one of events that it does not contain. */
  bucketOf(group: number): Bucket | null {
    return group % 2 === 0 ? this.#buckets[group / 2]! : null;
  }

  readonly visit: Grouping<EventMatcher>['visit'] = (matcher, row, found) => {
    const day = firstDayIn(matcher.arrays.lo[row]!);
    let bucket = this.#buckets[this.#last];
    if (bucket === undefined || day < bucket.first || day > bucket.last) {
      this.#last = this.#numberOf(day);
      bucket = this.#buckets[this.#last]!;
    }
    const isInside = day !== UNKNOWN_LO && matcher.lastDay(row) <= bucket.last;
    found(2 * this.#last + (isInside ? 0 : 1));
  };

  #numberOf(day: number): number {
    const text = day === UNKNOWN_LO ? '' : bucketOf(day, this.unit);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const { first, last } = text === '' ? { first: day, last: day } : parseDate(text);
    this.#numbers.set(text, this.#buckets.length);
    return this.#buckets.push({ text, first, last }) - 1;
  }
}

export type EventDimensionName = 'ACTOR' | 'DYAD' | 'PLACE' | 'PROVINCE' | 'KIND' | 'SOURCE';

/** A group of events: the id of an actor, place or source, two ids of actors with a space between, or a kind. */
export interface CountedGroup extends Count {
  readonly key: string;
}

/**
 * The groups with most events, then most deaths, then by key; `first` of them.
 * @param matcher For SOURCE its graph has passages.
 */
export async function countByGroup(matcher: EventMatcher, by: EventDimensionName, first: number): Promise<CountedGroup[]> {
  const counted = await sumsBy(matcher, by);
  return topOf(counted.sums, first, (group) => counted.grouping.key(matcher, group));
}

function compareGroups(a: CountedGroup, b: CountedGroup): number {
  return b.events - a.events || b.best - a.best || (a.key < b.key ? -1 : 1);
}

/** Keys are made only of groups that are not behind enough others by their numbers alone: there may be very many. */
function topOf(sums: GroupSums, first: number, keyOf: (group: number) => string): CountedGroup[] {
  let groups: CountedGroup[] = [];
  let last: CountedGroup | null = null;
  const most = 4 * first + 1_000;
  for (let group = 0; group < sums.end; group++) {
    const events = sums.events(group);
    if (events === 0 || (last !== null && events < last.events)) continue;
    const count = sums.count(group);
    if (last && count.events === last.events && count.best < last.best) continue;
    groups.push({ key: keyOf(group), ...count });
    if (groups.length < most) continue;
    groups = groups.sort(compareGroups).slice(0, first);
    last = groups.at(-1) ?? null;
  }
  return groups.sort(compareGroups).slice(0, first);
}

interface KeyedGrouping extends Grouping<EventMatcher> {
  readonly key: (matcher: EventMatcher, group: number) => string;
}

/** Pairs of which the sums of blocks are remembered: 16,566 events of UCDP have 120. At most 36 MB at a million events. */
const FEW_PAIRS = 16_384;

/**
 * Passages change without the events, and pairs may be nearly as many as events: sums of blocks of them are not remembered then. Which
 * pairs the events are of is.
 */
async function sumsBy(matcher: EventMatcher, by: EventDimensionName): Promise<{ sums: GroupSums; grouping: KeyedGrouping }> {
  if (by === 'SOURCE') return sumsOfEach(matcher, bySource());
  if (by !== 'DYAD') return sumsOf(matcher, by, GROUPINGS[by]);
  const grouping = matcher.view.blocks.grouping(matcher, by, byPair);
  if (grouping.size > 0 && grouping.size <= FEW_PAIRS) return sumsOf(matcher, by, () => grouping);
  return sumsOfEach(matcher, grouping, grouping.size);
}

const GROUPINGS: Readonly<Record<Exclude<EventDimensionName, 'DYAD' | 'SOURCE'>, () => KeyedGrouping>> = {
  KIND: () => ({
    visit: ({ arrays }, row, found) => found(eventKindIn(arrays.lo[row]!)),
    key: (_, group) => EVENT_KINDS[group]!,
  }),
  PLACE: () => ({
    visit: ({ arrays, groupOf }, row, found) => {
      if (arrays.place[row] !== NONE) found(groupOf[arrays.place[row]!]!);
    },
    key: ({ view }, group) => view.groups.idOf(group),
  }),
  PROVINCE: () => {
    const numbers = new Numbers<string>();
    /** By group of the place. */
    const provinces: (readonly number[] | undefined)[] = [];
    return {
      visit: ({ arrays, groupOf, view }, row, found) => {
        if (arrays.place[row] === NONE) return;
        const place = groupOf[arrays.place[row]!]!;
        provinces[place] ??= view.groups.provincesOf(view.graph, place).map((id) => numbers.of(id));
        for (const province of provinces[place]) found(province);
      },
      key: (_, group) => numbers.key(group),
    };
  },
  ACTOR: () => ({
    visit: ({ arrays, who, groupOf }, row, found) => {
      for (let at = arrays.who[row]!; at !== NONE; at++) {
        const participant = who[at]!;
        found(groupOf[entityIn(participant)]!);
        if (isLastParticipant(participant)) break;
      }
    },
    key: ({ view }, group) => view.groups.idOf(group),
  }),
};

function byPair({ events }: EventMatcher): KeyedGrouping & { readonly size: number } {
  const numbers = new PairNumbers(events.base);
  return {
    get size() {
      return numbers.size;
    },
    visit: (matcher, row, found) => numbers.visit(row, found, (pair) => eachPair(matcher, row, pair)),
    key: ({ view: { groups } }, group) =>
      numbers
        .groupsOf(group)
        .map((one) => groups.idOf(one))
        .sort()
        .join(' '),
  };
}

/** Each two groups that were on opposite sides of an event. */
function eachPair({ arrays, who, groupOf }: EventMatcher, row: number, found: (a: number, b: number) => void): void {
  for (let at = arrays.who[row]!; at !== NONE; at++) {
    const attacker = who[at]!;
    if (SIDE_OF_ROLE[roleIn(attacker)] === 1) {
      const a = groupOf[entityIn(attacker)]!;
      for (let other = arrays.who[row]!; ; other++) {
        const defender = who[other]!;
        const b = groupOf[entityIn(defender)]!;
        if (a !== b && SIDE_OF_ROLE[roleIn(defender)] === 2) found(a, b);
        if (isLastParticipant(defender)) break;
      }
    }
    if (isLastParticipant(attacker)) break;
  }
}

function bySource(): KeyedGrouping {
  return {
    visit: ({ arrays, view, voices }, row, found) => {
      const { ofEventKey, sources } = view.graph.passages as PassageSnapshot;
      const list = ofEventKey(arrays.idHigh[row]!, arrays.idLow[row]!);
      if (voices === null && list.place !== 0 && isLastIn(list.column, list.place)) return found(sourceIn(list.column, list.place));
      const cited = new Set<number>();
      if (voices !== null) {
        for (const at of voices.graph.countedPassagesOfEvent(idOf(arrays, row))) cited.add(sourceIn(list.column, at));
      } else if (list.place !== 0) {
        for (let at = list.place; ; at++) {
          cited.add(sourceIn(list.column, at));
          if (isLastIn(list.column, at)) break;
        }
      }
      for (const source of withoutOlderReleases([...cited], (one) => sources[one]!.release)) found(source);
    },
    key: ({ view }, group) => (view.graph.passages as PassageSnapshot).sources[group]!.id,
  };
}

/** Numbers of keys, from 0, in the order in which they come. */
class Numbers<T> {
  readonly #numbers = new Map<T, number>();
  readonly #keys: T[] = [];

  of(key: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#keys.length);
    return this.#keys.push(key) - 1;
  }

  key(number: number): T {
    return this.#keys[number]!;
  }
}
