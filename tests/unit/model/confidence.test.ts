import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceOf, countVoices, type Speaker, statusOf, type Testimony, voiceOf } from '../../../src/model/confidence.ts';
import { RELIABILITIES, STANCES, type Status } from '../../../src/model/kinds.ts';

/** By default an unhedged assertion of a B source in its own words, on an unknown day. */
function testimony(changes: Partial<Testimony> = {}): Testimony {
  return { voice: 'article', reliability: 'B', stance: 'ASSERTS', hedged: false, said: null, ...changes };
}

/** By default a source without a publisher, in its own words. */
function voice(changes: Partial<Speaker> = {}): string {
  return voiceOf({ source: 'article', publisher: null, attributedTo: null, attribution: null, ...changes });
}

const onDay = (day: number) => ({ first: day, last: day });
const said = fc.option(
  fc.tuple(fc.nat(9), fc.nat(3)).map(([first, length]) => ({ first, last: first + length })),
  { nil: null },
);
const one: fc.Arbitrary<Testimony> = fc.record({
  voice: fc.constantFrom('v1', 'v2', 'v3'),
  reliability: fc.constantFrom(...RELIABILITIES),
  stance: fc.constantFrom(...STANCES),
  hedged: fc.boolean(),
  said,
});
const some = fc.array(one, { maxLength: 8 });

/** What the words of domain and documentation say, as plainly as possible: passage by passage, then voice by voice. */
function plainly(testimonies: readonly Testimony[]) {
  const isLater = (a: Testimony, b: Testimony) => a.said !== null && b.said !== null && a.said.first > b.said.last;
  const standing = testimonies.filter(
    (each) => !testimonies.some((other) => other.voice === each.voice && other.stance !== each.stance && isLater(other, each)),
  );
  const right = { A: 0.95, B: 0.85, C: 0.7, D: 0.6, E: 0.5, F: 0.5 };
  const oddsOf = ({ reliability, hedged }: Testimony) => (right[reliability] / (1 - right[reliability])) ** (hedged ? 0.5 : 1);
  const side = (stance: string) => standing.filter((each) => each.stance === stance);
  const voices = (stance: string) => [...new Set(side(stance).map((each) => each.voice))];
  const product = (stance: string) =>
    voices(stance).reduce<number>(
      (odds, name) =>
        odds *
        Math.max(
          ...side(stance)
            .filter((each) => each.voice === name)
            .map(oddsOf),
        ),
      1,
    );
  const odds = product('ASSERTS') / product('DENIES');
  const [asserted, denied] = [side('ASSERTS').length > 0, side('DENIES').length > 0];
  const plain = side('ASSERTS').some((each) => !each.hedged);
  const status: Status = asserted ? (denied ? 'DISPUTED' : plain ? 'SUPPORTED' : 'REPORTED') : denied ? 'DENIED' : 'UNSOURCED';
  const voicesOf = { asserting: voices('ASSERTS').length, denying: voices('DENIES').length };
  return { status, confidence: testimonies.length === 0 ? 0 : odds / (1 + odds), voices: voicesOf };
}

describe('confidence', () => {
  it.each([
    ['A', 0.95, 0.8134],
    ['B', 0.85, 0.7042],
    ['C', 0.7, 0.6044],
    ['D', 0.6, 0.5505],
    ['E', 0.5, 0.5],
    ['F', 0.5, 0.5],
  ] as const)('one source of %s gives %f; hedged, with the square root of its odds, %f', (reliability, plain, hedged) => {
    expect(confidenceOf([testimony({ reliability })])).toBe(plain);
    expect(confidenceOf([testimony({ reliability, hedged: true })])).toBe(hedged);
  });

  it('two B sources give 0.97', () => {
    const confidence = confidenceOf([testimony(), testimony({ voice: 'another' })]);
    expect(confidence).toBe(0.9698);
    expect(confidence.toFixed(2)).toBe('0.97');
  });

  it('one for and one against give 0.5', () => {
    expect(confidenceOf([testimony(), testimony({ voice: 'another', stance: 'DENIES' })])).toBe(0.5);
  });

  it('without testimony is 0', () => expect(confidenceOf([])).toBe(0));

  it('two B sources against one A source: 0.6283', () => {
    const all = [testimony(), testimony({ voice: 's2' }), testimony({ voice: 's3', reliability: 'A', stance: 'DENIES' })];
    expect(confidenceOf(all)).toBe(0.6283);
  });

  it('a denial alone speaks against: B 0.15, hedged 0.2958', () => {
    expect(confidenceOf([testimony({ stance: 'DENIES' })])).toBe(0.15);
    expect(confidenceOf([testimony({ stance: 'DENIES', hedged: true })])).toBe(0.2958);
  });

  it('a source of unknown reliability neither helps nor harms', () => {
    expect(confidenceOf([testimony(), testimony({ voice: 's2', reliability: 'F' })])).toBe(0.85);
    expect(confidenceOf([testimony(), testimony({ voice: 's2', reliability: 'F', stance: 'DENIES' })])).toBe(0.85);
  });
});

describe('a voice', () => {
  it('is the actor who said it, in whichever paper', () => {
    expect(voice({ attributedTo: 'peskov', source: 'another', publisher: 'AP', attribution: 'the spokesman' })).toBe(
      voice({ attributedTo: 'peskov' }),
    );
    expect(voice({ attributedTo: 'peskov' })).not.toBe(voice({ attributedTo: 'araghchi' }));
  });

  it('is the words for who said it, normalized as names are, within their publisher', () => {
    const rebels = voice({ publisher: 'AP', attribution: 'Two rebel sources' });
    expect(voice({ source: 'another', publisher: 'ap', attribution: 'two  rebel-sources' })).toBe(rebels);
    expect(voice({ publisher: 'Reuters', attribution: 'Two rebel sources' })).not.toBe(rebels);
    expect(voice({ publisher: 'AP', attribution: 'three rebel sources' })).not.toBe(rebels);
    expect(voice({ publisher: 'AP' })).not.toBe(rebels);
  });

  it('is its publisher where nobody else is named', () => {
    expect(voice({ publisher: 'Associated Press' })).toBe(voice({ source: 'another', publisher: 'ASSOCIATED PRESS' }));
    expect(voice({ publisher: 'AP' })).not.toBe(voice({ publisher: 'AFP' }));
  });

  it('is its source where no publisher is known', () => {
    expect(voice()).not.toBe(voice({ source: 'another' }));
    expect(voice({ attribution: 'rebels' })).not.toBe(voice({ attribution: 'rebels', source: 'another' }));
  });

  it('keeps words without letters and digits apart', () => {
    expect(voice({ publisher: '?' })).not.toBe(voice({ publisher: '…' }));
    expect(voice({ publisher: 'AP', attribution: '?' })).not.toBe(voice({ publisher: 'AP' }));
  });

  it('no two are mistaken for one, whatever their names', () => {
    const names = fc.option(fc.constantFrom('a', 'b', 'a b', 'a\nb', 'publisher a', 'source a', 'actor a', '?', '\n?'), { nil: null });
    const speaker = fc.record({
      source: fc.constantFrom('a', 'b', 'a b'),
      publisher: names,
      attributedTo: fc.constantFrom(null, 'a', 'b'),
      attribution: names,
    });
    const parts = ({ source, publisher, attributedTo, attribution }: Speaker) => {
      const form = (text: string | null) => (text === null ? null : text.includes('?') ? text : text.replace('\n', ' '));
      if (attributedTo !== null) return [attributedTo];
      return [publisher === null ? source : null, form(publisher), form(attribution)];
    };
    fc.assert(
      fc.property(speaker, speaker, (a, b) => {
        expect(voiceOf(a) === voiceOf(b)).toBe(JSON.stringify(parts(a)) === JSON.stringify(parts(b)));
      }),
      { numRuns: 2000 },
    );
  });

  it('counts once however often it says something: one speaker in 1 to 50 papers gives 0.85', () => {
    for (let papers = 1; papers <= 50; papers++) {
      const all = Array.from({ length: papers }, (_, paper) => {
        return testimony({ voice: voice({ source: `paper ${paper}`, publisher: `publisher ${paper}`, attributedTo: 'peskov' }) });
      });
      expect([confidenceOf(all), countVoices(all)]).toEqual([0.85, { asserting: 1, denying: 0 }]);
    }
  });

  it('counts by its best passage: that of the better source, the one without a hedge', () => {
    expect(confidenceOf([testimony({ hedged: true }), testimony()])).toBe(0.85);
    expect(confidenceOf([testimony({ reliability: 'D' }), testimony({ reliability: 'B' }), testimony({ reliability: 'C' })])).toBe(0.85);
    expect(confidenceOf([testimony({ reliability: 'F' }), testimony({ reliability: 'A', hedged: true })])).toBe(0.8134);
  });
});

describe('of a voice that asserts and denies', () => {
  const assertion = testimony({ said: onDay(10) });
  const denial = testimony({ stance: 'DENIES', said: onDay(20) });

  it('what it said last counts', () => {
    expect([statusOf([assertion, denial]), confidenceOf([assertion, denial])]).toEqual(['DENIED', 0.15]);
    const again = testimony({ hedged: true, said: onDay(30) });
    expect([statusOf([assertion, denial, again]), confidenceOf([assertion, denial, again])]).toEqual(['REPORTED', 0.7042]);
    expect(countVoices([assertion, denial, again])).toEqual({ asserting: 1, denying: 0 });
  });

  it('both count where that cannot be told: on one day, within one month, or on an unknown day', () => {
    for (const later of [onDay(10), { first: 1, last: 30 }, null]) {
      const both = [assertion, { ...denial, said: later }];
      expect([statusOf(both), confidenceOf(both), countVoices(both)]).toEqual(['DISPUTED', 0.5, { asserting: 1, denying: 1 }]);
    }
  });

  it('it takes back only its own words', () => {
    const both = [assertion, { ...denial, voice: 'another' }];
    expect([statusOf(both), confidenceOf(both)]).toEqual(['DISPUTED', 0.5]);
  });
});

describe('status, confidence and voices of any testimony', () => {
  it('are what the definition says, passage by passage', () => {
    fc.assert(
      fc.property(some, (all) => {
        const expected = plainly(all);
        expect([statusOf(all), countVoices(all)]).toEqual([expected.status, expected.voices]);
        expect(Math.abs(confidenceOf(all) - expected.confidence)).toBeLessThan(0.00006);
      }),
      { numRuns: 2000 },
    );
  });

  it('do not depend on the order, nor on repetition', () => {
    const results = (all: readonly Testimony[]) => [statusOf(all), confidenceOf(all), countVoices(all)];
    const shuffled = some.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: 2 * all.length })));
    fc.assert(
      fc.property(shuffled, ([all, repeated]) => {
        expect(results(repeated)).toEqual(results(all));
      }),
      { numRuns: 1000 },
    );
  });

  it('lie between 0 and 1, with at most four decimals', () => {
    fc.assert(
      fc.property(some, (all) => {
        const confidence = confidenceOf(all);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(Math.round(confidence * 10_000) / 10_000).toBe(confidence);
      }),
    );
  });

  it('confidence never falls by an assertion and never rises by a denial', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), one, (before, added) => {
        const change = confidenceOf([...before, added]) - confidenceOf(before);
        if (added.stance === 'ASSERTS') expect(change).toBeGreaterThanOrEqual(0);
        else expect(change).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('confidence in the opposite is the complement to 1', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (all) => {
        const opposite = all.map((each) => ({ ...each, stance: each.stance === 'ASSERTS' ? ('DENIES' as const) : ('ASSERTS' as const) }));
        expect(confidenceOf(all) + confidenceOf(opposite)).toBeCloseTo(1, 3);
      }),
    );
  });
});

describe('status', () => {
  const hedged = testimony({ hedged: true });
  const denial = testimony({ voice: 'another', stance: 'DENIES' });

  it.each([
    ['UNSOURCED', 'nothing is said', []],
    ['SUPPORTED', 'it is asserted plainly', [testimony()]],
    ['SUPPORTED', 'it is asserted plainly by one and hedged by another', [hedged, testimony({ voice: 'another' })]],
    ['REPORTED', 'it is only asserted with a hedge', [hedged, testimony({ voice: 'another', hedged: true })]],
    ['DISPUTED', 'it is asserted and denied', [testimony(), denial]],
    ['DISPUTED', 'it is asserted with a hedge and denied', [hedged, denial]],
    ['DENIED', 'it is only denied', [denial]],
    ['DENIED', 'it is only denied, with a hedge', [{ ...denial, hedged: true }]],
  ] as const)('is %s where %s', (status, _, all) => expect(statusOf(all)).toBe(status));
});
