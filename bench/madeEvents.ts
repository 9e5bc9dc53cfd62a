import type { ImportFormat, ImportItem } from '../src/exchange/import/format.ts';
import { dayText } from '../src/model/calendar.ts';
import { parseDate } from '../src/model/date.ts';
import { dayFields } from '../src/store/dated.ts';
import { deathsOrd, EVENT, type EventRecord } from '../src/store/event.ts';
import { entityId, eventId } from '../src/store/mintId.ts';
import { seeded } from './random.ts';

/** An event as a row of UCDP's table of georeferenced events gives it. */
export interface MadeEvent {
  readonly key: string;
  readonly kind: 'STATE_BASED_VIOLENCE' | 'NON_STATE_VIOLENCE' | 'ONE_SIDED_VIOLENCE';
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly place: string;
  readonly participants: readonly { readonly actor: string; readonly role: 'SIDE_A' | 'SIDE_B' }[];
  readonly deathsBest: number;
  readonly deathsLow: number;
  readonly deathsHigh: number;
}

/** As many actors and places for each number of events as that table has, about. There each actor fights few others. */
export const actorsOf = (events: number): number => Math.max(50, Math.ceil(events / 200));
export const townsOf = (events: number): number => Math.max(100, Math.ceil(events / 12));
const OPPONENTS = 3;
const COUNTRIES = 60;
const PROVINCES = 900;

export const actorSlug = (actor: number): string => `fighter-${actor}`;
export const countrySlug = (country: number): string => `country-${country}`;
const provinceSlug = (province: number): string => `province-${province}`;
const townSlug = (town: number): string => `town-${town}`;

const FIRST_DAY = parseDate('1989-01-01').first;
const DAYS = parseDate('2024-12-31').last - FIRST_DAY;
const KINDS = ['STATE_BASED_VIOLENCE', 'STATE_BASED_VIOLENCE', 'NON_STATE_VIOLENCE', 'ONE_SIDED_VIOLENCE'] as const;

/** Deterministic. Few actors have most events, one in twelve lasts for days or is known to the month only. */
export function* madeEvents(count: number): Generator<MadeEvent> {
  const random = seeded(11);
  const [actors, towns] = [actorsOf(count), townsOf(count)];
  const whole = (below: number): number => Math.floor(random() * below);
  const often = (below: number): number => Math.floor(below * random() ** 3);
  for (let index = 0; index < count; index++) {
    const first = FIRST_DAY + whole(DAYS);
    const [start, end] = [dayText(first), dayText(Math.min(FIRST_DAY + DAYS, first + (index % 12 === 0 ? whole(40) : 0)))];
    const dates = index % 24 === 1 ? { start: start.slice(0, 7), end: start.slice(0, 7) } : { start, end };
    const a = often(actors);
    const b = (a + 1 + whole(OPPONENTS)) % actors;
    const best = often(60);
    yield {
      key: `made:${index}`,
      kind: KINDS[index % KINDS.length]!,
      title: `${actorSlug(a)} and ${actorSlug(b)} fight`,
      ...dates,
      place: townSlug(often(towns)),
      participants: [
        { actor: actorSlug(a), role: 'SIDE_A' },
        { actor: actorSlug(b), role: 'SIDE_B' },
      ],
      deathsBest: best,
      deathsLow: Math.floor(best * 0.8),
      deathsHigh: best + whole(10),
    };
  }
}

/** The actors and places of so many events, and `imported` of these, each with a passage, as a format to import. */
export function madeEventFormat(count: number, imported: number): ImportFormat {
  return {
    name: 'made-events',
    version: 1,
    summary: 'made events',
    async *read(): AsyncGenerator<ImportItem> {
      let line = 1;
      const item = (kind: 'sources' | 'actors' | 'places' | 'events', row: object): ImportItem => ({ kind, row: { ...row }, line: line++ });
      yield item('sources', { key: 'made-table', title: 'A made table', reliability: 'B' });
      for (let n = 0; n < actorsOf(count); n++) yield item('actors', { slug: actorSlug(n), kind: 'ARMED_GROUP', name: actorSlug(n) });
      for (let n = 0; n < COUNTRIES; n++) yield item('places', { slug: countrySlug(n), kind: 'COUNTRY', name: countrySlug(n) });
      const inside = (slug: string, kind: string, within: string) => item('places', { slug, kind, name: slug, within });
      for (let n = 0; n < PROVINCES; n++) yield inside(provinceSlug(n), 'PROVINCE', countrySlug(n % COUNTRIES));
      for (let n = 0; n < townsOf(count); n++) yield inside(townSlug(n), 'TOWN', provinceSlug(n % PROVINCES));
      let left = imported;
      for (const event of madeEvents(count)) {
        if (left-- === 0) return;
        const evidence = [{ source: 'made-table', locator: event.key, quote: `Codes ${event.deathsBest} deaths (best estimate).` }];
        yield item('events', { ...event, evidence });
      }
    },
  };
}

/** Creates events without the checks of the write path: rows as `rowOfEvent` makes them. Their actors and places exist. */
export const CREATE_EVENTS = {
  name: 'bench.createEvents',
  text: `UNWIND $rows AS row
MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) MATCH (p:Entity {id: row[2]})
CREATE (v:Event ${EVENT.mapLiteral('row', 3)})
CREATE (v)<-[:PARTICIPATES {role: 'SIDE_A'}]-(a)
CREATE (v)<-[:PARTICIPATES {role: 'SIDE_B'}]-(b)
CREATE (v)-[:HAPPENED_IN]->(p)`,
};

export function rowOfEvent({ participants, place, ...event }: MadeEvent): readonly unknown[] {
  const id = eventId(event.key);
  const { lo, hi, clo, chi, ord } = dayFields(event, id);
  const record = {
    ...{ id, ...event, ongoing: null, lo, hi, clo, chi, ord, status: 'REPORTED', place: entityId(place), placePrecision: 'EXACT' },
    ...{ deathsText: null, deathsOrd: deathsOrd(event.deathsBest, id), civilianDeaths: null, injured: null },
    ...{ recordedAt: '2026-01-01T00:00:00.000Z', revision: 1 },
  } as EventRecord;
  return [...participants.map(({ actor }) => entityId(actor)), entityId(place), ...EVENT.encode(record)];
}
