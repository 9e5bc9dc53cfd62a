import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changes } from '../../../src/analysis/changes/changes.ts';
import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { stanceHistory } from '../../../src/analysis/stance/history.ts';
import { stance } from '../../../src/analysis/stance/stance.ts';
import { countingDays, type Word } from '../../../src/analysis/subgraph/laterWord.ts';
import { dayText } from '../../../src/model/calendar.ts';
import { parseDate } from '../../../src/model/date.ts';
import { ALL_TIME, type Certainty, type Interval, type Period, tieBoundsOf, UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import { COOPERATIVE_BIT, HOSTILE_BIT } from '../../../src/model/posture.ts';
import type { RelationshipType } from '../../../src/model/vocabulary.ts';
import { build } from '../../support/analysis/build.ts';
import { entity, entityId, tieId } from '../../support/analysis/graph.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { numRuns } from '../../support/scope.ts';

type Said = readonly [type: RelationshipType, dates: Partial<Interval>, periods?: readonly Period[]];

/** The graph of two entities and what is said of them. */
function pair(said: readonly Said[]) {
  const ties = said.map(([type, dates, periods], n): ProjectionTie => {
    const id = tieId(type, entityId(0), entityId(1), n);
    return { id, ...tieBoundsOf(dates, periods), status: 'SUPPORTED', confidence: 0.85 };
  });
  const { view } = build({ entities: [entity(0), entity(1)], ties });
  return { view, a: view.node(entityId(0)), b: view.node(entityId(1)) };
}

/** The episodes of two entities: `FRIENDLY 2012-01-01 2013-12-31`, with `-` for an open end. */
function episodes(said: readonly Said[], certainty: Certainty): string[] {
  const { view, a, b } = pair(said);
  const text = (day: number) => (day === UNKNOWN_LO || day === UNKNOWN_HI ? '-' : dayText(day));
  const history = stanceHistory(view, { a, b, filter: { certainty, undated: true } }, NO_LIMITS);
  return history.episodes.map(({ posture, days }) => `${posture} ${text(days.first)} ${text(days.last)}`);
}

function posture(said: readonly Said[], at: string, certainty: Certainty = 'LIKELY'): string {
  const { view, a, b } = pair(said);
  return stance(view, { a, b, window: parseDate(at), filter: { certainty } }, NO_LIMITS).posture;
}

const ONSETS: readonly Said[] = [
  ['ALLIED_WITH', { start: '2012' }],
  ['RIVAL_OF', { start: '2014' }],
  ['ALLIED_WITH', { start: '2015-12' }],
];

describe('the later word ends the earlier', () => {
  it('allies of 2012, rivals of 2014, allies of 2015-12 are three episodes', () => {
    const turns = ['FRIENDLY 2012-01-01 2013-12-31', 'HOSTILE 2014-01-01 2015-11-30'];
    expect(episodes(ONSETS, 'POSSIBLE')).toEqual([...turns, 'FRIENDLY 2015-12-01 -']);
    // What is known ends five years after the first day of 2015-12.
    expect(episodes(ONSETS, 'LIKELY')).toEqual([...turns, 'FRIENDLY 2015-12-01 2020-11-29']);
  });

  it.each([
    ['2011', 'NONE'],
    ['2013', 'FRIENDLY'],
    ['2013-12-31', 'FRIENDLY'],
    ['2014-01-01', 'HOSTILE'],
    ['2015-11', 'HOSTILE'],
    ['2015', 'MIXED'],
    ['2015-12', 'FRIENDLY'],
    ['2019', 'FRIENDLY'],
    ['2022', 'NONE'],
  ])('they are, in %s: %s', (at, expected) => expect(posture(ONSETS, at)).toBe(expected));

  it('each beginning of another sign turns them', () => {
    const { view } = pair(ONSETS);
    const span = { first: parseDate('2010').first, last: parseDate('2020').last };
    const question = {
      filter: { certainty: 'LIKELY' as const, undated: false },
      span,
      after: null,
      before: null,
      backward: false,
      limit: 10,
    };
    const found = changes(view, question, NO_LIMITS).changes;
    expect(found.map(({ day, kind, before, after }) => `${dayText(day)} ${kind} ${before} ${after}`)).toEqual([
      '2012-01-01 BEGAN NONE FRIENDLY',
      '2014-01-01 TURNED FRIENDLY HOSTILE',
      '2015-12-01 TURNED HOSTILE FRIENDLY',
    ]);
  });

  it('what is only attested does not reach back over an earlier word, nor goes on beyond a later one', () => {
    const tables: readonly Said[] = [
      ['BACKS', { attestedFrom: '1979', attestedUntil: '1982' }],
      ['RIVAL_OF', { attestedFrom: '2016', attestedUntil: '2017' }],
    ];
    expect(episodes(tables, 'POSSIBLE')).toEqual(['FRIENDLY - 2015-12-31', 'HOSTILE 2016-01-01 -']);
    expect(episodes(tables, 'LIKELY')).toEqual([
      'FRIENDLY 1976-12-31 1984-12-31',
      'NONE 1985-01-01 2015-12-31',
      'HOSTILE 2016-01-01 2021-12-31',
    ]);
  });

  it('for good, also where the later has ended since', () => {
    const said: readonly Said[] = [
      ['ALLIED_WITH', { start: '2012' }],
      ['FIGHTS', { start: '2014', end: '2014' }],
    ];
    expect(episodes(said, 'POSSIBLE')).toEqual(['FRIENDLY 2012-01-01 2013-12-31', 'HOSTILE 2014-01-01 2014-12-31']);
    expect([posture(said, '2015'), posture(said, '2015', 'POSSIBLE')]).toEqual(['NONE', 'NONE']);
  });

  it('and periods of support are words of their own', () => {
    const support = [
      'BACKS',
      {},
      [
        { start: '1990', end: '1991' },
        { start: '1981', end: '1982' },
      ],
    ] as const;
    const said: readonly Said[] = [['FIGHTS', { start: '1985-03', end: '1985-08' }], support];
    const after = ['HOSTILE 1985-03-01 1985-08-31', 'NONE 1985-09-01 1989-12-31', 'FRIENDLY 1990-01-01 1991-12-31'];
    expect(episodes(said, 'POSSIBLE')).toEqual(['FRIENDLY 1981-01-01 1985-02-28', ...after]);
    expect(episodes(said, 'LIKELY')).toEqual(['FRIENDLY 1981-01-01 1984-12-31', 'NONE 1985-01-01 1985-02-28', ...after]);
    const certain = ['FRIENDLY 1981-12-31 1982-01-01', 'NONE 1982-01-02 1990-12-30', 'FRIENDLY 1990-12-31 1991-01-01'];
    expect(episodes([support], 'CERTAIN')).toEqual(certain);
    const likely = ['FRIENDLY 1981-01-01 1984-12-31', 'NONE 1985-01-01 1987-12-31', 'FRIENDLY 1988-01-01 1991-12-31'];
    expect([episodes([support], 'LIKELY'), episodes([support], 'POSSIBLE')]).toEqual([likely, ['FRIENDLY 1981-01-01 1991-12-31']]);
    const years = ['1982', '1985', '1987', '1990'];
    expect(years.map((year) => posture(said, year))).toEqual(['FRIENDLY', 'HOSTILE', 'NONE', 'FRIENDLY']);
  });

  it('what is attested of one time is MIXED', () => {
    const same: readonly Said[] = [
      ['BACKS', { start: '2012', attestedUntil: '2016' }],
      ['FIGHTS', { start: '2014', end: '2014' }],
    ];
    expect(posture(same, '2014')).toBe('MIXED');
    // The year of the one may be before, in, or after the months of the other.
    const imprecise: readonly Said[] = [
      ['BACKS', { start: '2014' }],
      ['FIGHTS', { start: '2014-12', end: '2014-12' }],
    ];
    expect([posture(imprecise, '2014-12'), posture(imprecise, '2015')]).toEqual(['MIXED', 'FRIENDLY']);
  });

  it('undated and neutral ties end nothing and are not ended', () => {
    const said: readonly Said[] = [
      ['ALLIED_WITH', { start: '2012' }],
      ['SANCTIONS', {}],
      ['CEASEFIRE_WITH', { start: '2014' }],
    ];
    expect(episodes(said, 'POSSIBLE')).toEqual(['HOSTILE - 2011-12-31', 'MIXED 2012-01-01 -']);
  });

  it('of a long series, sign by sign in turn, each lasts until the next, in whatever order they were written', () => {
    const years = Array.from({ length: 200 }, (_, n) => 1800 + n);
    const said = years.map((year): Said => [year % 2 === 0 ? 'ALLIED_WITH' : 'FIGHTS', { start: String(year) }]);
    const expected = years.map(
      (year) => `${year % 2 === 0 ? 'FRIENDLY' : 'HOSTILE'} ${year}-01-01 ${year === 1999 ? '-' : `${year}-12-31`}`,
    );
    fc.assert(
      fc.property(fc.shuffledSubarray(said, { minLength: said.length }), (shuffled) => {
        expect(episodes(shuffled, 'POSSIBLE')).toEqual(expected);
      }),
      { numRuns: numRuns(20) },
    );
  });
});

describe('the days on which words count', () => {
  const word = fc
    .tuple(fc.constantFrom(COOPERATIVE_BIT, HOSTILE_BIT), fc.nat(20), fc.nat(6), fc.constantFrom(0, 0, 0, 3))
    .map(([bits, alo, length, later]): Word => ({ bits, alo, ahi: alo + length, begins: alo + later }));

  /** One word, none, or several of one sign. */
  const ofOneTie = fc.oneof(
    { weight: 5, arbitrary: word.map((one) => [one]) },
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 2,
      arbitrary: fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.map((one) => ({ ...one, bits: words[0]!.bits }))),
    },
  );

  it('are those of a comparison of all with all, day by day', () => {
    fc.assert(
      fc.property(fc.array(ofOneTie, { maxLength: 12 }), (words) => {
        const counting = countingDays(words);
        for (const [i, own] of words.entries()) {
          if (own.length === 0) expect(counting[i]).toEqual([ALL_TIME]);
          const others = words.flat().filter(({ bits }) => bits !== own[0]?.bits);
          for (let day = -1; day < 40; day++) {
            const counts = own.some((one) => {
              const ended = others.some((other) => one.ahi < other.alo && other.begins <= day);
              const early = others.some((other) => other.ahi < one.alo && day < one.alo);
              return !ended && !early;
            });
            expect(counting[i]!.some(({ first, last }) => first <= day && day <= last)).toBe(counts || own.length === 0);
          }
        }
      }),
      { numRuns: numRuns(1000) },
    );
  });
});
