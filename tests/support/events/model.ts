import type { EventQuestion } from '../../../src/analysis/events/matcher.ts';
import type { ChangeRow, ProjectionEvent, ProjectionPassage } from '../../../src/analysis/projection/records.ts';
import { bucketOf, type TimeUnit } from '../../../src/model/bucket.ts';

/** Events, merges and places as plain records, and answers by looking at every one of them. */
export class EventModel {
  readonly #events = new Map<string, ProjectionEvent>();
  readonly #canon = new Map<string, string>();
  readonly #inside = new Map<string, readonly [place: string, around: string, denied: boolean]>();
  readonly #provinces = new Set<string>();
  readonly #passages = new Map<string, readonly ProjectionPassage[]>();

  apply(rows: readonly ChangeRow[]): void {
    for (const row of rows) {
      if (row.op === 'event') this.#events.set(row.id, row);
      if (row.op === 'deletedEvent') this.#events.delete(row.id);
      if (row.op === 'canon') this.#canon.set(row.id, row.canon);
      if (row.op === 'tie') this.#inside.set(row.id, [row.id.slice(0, 12), row.id.slice(14, 26), row.status === 'DENIED']);
      if (row.op === 'gone') this.#inside.delete(row.id);
      if (row.op === 'entity' && row.placeKind === 'PROVINCE') this.#provinces.add(row.id);
      if (row.op === 'entity' && row.placeKind !== 'PROVINCE') this.#provinces.delete(row.id);
      if (row.op === 'passages') this.#passages.set(row.id, row.passages);
    }
  }

  get events(): readonly ProjectionEvent[] {
    return [...this.#events.values()];
  }

  matching({ first, last, certainty, status, kinds, minDeaths, groups, within, opposed }: EventQuestion): ProjectionEvent[] {
    const areas = within.map((place) => this.#below(place));
    return this.events.filter((event) => {
      const { lo, hi, clo, chi } = event;
      const who = event.participants.map(([actor, role]) => [this.#canonOf(actor), role] as const);
      const holds = {
        POSSIBLE: lo <= last && hi >= first,
        LIKELY: clo <= last && chi >= first,
        CERTAIN: clo <= last && chi >= first,
        THROUGHOUT: clo <= first && chi >= last,
      }[certainty];
      const plays = (actor: string, roles: readonly string[]) => who.some(([one, role]) => one === actor && roles.includes(role));
      const attacks = (a: string, b: string) => plays(a, ATTACKING) && plays(b, DEFENDING);
      return (
        holds &&
        status.includes(event.status) &&
        (kinds === null || kinds.includes(event.kind)) &&
        (minDeaths === null || (event.deaths[0] !== null && event.deaths[0] >= minDeaths)) &&
        areas.every((area) => event.place !== null && area.has(this.#canonOf(event.place))) &&
        groups.every((parts) => parts.some((part) => who.some(([one]) => one === part.actor) && lo <= part.hi && hi >= part.lo)) &&
        (opposed === null ||
          (opposed.to === null ? plays(opposed.from, ATTACKING) : attacks(opposed.from, opposed.to) || attacks(opposed.to, opposed.from)))
      );
    });
  }

  /** The keys of the groups in which an event is. */
  keysOf(event: ProjectionEvent, by: string): Set<string> {
    const actors = (roles: readonly string[] | null) =>
      event.participants.filter(([, role]) => roles === null || roles.includes(role)).map(([actor]) => this.#canonOf(actor));
    const place = event.place === null ? null : this.#canonOf(event.place);
    if (by === 'KIND') return new Set([event.kind]);
    if (by === 'PLACE') return new Set(place === null ? [] : [place]);
    if (by === 'ACTOR') return new Set(actors(null));
    if (by === 'SOURCE') return new Set((this.#passages.get(event.id) ?? []).map(([source]) => source));
    if (by === 'PROVINCE') return new Set(place === null ? [] : this.#around(place).filter((one) => this.#provinces.has(one)));
    const pairs = actors(ATTACKING).flatMap((a) => actors(DEFENDING).flatMap((b) => (a === b ? [] : [[a, b].sort().join(' ')])));
    return new Set(pairs);
  }

  #canonOf(id: string): string {
    return this.#canon.get(id) ?? id;
  }

  /** Pairs of a place and one directly around it, merges resolved. */
  #links(): (readonly [place: string, around: string])[] {
    return [...this.#inside.values()]
      .filter(([, , denied]) => !denied)
      .map(([place, around]) => [this.#canonOf(place), this.#canonOf(around)] as const)
      .filter(([place, around]) => place !== around);
  }

  #below(place: string): ReadonlySet<string> {
    const below = new Set([place]);
    for (let size = 0; size < below.size; ) {
      size = below.size;
      for (const [inner, outer] of this.#links()) if (below.has(outer)) below.add(inner);
    }
    return below;
  }

  /** A place and those up to four levels up. */
  #around(place: string): string[] {
    const levels = [new Set([place])];
    for (let level = 1; level <= 4; level++) {
      levels.push(new Set(this.#links().flatMap(([inner, outer]) => (levels[level - 1]!.has(inner) ? [outer] : []))));
    }
    return [...new Set(levels.flatMap((level) => [...level]))];
  }
}

const ATTACKING = ['SIDE_A', 'INITIATOR'];
const DEFENDING = ['SIDE_B', 'TARGET', 'VICTIM'];

/** Number of events, and deaths: best, low and high. */
export type Sum = readonly [events: number, best: number, low: number, high: number];

export function sumOf(events: readonly ProjectionEvent[]): Sum {
  const add = (of: (event: ProjectionEvent) => number) => events.reduce((total, event) => total + of(event), 0);
  return [
    events.length,
    add(({ deaths: [best] }) => best ?? 0),
    add(({ deaths: [best, low] }) => low ?? best ?? 0),
    add(({ deaths: [best, , high] }) => high ?? best ?? 0),
  ];
}

/** The bucket of all days on which an event may have happened; null if they are in several. */
export function bucketOfEvent({ lo, hi, clo, chi }: ProjectionEvent, unit: TimeUnit): string | null {
  const last = hi < 4_000_000 ? hi : Math.max(clo, chi);
  return lo < 0 || bucketOf(lo, unit) !== bucketOf(last, unit) ? null : bucketOf(lo, unit);
}

/** The sort key of an event, as the store has it. */
export function ordOf({ id, lo, deaths }: ProjectionEvent, order: 'START' | 'DEATHS'): string {
  if (order === 'DEATHS') return `${String(deaths[0] ?? 0).padStart(10, '0')}|${id}`;
  return `${lo < 0 ? '9999999' : String(lo).padStart(7, '0')}|${id}`;
}
