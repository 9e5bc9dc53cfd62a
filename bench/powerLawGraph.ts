import type { ProjectionEntity, ProjectionTie } from '../src/analysis/projection/records.ts';
import { dayNumber } from '../src/model/calendar.ts';
import { storedEnds } from '../src/model/id.ts';
import { UNKNOWN_CHI, UNKNOWN_CLO, UNKNOWN_HI, UNKNOWN_LO } from '../src/model/interval.ts';
import { ACTOR_KINDS } from '../src/model/kinds.ts';
import { type RelationshipType, VOCABULARY, vocabularyOf } from '../src/model/vocabulary.ts';
import { entityId } from '../src/store/mintId.ts';
import { seeded } from './random.ts';

/** The skew of degrees: with 840,000 ties, the largest of 130,000 entities has about 3,400. */
const STEEPNESS = 1.9;
const FIRST_DAY = dayNumber(1990, 1, 1);
const DAYS = dayNumber(2025, 1, 1) - FIRST_DAY;
export const CONFIDENCES = [0.5, 0.6, 0.7, 0.85, 0.91, 0.95, 0.97, 0.99];
const TYPES = VOCABULARY.filter(({ to }) => to.every((end) => end === 'actor')).map(({ type }) => type);

export function slugOf(n: number): string {
  return `made-actor-${n}`;
}

const ids: string[] = [];

/** The id of the n-th entity, as its slug gives it. */
export function entityIdOf(n: number): string {
  ids[n] ??= entityId(slugOf(n));
  return ids[n];
}

export function* entities(count: number, batch = 10_000): Generator<(ProjectionEntity & { readonly slug: string })[]> {
  for (let start = 0; start < count; start += batch) {
    yield Array.from({ length: Math.min(batch, count - start) }, (_, i) => {
      const id = entityIdOf(start + i);
      return { id, slug: slugOf(start + i), kind: ACTOR_KINDS[(start + i) % (ACTOR_KINDS.length - 1)]!, canon: id };
    });
  }
}

/** Lazy: ten million records never exist at once. */
export function* ties(count: number, entityCount: number, seed: number, batch = 10_000): Generator<ProjectionTie[]> {
  const random = seeded(seed);
  const end = () => Math.floor(entityCount * random() ** STEEPNESS);
  for (let start = 0; start < count; start += batch) {
    yield Array.from({ length: Math.min(batch, count - start) }, (_, i) => tie(random, end, start + i));
  }
}

function tie(random: () => number, end: () => number, n: number): ProjectionTie {
  const type = TYPES[Math.floor(random() * TYPES.length)]!;
  const a = end();
  let b = end();
  while (b === a) b = end();
  const id = tieIdOf(type, a, b, n);
  const confidence = CONFIDENCES[Math.floor(random() * CONFIDENCES.length)]!;
  return { id, ...days(random), status: random() < 0.03 ? 'DENIED' : 'SUPPORTED', confidence };
}

/** The id of the n-th tie. */
export function tieIdOf(type: RelationshipType, a: number, b: number, n: number): string {
  const [from, to] = storedEnds(type, entityIdOf(a), entityIdOf(b));
  return from + vocabularyOf(type).code + to + digits(Math.imul(n, 0x85eb_ca6b) >>> 2) + digits(n);
}

/** One in ten is undated, one in ten has no end, the rest last a day to 25 years; a third holds on a given day of 2016. */
export function days(random: () => number): Pick<ProjectionTie, 'lo' | 'hi' | 'clo' | 'chi'> {
  const first = FIRST_DAY + Math.floor(random() * DAYS);
  const what = random();
  if (what < 0.1) return { lo: UNKNOWN_LO, hi: UNKNOWN_HI, clo: UNKNOWN_CLO, chi: UNKNOWN_CHI };
  if (what < 0.2) return { lo: first, hi: UNKNOWN_HI, clo: first, chi: first };
  const last = first + Math.floor(random() * 9000);
  return { lo: first, hi: last, clo: first, chi: last };
}

function digits(value: number): string {
  return value.toString(32).toUpperCase().padStart(6, '0').slice(-6);
}
