import type { UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, problem } from '../validate/problem.ts';

/**
 * The problem of a place inside itself, directly or through others; none otherwise. Every recorded LOCATED_IN counts, also one
 * that is denied, since evidence may change that.
 * @param field The field of the row that names the outer place.
 */
export function checkCircle(unit: UnitOfWork, inner: string, outer: string, field: string): Problem[] {
  if (!isInside(unit, outer, inner)) return [];
  const [one, other] = [inner, outer].map((id) => `"${unit.entities.get(id)?.slug ?? id}"`);
  const message =
    inner === outer
      ? `Expected another place than ${one} itself around it.`
      : `Expected a place that is not inside ${one}; ${other} is, directly or through others. Retract the wrong relationship first.`;
  return [problem(field, 'CIRCLE', message)];
}

/** Whether a place is another one, or inside it. */
function isInside(unit: UnitOfWork, place: string, outer: string): boolean {
  const found = new Set([place]);
  for (const one of found) {
    if (one === outer) return true;
    for (const around of unit.around.of(one)) found.add(around);
  }
  return false;
}
