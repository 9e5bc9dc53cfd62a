import { parseDate } from '../../../model/date.ts';
import type { Oddity } from '../format.ts';
import { type GedEvent, isOutOfOrder } from './gedEvent.ts';
import { FORMED } from './known.ts';
import { oddity } from './tell.ts';

type Actor = { readonly id: string | null; readonly name: string };

/** What is odd about an event and kept all the same. `actors` are its sides and the members of those. */
export function gedOddities(event: GedEvent, actors: readonly Actor[], line: number): Oddity[] {
  return [...oddFigures(event, line), ...oddActors(event, actors, line), ...oddReports(event, line)];
}

function oddFigures({ id, deaths, backwards }: GedEvent, line: number): Oddity[] {
  const { low, best, high } = deaths;
  const unordered = `Event ${id}: low ${low}, best ${best} and high ${high} are not in order; kept as they are.`;
  const turned = `Event ${id} ends before it starts; read as one unknown day from the one to the other.`;
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
    const message = `Event ${id} of ${when.start} rests on a report by ${office} of ${date}, before it happened.`;
    return [oddity('source-before-event', line, message)];
  });
}

/** A member of a coalition that goes by a name which several actors bear. */
export function sharedName({ name }: Actor, coalition: string, line: number): Oddity {
  const message = `Several actors are called ${name}; the member of ${coalition} is joined to none of them.`;
  return oddity('shared-name', line, message);
}
