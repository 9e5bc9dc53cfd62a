import { parseDate } from '../../../model/date.ts';
import type { ImportWarning } from '../format.ts';
import { type GedEvent, isOutOfOrder } from './gedEvent.ts';
import { importWarning } from './items.ts';
import { FORMATION_DATES } from './knownActors.ts';

type Actor = { readonly id: string | null; readonly name: string };

/** Warnings about an event, which is imported as it is. `actors` are its sides and their members. */
export function gedWarnings(event: GedEvent, actors: readonly Actor[], line: number): ImportWarning[] {
  return [...figureWarnings(event, line), ...actorWarnings(event, actors, line), ...reportWarnings(event, line)];
}

function figureWarnings({ id, deaths, isReversed }: GedEvent, line: number): ImportWarning[] {
  const { low, best, high } = deaths;
  const unordered = `Event ${id}: low ${low}, best ${best} and high ${high} are not in ascending order; imported as they are.`;
  const reversed = `Event ${id} ends before it starts; imported as one unknown day between the two.`;
  return [
    ...(isOutOfOrder(deaths) ? [importWarning('deaths-out-of-order', line, unordered)] : []),
    ...(isReversed ? [importWarning('end-before-start', line, reversed)] : []),
  ];
}

function actorWarnings({ id, when }: GedEvent, actors: readonly Actor[], line: number): ImportWarning[] {
  const { last } = parseDate(when.end ?? when.start);
  return actors.flatMap(({ id: actor, name }) => {
    const formed = actor === null ? undefined : FORMATION_DATES.get(actor);
    if (formed === undefined || last >= parseDate(formed).first) return [];
    return [importWarning('before-actor-existed', line, `Event ${id} of ${when.start} names ${name}, which was formed on ${formed}.`)];
  });
}

function reportWarnings({ id, when, reports }: GedEvent, line: number): ImportWarning[] {
  const { first } = parseDate(when.start);
  return reports.flatMap(({ office, date }) => {
    if (date === null || parseDate(date).last >= first) return [];
    const message = `Event ${id} of ${when.start} cites a report by ${office} of ${date}, which is earlier.`;
    return [importWarning('source-before-event', line, message)];
  });
}

/** The warning for a member of a coalition that is given by a name that several actors have. */
export function sharedNameWarning({ name }: Actor, coalition: string, line: number): ImportWarning {
  const message = `Several actors are called ${name}; the member of ${coalition} becomes an actor of its own.`;
  return importWarning('shared-name', line, message);
}
