import { parseDate } from '../../model/date.ts';
import { INTERVAL_DATES, type Interval } from '../../model/interval.ts';
import type { Effect } from '../load/changeTracker.ts';
import type { NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, type ProblemCode, problem } from '../validate/problem.ts';

/** The result of planning one row. */
export type RowOutcome = { readonly id: string; readonly effect: Effect } | { readonly problems: readonly Problem[] };

/** The outcome of a row that is rejected for one reason. */
export function rejected(field: string | null, code: ProblemCode, message: string): RowOutcome {
  return { problems: [problem(field, code, message)] };
}

/** Rejects a row about a retracted record: writing it again would undo the retraction without a reason. */
export function checkNotRetracted(unit: UnitOfWork, id: string, field: string | null): Problem[] {
  const retracted = unit.retracted.get(id);
  if (!retracted) return [];
  const message = `Expected something that is not retracted; ${id} was retracted in revision ${retracted.revision}: ${retracted.reason} Restore it first.`;
  return [problem(field, 'RETRACTED', message)];
}

/** `1 event, 1 FIGHTS relationship and 13 BACKS relationships`. */
export function listed(parts: readonly string[]): string {
  return parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts.join('');
}

/** The actor that a field names. Adds a problem where there is none, or where it is a place. */
export function actorIn(unit: UnitOfWork, reference: string, field: string, problems: Problem[], hint = ''): NamedEntity | undefined {
  const entity = unit.entity(reference);
  if (entity && entity.kind !== 'PLACE') return entity;
  problems.push(problem(field, 'UNKNOWN_ENTITY', `Expected an actor; found none named "${reference}". Write the actor first${hint}.`));
  return undefined;
}

/** As `actorIn`, of a place. */
export function placeIn(unit: UnitOfWork, reference: string, field: string, problems: Problem[]): NamedEntity | undefined {
  const entity = unit.entity(reference);
  if (entity?.kind === 'PLACE') return entity;
  problems.push(problem(field, 'UNKNOWN_ENTITY', `Expected a place; found none named "${reference}". Write the place first.`));
  return undefined;
}

type GivenDate = string | null | undefined;

/**
 * The problem of an interval that no dates can satisfy: its last possible end lies before its first possible start.
 * @param field The name of the end field in the row.
 */
export function checkInterval(start: GivenDate, end: GivenDate, field = 'end'): Problem[] {
  return checkOrder(start, 'start', end, 'end', field);
}

/** As `checkInterval`; the attested dates must also lie within the interval. */
export function checkAttested(interval: Interval): Problem[] {
  const problems = checkInterval(interval.start, interval.end);
  const given = INTERVAL_DATES.filter((name) => interval[name] !== null);
  for (const [index, earlier] of given.entries()) {
    for (const later of given.slice(index + 1)) problems.push(...checkOrder(interval[earlier], earlier, interval[later], later));
  }
  return problems.slice(0, 1);
}

function checkOrder(earlier: GivenDate, earlierName: string, later: GivenDate, laterName: string, field = laterName): Problem[] {
  if (!earlier || !later || parseDate(later).last >= parseDate(earlier).first) return [];
  const article = /^[aeiou]/.test(laterName) ? 'an' : 'a';
  const message = `Expected ${article} ${laterName} on or after the ${earlierName} ${earlier}; got ${later}. Swap the two, or leave out what is not known.`;
  return [problem(field, 'BAD_INTERVAL', message)];
}
