import fc from 'fast-check';
import type { SearchLimits } from '../../../src/analysis/paths/budget.ts';
import { paths } from '../../../src/analysis/paths/paths.ts';
import type { PathAnswer } from '../../../src/analysis/paths/question.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { CERTAINTIES } from '../../../src/model/interval.ts';
import { ENTITY_KINDS, STATUSES } from '../../../src/model/kinds.ts';
import { RELATIONSHIP_TYPES, SIGNS, type Sign, VOCABULARY } from '../../../src/model/vocabulary.ts';
import type { PathRequest } from './bruteForce.ts';
import { day, entityId } from './graph.ts';

export const NO_LIMITS: SearchLimits = { steps: Number.POSITIVE_INFINITY };

/** Undefined three times in four: a question with all restrictions has no answer. */
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const window = fc.tuple(day(9, 22), fc.integer({ min: 0, max: 5 })).map(([first, n]) => ({ first, last: first + n }));

const typesWithSign = (sign: Sign) => VOCABULARY.filter((row) => row.sign === sign).map(({ type }) => type);

export const filter = fc.record({
  types: optional(fc.oneof(fc.subarray([...RELATIONSHIP_TYPES], { minLength: 8 }), fc.constantFrom(...SIGNS).map(typesWithSign))),
  status: optional(fc.subarray([...STATUSES], { minLength: 2 })),
  minConfidence: optional(fc.constantFrom(0, 0.5, 0.69, 0.7, 0.7001)),
  window: optional(window),
  certainty: fc.constantFrom(undefined, ...CERTAINTIES),
  undated: fc.constantFrom(undefined, true, false),
});

/** A question about a graph of `size` entities, from its first to its second. */
export function question(size: number): fc.Arbitrary<PathRequest> {
  const waypoints = fc.uniqueArray(fc.integer({ min: 2, max: size - 1 }).map(entityId), { maxLength: Math.min(3, size - 2) });
  return fc.record({
    from: fc.constant(entityId(0)),
    to: fc.constant(entityId(1)),
    filter: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 3, arbitrary: filter }),
    direction: fc.constantFrom('ANY' as const, 'ANY' as const, 'FORWARD' as const, 'BACKWARD' as const),
    time: fc.constantFrom('ANY_TIME' as const, 'SIMULTANEOUS' as const, 'CHRONOLOGICAL' as const),
    distinct: fc.constantFrom('ENTITIES' as const, 'RELATIONSHIPS' as const),
    orderBy: fc.constantFrom('HOPS' as const, 'CONFIDENCE' as const),
    kinds: optional(fc.subarray([...ENTITY_KINDS], { minLength: 4 })),
    avoid: optional(waypoints),
    through: optional(waypoints),
    hubDegree: optional(fc.integer({ min: 4, max: 14 })),
    maxDepth: fc.integer({ min: 1, max: 5 }),
    maxPaths: fc.constantFrom(1, 2, 5, 20, 100),
  });
}

export function findPaths(view: View, request: PathRequest, limits: SearchLimits = NO_LIMITS): PathAnswer {
  const nodes = (ids?: string[]) => ids?.map((id) => view.node(id));
  const [from, to] = [view.node(request.from), view.node(request.to)];
  return paths(view, { ...request, from, to, avoid: nodes(request.avoid), through: nodes(request.through) }, limits);
}

export function tieIds(view: View, answer: PathAnswer): string[][] {
  return answer.paths.map(({ hops }) => hops.map(({ tie }) => view.tieId(tie)));
}
