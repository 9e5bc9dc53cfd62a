import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { type QueryRunner, runnerOf } from '../../support/paths/runner.ts';
import { fillAnalysed } from './world.ts';

interface Episode {
  readonly posture: string;
  readonly interval: Record<string, string | null>;
  readonly relationships: readonly { readonly statement: string }[];
}

async function history(runner: QueryRunner, pair: string): Promise<string[]> {
  const query = `{ stanceHistory(${pair}) { posture interval { start end attestedFrom attestedUntil } relationships { statement } } }`;
  const { stanceHistory } = await runner.execute<{ stanceHistory: Episode[] }>(query);
  return stanceHistory.map(({ posture, interval: { start, end } }) => `${posture} ${start ?? ''}–${end ?? ''}`);
}

describeEachEngine((engine) => {
  const stance = async (args: string) => {
    const query = `{ stance(${args}) { posture relationships { statement } partsOfA { slug } partsOfB { slug } } }`;
    return (await runnerOf(engine()).execute<{ stance: Record<string, unknown> }>(query)).stance;
  };
  const said = (...statements: string[]) => statements.map((statement) => ({ statement }));

  describe('stance', () => {
    test.each([
      ['2011', 'FRIENDLY', ['north is allied with south']],
      ['2013', 'NONE', []],
      ['2015-07-01', 'HOSTILE', ['north attacks south']],
      ['2016-02-17', 'HOSTILE', ['north attacks south']],
      ['2016-02-18', 'NONE', []],
      ['2016-03', 'NONE', ['north has a ceasefire with south']],
      ['2020', 'HOSTILE', ['north is a rival of south']],
      ['2024', 'NONE', []],
    ])('in %s: %s', async (at, posture, statements) => {
      expect(await stance(`a: "south", b: "north", at: "${at}"`)).toEqual({
        posture,
        relationships: said(...statements),
        partsOfA: [],
        partsOfB: [],
      });
    });

    test('without a date by all relationships at any time, undated ones only with `undated`', async () => {
      const all = ['north attacks south', 'north is allied with south', 'north has a ceasefire with south', 'north is a rival of south'];
      const { posture, relationships } = await stance('a: "north", b: "south"');
      expect([posture, (relationships as unknown[]).length]).toEqual(['MIXED', all.length]);
      expect(await stance('a: "north", b: "south", at: "2013", undated: true')).toMatchObject({ posture: 'NONE' });
      expect(await stance('a: "north", b: "south", at: "2013", undated: true, certainty: POSSIBLE')).toMatchObject({
        posture: 'HOSTILE',
        relationships: said('north sanctions south'),
      });
    });

    test.each([
      ['2013', 'FRIENDLY'],
      ['2014', 'HOSTILE'],
      ['2015', 'MIXED'],
      ['2015-11', 'HOSTILE'],
      ['2016', 'FRIENDLY'],
    ])('the later word ends the earlier: in %s %s', async (at, posture) => {
      for (const certainty of ['POSSIBLE', 'LIKELY']) {
        expect(await stance(`a: "coast", b: "plain", at: "${at}", certainty: ${certainty}`)).toMatchObject({ posture });
      }
    });

    test('is by what is known with the certainty: the table of 2018 says nothing sure of 2024', async () => {
      expect(await stance('a: "south", b: "north", at: "2024", certainty: POSSIBLE')).toMatchObject({
        posture: 'HOSTILE',
        relationships: said('north has a ceasefire with south', 'north is a rival of south'),
      });
      expect(await stance('a: "south", b: "north", at: "2020", certainty: CERTAIN')).toMatchObject({ posture: 'NONE' });
    });

    test('through the parts that an actor had on those days, which are named', async () => {
      expect(await stance('a: "east", b: "west", at: "2015"')).toMatchObject({ posture: 'NONE', relationships: [] });
      expect(await stance('a: "east", b: "west", at: "2015", viaParts: true')).toEqual({
        posture: 'HOSTILE',
        relationships: said('brigade fights west'),
        partsOfA: [{ slug: 'brigade' }],
        partsOfB: [],
      });
      expect(await stance('a: "west", b: "east", at: "2015", viaParts: true')).toMatchObject({
        partsOfA: [],
        partsOfB: [{ slug: 'brigade' }],
      });
      expect(await stance('a: "east", b: "west", at: "2014", viaParts: true')).toMatchObject({ posture: 'NONE', relationships: [] });
    });
  });

  describe('stanceHistory', () => {
    const UNTIL_2016 = ['FRIENDLY 2010–2012', 'NONE 2013–2014-02', 'HOSTILE 2014-03–[2016-02-11..2016-02-17]', 'NONE 2016-02-18–2016'];

    test('is bounded by dates as given, without gaps, and ends where what is known is too old', async () => {
      // Five years after 2018-12-31, for that long rivals mostly stay rivals.
      expect(await history(runnerOf(engine()), 'a: "north", b: "south"')).toEqual([...UNTIL_2016, 'HOSTILE 2017–2023-12-30']);
    });

    test('of what is POSSIBLE, a source that stops reporting ends nothing', async () => {
      const found = await history(runnerOf(engine()), 'a: "north", b: "south", certainty: POSSIBLE');
      expect(found).toEqual([...UNTIL_2016, 'HOSTILE 2017–']);
    });

    test('the later word ends the earlier: allies of 2012, rivals of 2014, allies of 2015-12', async () => {
      const turns = ['FRIENDLY 2012–2013', 'HOSTILE 2014–2015-11'];
      expect(await history(runnerOf(engine()), 'a: "coast", b: "plain"')).toEqual([...turns, 'FRIENDLY 2015-12–2020-11-29']);
      expect(await history(runnerOf(engine()), 'a: "coast", b: "plain", certainty: POSSIBLE')).toEqual([...turns, 'FRIENDLY 2015-12–']);
    });

    test('through parts it is bounded by their membership', async () => {
      expect(await history(runnerOf(engine()), 'a: "west", b: "east", viaParts: true')).toEqual(['HOSTILE 2015–2015']);
    });

    test('of two that never met is empty', async () => {
      expect(await history(runnerOf(engine()), 'a: "south", b: "brigade"')).toEqual([]);
    });

    test('with undated relationships nothing bounds it', async () => {
      expect(await history(runnerOf(engine()), 'a: "north", b: "south", undated: true, certainty: POSSIBLE')).toEqual([
        'HOSTILE –2009',
        'MIXED 2010–2012',
        'HOSTILE 2013–',
      ]);
    });

    test('says between which days it is sure', async () => {
      const query = '{ stanceHistory(a: "north", b: "south") { interval { attestedFrom attestedUntil } } }';
      const { stanceHistory } = await runnerOf(engine()).execute<{ stanceHistory: Episode[] }>(query);
      expect(stanceHistory.map(({ interval }) => Object.values(interval))).toEqual([
        ['2010-12-31', '2012-01-01'],
        [null, null],
        ['2014-03-31', '2016-02-11'],
        [null, null],
        ['2017-12-31', '2018-12-31'],
      ]);
    });
  });
}, fillAnalysed);
