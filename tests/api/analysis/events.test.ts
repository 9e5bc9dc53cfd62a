import { describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { runnerOf } from '../../support/paths/runner.ts';
import { answer } from '../graph/support/answer.ts';
import { ofRecords, statementsOf } from '../graph/support/counted.ts';
import { fillAnalysed } from './world.ts';

interface Totals {
  readonly events: number;
  readonly deaths: { readonly best: number; readonly low: number; readonly high: number };
}
type Buckets = readonly (Totals & { readonly start: string })[];
type Groups = readonly (Totals & { readonly key: string; readonly label: string; readonly entity: { readonly slug: string } | null })[];

const TOTALS = 'events deaths { best low high }';

async function series(engine: Engine, by: string, filter = '') {
  const args = `filter: { ${filter} }, by: ${by}`;
  const query = `{ eventSeries(${args}) { start ${TOTALS} } eventRemainder(${args}) { ${TOTALS} }
    events(filter: { ${filter} }, first: 0) { totalCount deaths { best low high } } }`;
  return runnerOf(engine).execute<{
    eventSeries: Buckets;
    eventRemainder: Totals;
    events: { totalCount: number; deaths: Totals['deaths'] };
  }>(query);
}

/** `2016-03: 2` for each bucket that has events. */
async function filled(engine: Engine, by: string, filter = ''): Promise<string[]> {
  const { eventSeries } = await series(engine, by, filter);
  return eventSeries.filter(({ events }) => events > 0).map(({ start, events, deaths }) => `${start}: ${events}, ${deaths.best}`);
}

async function groups(engine: Engine, args: string): Promise<string[]> {
  const query = `{ eventBreakdown(${args}) { key label entity { slug } ${TOTALS} } }`;
  const { eventBreakdown } = await runnerOf(engine).execute<{ eventBreakdown: Groups }>(query);
  return eventBreakdown.map(({ label, entity, events, deaths }) => {
    expect(entity === null || entity.slug === label).toBe(true);
    return `${label}: ${events}, ${deaths.best}`;
  });
}

describeEachEngine((engine) => {
  describe('eventSeries', () => {
    test('by day: events known to the month, or lasting for days, are in none', async () => {
      expect(await filled(engine(), 'DAY')).toEqual(['2016-03-05: 2, 11', '2016-06-10: 1, 5', '2018-01-31: 1, 0']);
    });

    test('by month and by year', async () => {
      expect(await filled(engine(), 'MONTH')).toEqual(['2016-03: 2, 11', '2016-05: 1, 1000', '2016-06: 2, 10005', '2018-01: 1, 0']);
      expect(await filled(engine(), 'YEAR')).toEqual(['2016: 6, 11116', '2017: 1, 100000', '2018: 1, 0']);
    });

    test('has empty buckets, without gaps from the first to the last', async () => {
      const { eventSeries } = await series(engine(), 'MONTH');
      const months = eventSeries.map(({ start }) => start);
      expect([months.length, months[0], months.at(-1)]).toEqual([23, '2016-03', '2018-01']);
      expect(eventSeries.find(({ start }) => start === '2016-04')).toEqual({
        start: '2016-04',
        events: 0,
        deaths: { best: 0, low: 0, high: 0 },
      });
    });

    test('covers the time that the filter bounds', async () => {
      const { eventSeries } = await series(engine(), 'MONTH', 'at: "2016"');
      expect([eventSeries.length, eventSeries[0]!.start, eventSeries.at(-1)!.start]).toEqual([12, '2016-01', '2016-12']);
      const half = await series(engine(), 'YEAR', 'during: { start: "2015" }');
      expect(half.eventSeries.map(({ start }) => start)).toEqual(['2015', '2016', '2017', '2018']);
      expect((await series(engine(), 'DAY', 'at: "1999-02"')).eventSeries.length).toBe(28);
      expect((await series(engine(), 'DAY', 'during: { end: "1999" }')).eventSeries).toEqual([]);
    });

    test.each(['DAY', 'MONTH', 'YEAR'])('by %s: buckets and remainder are all events, for any filter', async (by) => {
      const filters = [
        '',
        'at: "2016"',
        'at: "2017"',
        'at: "2016-06"',
        'within: "land"',
        'actors: ["south"]',
        'minDeaths: 10',
        'kinds: [BATTLE]',
      ];
      const more = [
        'allActors: ["north", "south"], certainty: CERTAIN, at: "2016"',
        'during: { start: "2016-04", end: "2016-05-04" }',
        'status: [DENIED]',
      ];
      const sums = new Set<number>();
      for (const filter of [...filters, ...more]) {
        const { eventSeries, eventRemainder, events } = await series(engine(), by, filter);
        const all = [...eventSeries, eventRemainder];
        const sum = (part: keyof Totals['deaths']) => all.reduce((total, { deaths }) => total + deaths[part], 0);
        expect(all.reduce((total, one) => total + one.events, 0)).toBe(events.totalCount);
        expect({ best: sum('best'), low: sum('low'), high: sum('high') }).toEqual(events.deaths);
        sums.add(events.totalCount);
      }
      expect(sums.size).toBeGreaterThan(4);
    });

    test('takes no statement that reads events, remainder included', async () => {
      const query = '{ eventSeries { start } eventRemainder { events } }';
      expect(ofRecords(await statementsOf(engine(), query))).toEqual([]);
    });

    test('refuses more buckets than the limit, and an unknown actor', async () => {
      const { errors } = await answer(engine(), '{ eventSeries(by: DAY, filter: { during: { start: "1900", end: "2000" } }) { start } }');
      expect(errors?.map(({ message, extensions }) => [extensions?.code, message])).toEqual([
        ['BAD_INPUT', 'Expected a series of at most 20000 buckets; by DAY these events need more. Use a wider unit, or `during`.'],
      ]);
      expect((await runnerOf(engine()).errorOf('{ eventSeries(filter: { actors: ["nobody"] }) { start } }')).code).toBe('UNKNOWN_ENTITY');
      expect(
        (await runnerOf(engine()).errorOf('{ eventRemainder(filter: { during: { start: "2016", end: "2015" } }) { events } }')).code,
      ).toBe('BAD_WINDOW');
    });
  });

  describe('relationshipSeries', () => {
    type Bucket = { start: string; relationships: number; began: number; ended: number };
    const buckets = async (args: string) =>
      (
        await runnerOf(engine()).execute<{ relationshipSeries: Bucket[] }>(
          `{ relationshipSeries(${args}) { start relationships began ended } }`,
        )
      ).relationshipSeries;

    test('counts by year what `relationships` lists with `at`, and what began and ended', async () => {
      const found = await buckets('filter: { involving: ["north"] }');
      expect([found[0]!.start, found.at(-1)!.start]).toEqual(['2010', '2018']);
      expect(found.map(({ start, began, ended }) => `${start} +${began} -${ended}`)).toEqual(
        expect.arrayContaining(['2010 +1 -0', '2012 +0 -1', '2014 +1 -0', '2016 +1 -1', '2017 +1 -0', '2018 +0 -0']),
      );
      for (const { start, relationships } of found) {
        const query = `{ relationships(filter: { involving: ["north"], at: "${start}" }) { totalCount } }`;
        expect(await runnerOf(engine()).execute(query), start).toEqual({ relationships: { totalCount: relationships } });
      }
    });

    test('by month, over the time of the filter', async () => {
      const found = await buckets('by: MONTH, filter: { at: "2014", types: [ATTACKS], involving: ["north"] }');
      expect([found.length, found[0]!.start]).toEqual([12, '2014-01']);
      expect(found.filter(({ began }) => began > 0).map(({ start }) => start)).toEqual(['2014-03']);
      expect(await buckets('filter: { types: [SANCTIONS] }')).toEqual([]);
    });

    test('refuses more buckets than the limit', async () => {
      const refused = await runnerOf(engine()).errorOf(
        '{ relationshipSeries(by: DAY, filter: { during: { start: "1900", end: "2000" } }) { start } }',
      );
      expect(refused).toEqual({
        code: 'BAD_INPUT',
        message: 'Expected a series of at most 20000 buckets; by DAY these relationships need more. Use a wider unit, or `during`.',
      });
    });
  });

  describe('eventBreakdown', () => {
    test.each([
      ['ACTOR', ['south: 7, 111116', 'north: 7, 111116', 'west: 1, 0', 'east: 1, 0']],
      ['DYAD', ['north – south: 7, 111116', 'east – west: 1, 0']],
      ['PLACE', ['ford: 3, 1015', 'hill: 2, 101', 'valley: 1, 10000', 'island: 1, 0']],
      ['PROVINCE', ['upland: 4, 11015', 'lowland: 2, 101']],
      ['KIND', ['BATTLE: 7, 111115', 'AIRSTRIKE: 1, 1']],
      ['SOURCE', ['News: 2, 11', 'Radio: 1, 10']],
    ])('by %s: most events first', async (by, expected) => {
      expect((await groups(engine(), `by: ${by}`)).sort()).toEqual([...expected].sort());
      expect((await groups(engine(), `by: ${by}`)).map((group) => Number(/: (\d+),/.exec(group)![1]))).toEqual(
        expected.map((group) => Number(/: (\d+),/.exec(group)![1])),
      );
    });

    test('counts what a filter selects, and returns as many groups as requested', async () => {
      expect(await groups(engine(), 'by: PLACE, first: 1')).toEqual(['ford: 3, 1015']);
      expect(await groups(engine(), 'by: PLACE, filter: { within: "lowland" }')).toEqual(['hill: 2, 101']);
      expect(await groups(engine(), 'by: SOURCE, filter: { status: [DENIED] }')).toEqual(['Radio: 1, 7']);
    });

    test('takes no statement but for the names', async () => {
      const statements = await statementsOf(engine(), '{ eventBreakdown(by: PROVINCE, filter: { actors: ["north"] }) { label events } }');
      expect(ofRecords(statements)).toEqual(['entity.byId(full)', 'entity.idsBySlug', 'event.coalitions']);
    });

    test.each([0, 101])('refuses %i groups', async (first) => {
      const refused = await runnerOf(engine()).errorOf(`{ eventBreakdown(by: KIND, first: ${first}) { events } }`);
      expect(refused).toEqual({ code: 'BAD_INPUT', message: `Expected \`first\` from 1 to 100; got ${first}.` });
    });
  });

  describe('disputes', () => {
    const listed = async (args: string) => {
      const query = `{ disputes(${args}) { totalCount nodes { statement status } pageInfo { hasNextPage endCursor } } }`;
      type Answer = { disputes: { totalCount: number; nodes: { statement: string; status: string }[]; pageInfo: { endCursor: string } } };
      return (await runnerOf(engine()).execute<Answer>(query)).disputes;
    };

    test('are the relationships on which sources disagree, most evidence first', async () => {
      const { totalCount, nodes } = await listed('first: 10');
      expect(totalCount).toBe(3);
      expect(nodes[0]).toEqual({ statement: 'west backs south', status: 'DISPUTED' });
      expect(nodes.map(({ statement }) => statement).sort()).toEqual(['east opposes south', 'west attacks north', 'west backs south']);
    });

    test('page by page, either way', async () => {
      const all = (await listed('first: 10')).nodes.map(({ statement }) => statement);
      const first = await listed('first: 2');
      const rest = await listed(`first: 2, after: "${first.pageInfo.endCursor}"`);
      expect([...first.nodes, ...rest.nodes].map(({ statement }) => statement)).toEqual(all);
      expect((await listed('last: 2')).nodes.map(({ statement }) => statement)).toEqual(all.slice(1));
    });

    test('of what a filter selects', async () => {
      const names = async (filter: string) => (await listed(`filter: { ${filter} }`)).nodes.map(({ statement }) => statement);
      expect(await names('sign: COOPERATIVE')).toEqual(['west backs south']);
      expect(await names('involving: ["north"]')).toEqual(['west attacks north']);
      expect(await names('at: "2014", certainty: POSSIBLE')).toEqual(['east opposes south']);
      expect(await names('status: [SUPPORTED]')).toEqual([]);
    });
  });
}, fillAnalysed);
