import { bucketOf, type TimeUnit } from '../../model/bucket.ts';
import { parseDate } from '../../model/date.ts';
import { UNKNOWN_LO } from '../../model/interval.ts';
import { EVENT_KINDS } from '../../model/kinds.ts';
import { isLastIn, type PassageSnapshot, sourceIn } from '../projection/passages.ts';
import { entityIn, eventKindIn, firstDayIn, idOf, isLastParticipant, NONE, roleIn } from './columns.ts';
import { type EventMatcher, eachMatch, SIDE_OF_ROLE } from './matcher.ts';

/** A number of events, and of deaths in them, in people. */
export interface Count {
  events: number;
  best: number;
  low: number;
  high: number;
}

const none = (): Count => ({ events: 0, best: 0, low: 0, high: 0 });

/** The best figure stands in for an unknown bound. */
function add(count: Count, { arrays }: EventMatcher, row: number): void {
  const best = Math.max(0, arrays.best[row]!);
  const [low, high] = [arrays.low[row]!, arrays.high[row]!];
  count.events++;
  count.best += best;
  count.low += low < 0 ? best : low;
  count.high += high < 0 ? best : high;
}

/** All events that match. */
export async function countEvents(matcher: EventMatcher): Promise<Count> {
  const count = none();
  await eachMatch(matcher, (row) => add(count, matcher, row));
  return count;
}

/** Events by the bucket that contains all days on which they may have happened, in no order; the others apart. */
export interface CountedSeries {
  readonly buckets: ReadonlyArray<readonly [bucket: string, count: Count]>;
  readonly remainder: Count;
}

/** @param isCounted Does a bucket count? Its events are in the remainder where not. */
export async function countByTime(matcher: EventMatcher, unit: TimeUnit, isCounted: (bucket: string) => boolean): Promise<CountedSeries> {
  const buckets = new Map<string, Bucket>();
  const remainder = none();
  const bucketAt = (day: number): Bucket => {
    if (day === UNKNOWN_LO) return { first: day, last: day, count: null };
    const text = bucketOf(day, unit);
    const known = buckets.get(text);
    if (known) return known;
    const { first, last } = parseDate(text);
    const bucket = { first, last, count: isCounted(text) ? none() : null };
    buckets.set(text, bucket);
    return bucket;
  };
  // Most events come in the order of time.
  let bucket: Bucket = { first: 0, last: -1, count: null };
  await eachMatch(matcher, (row) => {
    const day = firstDayIn(matcher.arrays.lo[row]!);
    if (day < bucket.first || day > bucket.last) bucket = bucketAt(day);
    add(bucket.count !== null && matcher.lastDay(row) <= bucket.last ? bucket.count : remainder, matcher, row);
  });
  const counted = [...buckets].flatMap(([text, { count }]) => (count && count.events > 0 ? [[text, count] as const] : []));
  return { buckets: counted, remainder };
}

interface Bucket {
  readonly first: number;
  readonly last: number;
  /** Null where it does not count. */
  readonly count: Count | null;
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
  const counts = new GroupCounts();
  const keysOf = keysBy[by](matcher);
  await eachMatch(matcher, (row) => keysOf.visit(row, (group) => counts.add(group, matcher, row)));
  return counts.top(first, keysOf.key);
}

function compareGroups(a: CountedGroup, b: CountedGroup): number {
  return b.events - a.events || b.best - a.best || (a.key < b.key ? -1 : 1);
}

/** Counts by number of the group. */
class GroupCounts {
  /** Four numbers of each: events, best, low, high. */
  #sums = new Float64Array(4 * 1024);
  /** The event that was last added to each, plus one: an event counts once in each. */
  #seen = new Int32Array(1024);
  /** The last of the first groups so far, once there were many. */
  #last: CountedGroup | null = null;

  add(group: number, { arrays }: EventMatcher, row: number): void {
    if (group >= this.#seen.length) this.#grow(group);
    if (this.#seen[group] === row + 1) return;
    this.#seen[group] = row + 1;
    const best = Math.max(0, arrays.best[row]!);
    const [low, high] = [arrays.low[row]!, arrays.high[row]!];
    const at = 4 * group;
    this.#sums[at]! += 1;
    this.#sums[at + 1]! += best;
    this.#sums[at + 2]! += low < 0 ? best : low;
    this.#sums[at + 3]! += high < 0 ? best : high;
  }

  /** Keys are made only of groups that are not behind enough others by their numbers alone: there may be very many. */
  top(first: number, keyOf: (group: number) => string): CountedGroup[] {
    let groups: CountedGroup[] = [];
    const most = 4 * first + 1_000;
    for (let group = 0; group < this.#seen.length; group++) {
      if (this.#seen[group] === 0) continue;
      const at = 4 * group;
      const [events, best] = [this.#sums[at]!, this.#sums[at + 1]!];
      const last = groups.length >= first ? this.#last : null;
      if (last && (events < last.events || (events === last.events && best < last.best))) continue;
      groups.push({ key: keyOf(group), events, best, low: this.#sums[at + 2]!, high: this.#sums[at + 3]! });
      if (groups.length < most) continue;
      groups = groups.sort(compareGroups).slice(0, first);
      this.#last = groups.at(-1)!;
    }
    return groups.sort(compareGroups).slice(0, first);
  }

  #grow(group: number): void {
    const [sums, seen] = [new Float64Array(8 * (group + 1)), new Int32Array(2 * (group + 1))];
    sums.set(this.#sums);
    seen.set(this.#seen);
    [this.#sums, this.#seen] = [sums, seen];
  }
}

/** How events are grouped: the numbers of the groups of an event, which may repeat, and the key of each. */
interface Grouping {
  readonly visit: (row: number, found: (group: number) => void) => void;
  readonly key: (group: number) => string;
}

const keysBy: Readonly<Record<EventDimensionName, (matcher: EventMatcher) => Grouping>> = {
  KIND: ({ arrays }) => ({
    visit: (row, found) => found(eventKindIn(arrays.lo[row]!)),
    key: (group) => EVENT_KINDS[group]!,
  }),
  PLACE: ({ arrays, groupOf, view }) => ({
    visit: (row, found) => {
      if (arrays.place[row] !== NONE) found(groupOf[arrays.place[row]!]!);
    },
    key: (group) => view.groups.idOf(group),
  }),
  PROVINCE: ({ arrays, groupOf, view }) => {
    const numbers = new Numbers<string>();
    /** By group of the place. */
    const provinces = new Array<readonly number[] | undefined>(groupOf.length);
    return {
      visit: (row, found) => {
        if (arrays.place[row] === NONE) return;
        const place = groupOf[arrays.place[row]!]!;
        provinces[place] ??= view.groups.provincesOf(view.graph, place).map((id) => numbers.of(id));
        for (const province of provinces[place]!) found(province);
      },
      key: (group) => numbers.key(group),
    };
  },
  ACTOR: ({ arrays, who, groupOf, view }) => ({
    visit: (row, found) => {
      for (let at = arrays.who[row]!; at !== NONE; at++) {
        const participant = who[at]!;
        found(groupOf[entityIn(participant)]!);
        if (isLastParticipant(participant)) break;
      }
    },
    key: (group) => view.groups.idOf(group),
  }),
  DYAD: ({ arrays, who, groupOf, view: { groups } }) => {
    const numbers = new Numbers<number>();
    const size = groupOf.length;
    return {
      visit: (row, found) => {
        for (let at = arrays.who[row]!; at !== NONE; at++) {
          const attacker = who[at]!;
          if (SIDE_OF_ROLE[roleIn(attacker)] === 1) {
            const a = groupOf[entityIn(attacker)]!;
            for (let other = arrays.who[row]!; ; other++) {
              const defender = who[other]!;
              const b = groupOf[entityIn(defender)]!;
              if (a !== b && SIDE_OF_ROLE[roleIn(defender)] === 2) found(numbers.of(Math.min(a, b) * size + Math.max(a, b)));
              if (isLastParticipant(defender)) break;
            }
          }
          if (isLastParticipant(attacker)) break;
        }
      },
      key: (group) => {
        const pair = numbers.key(group);
        return [groups.idOf(Math.floor(pair / size)), groups.idOf(pair % size)].sort().join(' ');
      },
    };
  },
  SOURCE: ({ arrays, view, voices }) => {
    const { ofEventKey, sources } = view.graph.passages as PassageSnapshot;
    return {
      visit: (row, found) => {
        const list = ofEventKey(arrays.idHigh[row]!, arrays.idLow[row]!);
        if (voices !== null) {
          for (const at of voices.graph.countedPassagesOfEvent(idOf(arrays, row))) found(sourceIn(list.column, at));
          return;
        }
        for (let at = list.place; at !== 0; at++) {
          found(sourceIn(list.column, at));
          if (isLastIn(list.column, at)) break;
        }
      },
      key: (group) => sources[group]!.id,
    };
  },
};

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
