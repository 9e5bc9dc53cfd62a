import { parseDate } from '../../../model/date.ts';
import type { Oddity } from '../format.ts';
import { type GedEvent, isOutOfOrder } from './gedEvent.ts';
import { FORMED } from './known.ts';
import { oddity } from './tell.ts';

type Actor = { readonly id: string | null; readonly name: string };

/** Warnings about an event, which is imported as it is. `actors` are its sides and their members. */
export function gedOddities(event: GedEvent, actors: readonly Actor[], line: number): Oddity[] {
  return [...oddFigures(event, line), ...oddActors(event, actors, line), ...oddReports(event, line)];
}

function oddFigures({ id, deaths, backwards }: GedEvent, line: number): Oddity[] {
  const { low, best, high } = deaths;
  const unordered = `Event ${id}: low ${low}, best ${best} and high ${high} are not in ascending order; imported as they are.`;
  const turned = `Event ${id} ends before it starts; imported as one unknown day between the two.`;
  return [
    ...(isOutOfOrder(deaths) ? [oddity('deaths-out-of-order', line, unordered)] : []),
    ...(backwards ? [oddity('end-before-start', line, turned)] : []),
  ];
}

function oddActors({ id, when }: GedEvent, actors: readonly Actor[], line: number): Oddity[] {
  const { last } = parseDate(when.end ?? when.start);
  return actors.flatMap(({ id: actor, name }) => {
    const formed = actor === null ? undefined : FORMED.get(actor);
    if (formed === undefined || last >= parseDate(formed).first) return [];
    return [oddity('before-actor-existed', line, `Event ${id} of ${when.start} names ${name}, which was formed on ${formed}.`)];
  });
}

function oddReports({ id, when, reports }: GedEvent, line: number): Oddity[] {
  const { first } = parseDate(when.start);
  return reports.flatMap(({ office, date }) => {
    if (date === null || parseDate(date).last >= first) return [];
    const message = `Event ${id} of ${when.start} cites a report by ${office} of ${date}, which is earlier.`;
    return [oddity('source-before-event', line, message)];
  });
}

/** The warning for a member of a coalition that is given by a name that several actors have. */
export function sharedName({ name }: Actor, coalition: string, line: number): Oddity {
  const message = `Several actors are called ${name}; the member of ${coalition} becomes an actor of its own.`;
  return oddity('shared-name', line, message);
}
