import fc from 'fast-check';
import type { ProjectionEntity, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { UNKNOWN_CHI, UNKNOWN_CLO, UNKNOWN_HI, UNKNOWN_LO } from '../../../src/model/interval.ts';
import { ENTITY_KINDS, type EntityKind, STATUSES } from '../../../src/model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, vocabularyOf } from '../../../src/model/vocabulary.ts';

/** The id of the n-th entity of a generated graph. Ids do not sort by n. */
export function entityId(n: number): string {
  return base32hex(Math.imul(n + 1, 0x9e3779b1) >>> 0, 6) + base32hex(n, 6);
}

export function tieId(type: RelationshipType, from: string, to: string, own: number): string {
  const { code, symmetric } = vocabularyOf(type);
  const [first, second] = symmetric && from > to ? [to, from] : [from, to];
  return first + code + second + base32hex(Math.imul(own + 7, 0x85ebca6b) >>> 0, 12);
}

function base32hex(value: number, digits: number): string {
  return value.toString(32).toUpperCase().padStart(digits, '0').slice(-digits);
}

export interface Graph {
  readonly entities: readonly ProjectionEntity[];
  readonly ties: readonly ProjectionTie[];
}

const CONFIDENCES = [0, 0.5, 0.7, 0.85, 0.97];

/** A day of a small calendar. Its 15th begins a bucket of `tieSummary.ts`, so that summaries are sometimes conclusive and sometimes not. */
export const day = (min: number, max: number) => fc.integer({ min: CALENDAR + min, max: CALENDAR + max });
const CALENDAR = 683_000 + 64 * 800 - 15;

/** All days that generated ties and questions contain, and some before and after. */
export const CALENDAR_DAYS = Array.from({ length: 60 }, (_, n) => CALENDAR + n);

/** Some days of the years before, one at least in any span in which ties of generated graphs can have a common day. */
export const EARLIER_DAYS = Array.from({ length: 50 }, (_, n) => CALENDAR - 5_000 + 100 * n);

/**
 * The bounds of a tie on days 10 to 20 of the calendar: dated, half known, an imprecise act, known to end, ending before it
 * begins, only attested, at several times, last attested years before, or undated.
 */
export const days = fc.oneof(
  { weight: 6, arbitrary: lasting().map(([a, b]) => ({ lo: a, hi: b, clo: a, chi: b, alo: a, ahi: b })) },
  { weight: 1, arbitrary: day(10, 20).map((a) => ({ lo: a, hi: UNKNOWN_HI, clo: a + 1, chi: a, alo: a, ahi: a + 1 })) },
  { weight: 1, arbitrary: day(10, 20).map((a) => ({ lo: a, hi: a + 3, clo: a + 3, chi: a, alo: a, ahi: a + 3 })) },
  { weight: 1, arbitrary: day(10, 20).map((a) => ({ lo: UNKNOWN_LO, hi: a + 1, clo: a - 4, chi: a - 1, alo: a - 4, ahi: a + 1 })) },
  { weight: 1, arbitrary: lasting(1).map(([a, b]) => ({ lo: b, hi: a, clo: a, chi: b, alo: a, ahi: b })) },
  { weight: 3, arbitrary: severalTimes() },
  { weight: 1, arbitrary: lasting().map(([a, b]) => ({ lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: a, chi: b, alo: a, ahi: b })) },
  {
    weight: 2,
    arbitrary: fc.constant({
      ...{ lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: CALENDAR - 4_000, chi: CALENDAR - 3_000 },
      ...{ alo: CALENDAR - 4_000, ahi: CALENDAR - 3_000 },
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constant({
      ...{ lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI },
      ...{ alo: UNKNOWN_CLO, ahi: UNKNOWN_CHI },
    }),
  },
);

/**
 * Two to four periods that stand apart, the first perhaps years before the others: days, or an act on one of some days, each
 * perhaps open where the tie begins or ends.
 */
function severalTimes() {
  const time = fc.record({ gap: fc.integer({ min: 2, max: 4 }), length: fc.nat(3), unsure: fc.nat(2) });
  const times = fc.array(time, { minLength: 2, maxLength: 4 });
  const rest = fc.record({ start: day(8, 14), early: fc.boolean(), openStart: fc.nat(4), openEnd: fc.nat(4) });
  return fc.tuple(times, rest).map(([times, { start, early, openStart, openEnd }]) => {
    let next = start;
    const spans = times.map(({ gap, length, unsure }) => {
      const [alo, ahi] = [next, next + length + 2 * unsure];
      next = ahi + gap;
      return { clo: alo + unsure, chi: ahi - unsure, alo, ahi };
    });
    const act = spans[0]!;
    spans[0] = { ...act, clo: Math.max(act.clo, act.chi), chi: Math.min(act.clo, act.chi) };
    if (early) spans[0] = { clo: CALENDAR - 4_500, chi: CALENDAR - 4_000, alo: CALENDAR - 4_600, ahi: CALENDAR - 3_900 };
    const [first, last] = [spans[0]!, spans.at(-1)!];
    return {
      lo: openStart === 0 ? UNKNOWN_LO : first.alo,
      hi: openEnd === 0 ? UNKNOWN_HI : last.ahi,
      clo: first.clo,
      chi: last.chi,
      alo: first.alo,
      ahi: last.ahi,
      runs: spans.flatMap(({ clo, chi, alo, ahi }) => [clo, chi, alo, ahi]),
    };
  });
}

/** A first and a last day. */
function lasting(min = 0) {
  return fc.tuple(day(10, 20), fc.integer({ min, max: 8 })).map(([a, n]) => [a, a + n] as const);
}

export const tieValues = fc.record({
  days,
  status: fc.oneof({ weight: 6, arbitrary: fc.constant('SUPPORTED' as const) }, { weight: 1, arbitrary: fc.constantFrom(...STATUSES) }),
  confidence: fc.constantFrom(...CONFIDENCES),
});

export const kind: fc.Arbitrary<EntityKind> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('STATE' as const, 'ARMED_GROUP' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...ENTITY_KINDS) },
);
export const type: fc.Arbitrary<RelationshipType> = fc.constantFrom(...RELATIONSHIP_TYPES, 'BACKS' as const, 'FIGHTS' as const);

/** A tie between two of `size` entities; `own` distinguishes parallel ones. */
export function tie(size: number): fc.Arbitrary<ProjectionTie> {
  const end = fc.integer({ min: 0, max: size - 1 });
  return fc
    .record({ type, from: end, to: end, own: fc.integer({ min: 0, max: 3 }), values: tieValues })
    .filter(({ from, to }) => from !== to)
    .map(({ type, from, to, own, values: { days, status, confidence } }) => ({
      id: tieId(type, entityId(from), entityId(to), own),
      ...days,
      status,
      confidence,
    }));
}

/** A small graph with many parallel ties. */
export function graph(size: number, ties: number): fc.Arbitrary<Graph> {
  return fc.record({
    entities: fc.array(kind, { minLength: size, maxLength: size }).map((kinds) => kinds.map((kind, n) => entity(n, kind))),
    ties: fc.uniqueArray(tie(size), { minLength: ties / 2, maxLength: ties, selector: ({ id }) => id }),
  });
}

export function entity(n: number, kind: EntityKind = 'STATE'): ProjectionEntity {
  return { id: entityId(n), kind, canon: entityId(n) };
}
