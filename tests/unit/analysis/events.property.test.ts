import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventColumns } from '../../../src/analysis/events/columns.ts';
import { countByGroup, countByTime, countEvents, type EventDimensionName } from '../../../src/analysis/events/counts.ts';
import type { EventView } from '../../../src/analysis/events/eventView.ts';
import { FollowedEvents } from '../../../src/analysis/events/followedEvents.ts';
import { EventMatcher, type EventQuestion } from '../../../src/analysis/events/matcher.ts';
import { eventsOnPage } from '../../../src/analysis/events/pages.ts';
import type { ChangeRow, ProjectionEvent } from '../../../src/analysis/projection/records.ts';
import { TIME_UNITS } from '../../../src/model/bucket.ts';
import { dayNumber } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import { CERTAINTIES } from '../../../src/model/interval.ts';
import { EVENT_KINDS, EVENT_ROLES, STATUSES } from '../../../src/model/kinds.ts';
import { entityId, eventId, sourceId } from '../../../src/store/mintId.ts';
import { build } from '../../support/analysis/build.ts';
import { tieId } from '../../support/analysis/graph.ts';
import { bucketOfEvent, EventModel, ordOf, sumOf } from '../../support/events/model.ts';
import { numRuns } from '../../support/scope.ts';

const ACTORS = ['a', 'b', 'c', 'd'].map((slug) => entityId(`actor-${slug}`));
const PLACES = ['land', 'north', 'hill', 'ford', 'isle'].map((slug) => entityId(slug));
const EVENTS = Array.from({ length: 12 }, (_, n) => eventId(`event ${n}`));
const SOURCES = ['wire', 'paper'].map(sourceId);
/** The first days of March 2016 and after, and open ends. */
const FIRST = dayNumber(2016, 2, 27);

const days = fc
  .record({ from: fc.nat(40), length: fc.constantFrom(0, 0, 1, 5, 400), open: fc.boolean(), vague: fc.boolean() })
  .map((drawn) => {
    const lo = FIRST + drawn.from;
    const last = lo + drawn.length;
    const [clo, chi] = drawn.vague ? [last, lo] : [lo, last];
    return { lo, hi: drawn.open ? 4_000_000 : last, clo, chi };
  });

const event: fc.Arbitrary<ProjectionEvent> = fc
  .record({
    id: fc.constantFrom(...EVENTS),
    kind: fc.constantFrom(...EVENT_KINDS.slice(0, 3)),
    status: fc.constantFrom(...STATUSES),
    days,
    place: fc.option(fc.constantFrom(...PLACES)),
    deaths: fc.tuple(fc.option(fc.nat(9)), fc.option(fc.nat(9)), fc.option(fc.nat(9))),
    participants: fc.uniqueArray(fc.tuple(fc.constantFrom(...ACTORS), fc.constantFrom(...EVENT_ROLES.slice(0, 6))), {
      minLength: 1,
      maxLength: 4,
      selector: String,
    }),
  })
  .map(({ days: bounds, ...rest }) => ({ ...rest, ...bounds }));

const row: fc.Arbitrary<ChangeRow> = fc.oneof(
  { weight: 8, arbitrary: event.map((one) => ({ op: 'event', ...one }) as const) },
  { weight: 2, arbitrary: fc.constantFrom(...EVENTS).map((id) => ({ op: 'deletedEvent', id }) as const) },
  { weight: 2, arbitrary: merge(ACTORS) },
  { weight: 2, arbitrary: merge(PLACES) },
  {
    weight: 3,
    // A place lies only in an earlier one.
    arbitrary: fc
      .tuple(
        fc.integer({ min: 1, max: PLACES.length - 1 }),
        fc.constantFrom(0, 1, 2, 3, 3, 3, 3, 3),
        fc.constantFrom('SUPPORTED', 'SUPPORTED', 'DENIED', 'gone'),
      )
      .map(([inner, at, status]): ChangeRow => {
        const [place, outer] = [PLACES[inner]!, PLACES[Math.min(at, inner - 1)]!];
        return status === 'gone' ? { op: 'gone', id: tieId('LOCATED_IN', place, outer, 0) } : located(place, outer, status as 'DENIED');
      }),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PLACES), fc.constantFrom('PROVINCE', 'TOWN'))
      .map(([id, placeKind]) => ({ op: 'entity', id, kind: 'PLACE', name: id, placeKind }) as ChangeRow),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constantFrom(...EVENTS), fc.array(fc.constantFrom(...SOURCES), { maxLength: 3 })).map(([id, sources]) => ({
      op: 'passages' as const,
      id,
      passages: sources.map((source) => [source, null, null, 0, 0, null, '2020-01-01'] as const),
    })),
  },
);

/** One is merged into another, or is itself again. Only the last two ever are, so that chains cannot form. */
function merge(ids: readonly string[]): fc.Arbitrary<ChangeRow> {
  return fc
    .tuple(fc.constantFrom(...ids.slice(-2)), fc.constantFrom(...ids.slice(0, -2)), fc.boolean())
    .map(([id, canon, parted]) => ({ op: 'canon', id, canon: parted ? id : canon }));
}

const window = fc.oneof(
  fc.constant({ first: -1, last: 4_000_000 }),
  fc.tuple(fc.nat(50), fc.nat(20)).map(([from, length]) => ({ first: FIRST + from, last: FIRST + from + length })),
);
const parts = fc.array(
  fc.record({
    actor: fc.constantFrom(...ACTORS.slice(0, 2)),
    lo: fc.constantFrom(-1, FIRST + 5),
    hi: fc.constantFrom(4_000_000, FIRST + 20),
  }),
  { maxLength: 3 },
);
const anyQuestion: fc.Arbitrary<EventQuestion> = fc
  .record({
    window,
    certainty: fc.constantFrom(...CERTAINTIES),
    status: fc.oneof(fc.constant(STATUSES), fc.subarray([...STATUSES])),
    kinds: fc.option(fc.subarray(EVENT_KINDS.slice(0, 3)), { freq: 2 }),
    minDeaths: fc.option(fc.nat(5), { freq: 2 }),
    groups: fc.array(parts, { maxLength: 2 }),
    within: fc.array(fc.constantFrom(...PLACES.slice(0, 3)), { maxLength: 2 }),
    opposed: fc.option(fc.constantFrom({ from: ACTORS[0]!, to: ACTORS[1]! }, { from: ACTORS[1]!, to: null }), { freq: 1 }),
  })
  .map(({ window: { first, last }, ...rest }) => ({ ...rest, first, last }));

const page = fc.record({
  after: fc.option(fc.nat(11)),
  before: fc.option(fc.nat(11)),
  descending: fc.boolean(),
  limit: fc.integer({ min: 0, max: 6 }),
});

const DIMENSIONS: readonly EventDimensionName[] = ['ACTOR', 'DYAD', 'PLACE', 'PROVINCE', 'KIND', 'SOURCE'];

/** What a view answers, as plain values. */
async function answers(view: EventView, question: EventQuestion, bounds: Bounds) {
  const matcher = new EventMatcher(view, question);
  const { events, best, low, high } = await countEvents(matcher);
  const series = await Promise.all(TIME_UNITS.map((unit) => countByTime(matcher, unit, COUNTED)));
  const groups = await Promise.all(DIMENSIONS.map((by) => countByGroup(matcher, by, 3)));
  const pages = await Promise.all((['START', 'DEATHS'] as const).map((order) => eventsOnPage(matcher, order, bounds[order])));
  const sum = (count: { events: number; best: number; low: number; high: number }) => [count.events, count.best, count.low, count.high];
  return {
    total: [events, best, low, high],
    series: series.map(({ counts, remainder, days }) => [
      [...counts].map(([bucket, count]) => [bucket, sum(count)]).sort(),
      sum(remainder),
      days && [days.first, days.last],
    ]),
    groups: groups.map((list) => list.map((group) => [group.key, sum(group)])),
    pages,
  };
}

/** The days of which buckets count: from the middle of March. */
const COUNTED = { first: FIRST + 18, last: 3_000_000 };
const isCounted = (bucket: string): boolean => parseDate(bucket).last >= COUNTED.first;

type Bounds = Readonly<Record<'START' | 'DEATHS', Parameters<typeof eventsOnPage>[2]>>;

/** The same by looking at every event. */
function expected(model: EventModel, question: EventQuestion, bounds: Bounds) {
  const matching = model.matching(question);
  return {
    total: sumOf(matching),
    series: TIME_UNITS.map((unit) => {
      const bucketOf = (one: ProjectionEvent) => {
        const bucket = bucketOfEvent(one, unit);
        return bucket !== null && isCounted(bucket) ? bucket : null;
      };
      const buckets = [...new Set(matching.flatMap((one) => bucketOf(one) ?? []))].sort();
      return [
        buckets.map((bucket) => [bucket, sumOf(matching.filter((one) => bucketOf(one) === bucket))]),
        sumOf(matching.filter((one) => bucketOf(one) === null)),
        buckets.length > 0 ? [parseDate(buckets[0]!).first, parseDate(buckets.at(-1)!).last] : null,
      ];
    }),
    groups: DIMENSIONS.map((by) => {
      const keys = [...new Set(matching.flatMap((one) => [...model.keysOf(one, by)]))];
      const groups = keys.map((key) => [key, sumOf(matching.filter((one) => model.keysOf(one, by).has(key)))] as const);
      return groups.sort(([a, [x, p]], [b, [y, q]]) => y - x || q - p || (a < b ? -1 : 1)).slice(0, 3);
    }),
    pages: (['START', 'DEATHS'] as const).map((order) => pageOf(matching, order, bounds[order])),
  };
}

function pageOf(matching: readonly ProjectionEvent[], order: 'START' | 'DEATHS', bounds: Parameters<typeof eventsOnPage>[2]) {
  const { after, before, descending, limit } = bounds;
  const list = matching.filter((one) => ordOf(one, order) > after && (before === null || ordOf(one, order) < before));
  list.sort((a, b) => (ordOf(a, order) < ordOf(b, order) !== descending ? -1 : 1));
  return list.slice(0, limit).map(({ id, status }) => ({ id, status }));
}

test('after any changes every answer is that of looking at every event, and older views never change', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(row, { minLength: 1, maxLength: 5 }), { minLength: 2, maxLength: 8 }),
    fc.array(fc.tuple(anyQuestion, page), { minLength: 1, maxLength: 3 }),
    async (revisions, questions) => {
      const projection = build(GRAPH, 0, { minSpareCapacity: 3 });
      projection.addPassages({ sources: [], passages: [] });
      // So few that rows are put into order again and again.
      const followed = new FollowedEvents(new EventColumns(2), [], 2);
      const model = new EventModel();
      const older: [view: EventView, answered: unknown][] = [];
      for (const [at, rows] of [BEGINNING, ...revisions].entries()) {
        const graph = projection.apply({ revision: at + 1, rows });
        // Also while they are being put into order.
        const ordered = at % 3 === 1 ? followed.orderInTurns() : null;
        followed.apply({ revision: at + 1, rows });
        await ordered;
        model.apply(rows);
        const view = followed.at(graph);
        for (const [question, drawn] of questions) {
          const bounds = { START: boundsOf(model, drawn, 'START'), DEATHS: boundsOf(model, drawn, 'DEATHS') };
          expect(await answers(view, question, bounds)).toEqual(expected(model, question, bounds));
        }
        older.push([view, await answersInTime(view)]);
      }
      for (const [view, answered] of older) expect(await answersInTime(view)).toEqual(answered);
    },
  );
  await fc.assert(property, { numRuns: numRuns(1_000) });
});

test('pages of many events, in either order and direction, are those of looking at every event', async () => {
  const random = fc.sample(
    event.chain((one) => fc.nat(200).map((best) => ({ ...one, deaths: [best, null, null] as const }))),
    { numRuns: 6_000, seed: 5 },
  );
  const rows = random.map((one, number): ChangeRow => ({ op: 'event', ...one, id: eventId(`many ${number}`) }));
  const projection = build(GRAPH, 0, { minSpareCapacity: 3 });
  projection.addPassages({ sources: [], passages: [] });
  const followed = new FollowedEvents();
  const model = new EventModel();
  const graph = projection.apply({ revision: 1, rows });
  followed.apply({ revision: 1, rows });
  model.apply(rows);
  const matcher = new EventMatcher(followed.at(graph), EVERYTHING);
  for (const order of ['START', 'DEATHS'] as const) {
    for (const descending of [true, false]) {
      const after = ordOf(model.events[17]!, order);
      for (const bounds of [
        { after: '', before: null, descending, limit: 7 },
        { after, before: null, descending, limit: 20 },
        { after: '', before: after, descending, limit: 3 },
        { after: '', before: null, descending, limit: 0 },
      ])
        expect(await eventsOnPage(matcher, order, bounds)).toEqual(pageOf(model.events, order, bounds));
    }
  }
});

/** Each place lies in the one before it, of which the first and the third are provinces, and something happened in the last. */
const BEGINNING: readonly ChangeRow[] = [
  ...PLACES.slice(1).map((id, outer) => located(id, PLACES[outer]!)),
  ...[0, 2].map((at): ChangeRow => ({ op: 'entity', id: PLACES[at]!, kind: 'PLACE', name: 'a province', placeKind: 'PROVINCE' })),
  {
    op: 'event',
    ...{ id: eventId('the first'), kind: 'OTHER', status: 'SUPPORTED', place: PLACES.at(-1)!, deaths: [1, null, null] },
    ...{ lo: FIRST, hi: FIRST, clo: FIRST, chi: FIRST, participants: [[ACTORS[0]!, 'PARTY']] },
  },
];

function located(inner: string, outer: string, status: 'SUPPORTED' | 'DENIED' = 'SUPPORTED'): ChangeRow {
  const id = tieId('LOCATED_IN', inner, outer, 0);
  return { op: 'tie', id, lo: -1, hi: 4_000_000, clo: 4_000_000, chi: -1, status, confidence: 1 };
}

const GRAPH = {
  entities: [
    ...ACTORS.map((id) => ({ id, kind: 'STATE' as const, canon: id, name: id })),
    ...PLACES.map((id) => ({ id, kind: 'PLACE' as const, canon: id, name: id })),
  ],
  ties: [],
};

const EVERYTHING: EventQuestion = {
  first: -1,
  last: 4_000_000,
  certainty: 'POSSIBLE',
  status: STATUSES,
  kinds: null,
  minDeaths: null,
  groups: [],
  within: [],
  opposed: null,
};
const WHOLE = { after: '', before: null, descending: false, limit: 100 };

/** Passages show their latest state: all but them. */
async function answersInTime(view: EventView) {
  const { groups, ...rest } = await answers(view, EVERYTHING, { START: WHOLE, DEATHS: WHOLE });
  return { ...rest, groups: groups.slice(0, -1) };
}

/** Bounds at the sort keys of events that are there, or were. */
function boundsOf(
  model: EventModel,
  { after, before, ...rest }: typeof page extends fc.Arbitrary<infer T> ? T : never,
  order: 'START' | 'DEATHS',
) {
  const keyAt = (index: number | null) => {
    const found = index === null ? undefined : model.events[index];
    return found ? ordOf(found, order) : null;
  };
  return { ...rest, after: keyAt(after) ?? '', before: keyAt(before) };
}
