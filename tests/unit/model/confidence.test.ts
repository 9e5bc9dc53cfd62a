import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confidenceOf, statusOf, type Testimony } from '../../../src/model/confidence.ts';
import { RELIABILITIES, STANCES } from '../../../src/model/kinds.ts';

/** By default an unhedged assertion of a B source in its own words. */
function testimony(changes: Partial<Testimony> = {}): Testimony {
  return { source: 'article', speaker: null, reliability: 'B', stance: 'ASSERTS', hedged: false, ...changes };
}

const one: fc.Arbitrary<Testimony> = fc.record({
  source: fc.constantFrom('s1', 's2', 's3'),
  speaker: fc.constantFrom(null, 'iran', 'two rebel sources'),
  reliability: fc.constantFrom(...RELIABILITIES),
  stance: fc.constantFrom(...STANCES),
  hedged: fc.boolean(),
});
const some = fc.array(one, { maxLength: 8 });

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
    const confidence = confidenceOf([testimony(), testimony({ source: 'another' })]);
    expect(confidence).toBe(0.9698);
    expect(confidence.toFixed(2)).toBe('0.97');
  });

  it('one for and one against give 0.5', () => {
    expect(confidenceOf([testimony(), testimony({ source: 'another', stance: 'DENIES' })])).toBe(0.5);
  });

  it('without testimony is 0', () => expect(confidenceOf([])).toBe(0));

  it('two B sources against one A source: 0.6283', () => {
    const said = [testimony(), testimony({ source: 's2' }), testimony({ source: 's3', reliability: 'A', stance: 'DENIES' })];
    expect(confidenceOf(said)).toBe(0.6283);
  });

  it('a denial alone speaks against: B 0.15, hedged 0.2958', () => {
    expect(confidenceOf([testimony({ stance: 'DENIES' })])).toBe(0.15);
    expect(confidenceOf([testimony({ stance: 'DENIES', hedged: true })])).toBe(0.2958);
  });

  it('a source of unknown reliability neither helps nor harms', () => {
    expect(confidenceOf([testimony(), testimony({ source: 's2', reliability: 'F' })])).toBe(0.85);
    expect(confidenceOf([testimony(), testimony({ source: 's2', reliability: 'F', stance: 'DENIES' })])).toBe(0.85);
  });
});

describe('a voice', () => {
  it('is a source with a speaker, and counts once however often it says something', () => {
    expect(confidenceOf([testimony(), testimony(), testimony()])).toBe(0.85);
  });

  it('is another for every speaker of a source', () => {
    expect(confidenceOf([testimony(), testimony({ speaker: 'two rebel sources' })])).toBe(0.9698);
    expect(confidenceOf([testimony({ speaker: 'iran' }), testimony({ speaker: 'two rebel sources' })])).toBe(0.9698);
  });

  it('is another for the same speaker in another source', () => {
    expect(confidenceOf([testimony({ speaker: 'iran' }), testimony({ speaker: 'iran', source: 'another' })])).toBe(0.9698);
  });

  it('counts by its least hedged testimony', () => {
    expect(confidenceOf([testimony({ hedged: true }), testimony()])).toBe(0.85);
    expect(confidenceOf([testimony(), testimony({ hedged: true })])).toBe(0.85);
  });

  it('that asserts and denies cancels itself out', () => {
    expect(confidenceOf([testimony(), testimony({ stance: 'DENIES' })])).toBe(0.5);
  });

  it('no two are mistaken for one, whatever their names', () => {
    const said = [testimony({ source: 'a","b', speaker: 'c' }), testimony({ source: 'a', speaker: 'b","c' })];
    expect(confidenceOf(said)).toBe(0.9698);
  });
});

describe('confidence of any testimony', () => {
  it('lies between 0 and 1, with at most four decimals', () => {
    fc.assert(
      fc.property(some, (said) => {
        const confidence = confidenceOf(said);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(Math.round(confidence * 10_000) / 10_000).toBe(confidence);
      }),
    );
  });

  it('never falls by an assertion and never rises by a denial', () => {
    const [said, more] = [fc.array(one, { minLength: 1, maxLength: 8 }), one];
    fc.assert(
      fc.property(said, more, (before, added) => {
        const change = confidenceOf([...before, added]) - confidenceOf(before);
        if (added.stance === 'ASSERTS') expect(change).toBeGreaterThanOrEqual(0);
        else expect(change).toBeLessThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order, nor on repetition', () => {
    fc.assert(
      fc.property(some, (said) => {
        expect(confidenceOf([...said].reverse())).toBeCloseTo(confidenceOf(said), 3);
        expect(confidenceOf([...said, ...said])).toBe(confidenceOf(said));
      }),
    );
  });

  it('of the opposite is the complement to 1', () => {
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (said) => {
        const opposite = said.map((each) => ({ ...each, stance: each.stance === 'ASSERTS' ? ('DENIES' as const) : ('ASSERTS' as const) }));
        expect(confidenceOf(said) + confidenceOf(opposite)).toBeCloseTo(1, 3);
      }),
    );
  });
});

describe('status', () => {
  const hedged = testimony({ hedged: true });
  const denial = testimony({ stance: 'DENIES' });

  it.each([
    ['UNSOURCED', 'nothing is said', []],
    ['SUPPORTED', 'it is asserted plainly', [testimony()]],
    ['SUPPORTED', 'it is asserted plainly by one and hedged by another', [hedged, testimony({ source: 'another' })]],
    ['REPORTED', 'it is only asserted with a hedge', [hedged, testimony({ source: 'another', hedged: true })]],
    ['DISPUTED', 'it is asserted and denied', [testimony(), denial]],
    ['DISPUTED', 'it is asserted with a hedge and denied', [hedged, denial]],
    ['DENIED', 'it is only denied', [denial]],
    ['DENIED', 'it is only denied, with a hedge', [{ ...denial, hedged: true }]],
  ] as const)('is %s where %s', (status, _, said) => expect(statusOf(said)).toBe(status));
});
