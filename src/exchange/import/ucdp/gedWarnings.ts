import { parseDate } from '../../../model/date.ts';
import type { ImportWarning } from '../format.ts';
import type { NamedActor } from './actorRegistry.ts';
import type { GedEvent } from './gedEvent.ts';
import { FORMATION_DATES } from './knownActors.ts';

/** Warnings about an event, which is imported as it is. `actors` are its sides and their members. */
export function* gedWarnings(event: GedEvent, actors: readonly NamedActor[], line: number): Iterable<ImportWarning> {
  const { id, when, reports } = event;
  const { deathsLow: low, deathsBest: best, deathsHigh: high } = event.deaths;
  if ((low ?? 0) > (best ?? low ?? 0) || (best ?? 0) > (high ?? best ?? 0) || (low ?? 0) > (high ?? low ?? 0)) {
    const message = `Event ${id}: low ${low}, best ${best} and high ${high} are not in ascending order; imported as they are.`;
    yield { warning: 'deaths-out-of-order', line, message };
  }
  if (event.isReversed) {
    const message = `Event ${id} ends before it starts; imported as one unknown day between the two.`;
    yield { warning: 'end-before-start', line, message };
  }
  for (const actor of actors) {
    const formed = actor.id === null ? undefined : FORMATION_DATES.get(actor.id);
    if (formed === undefined || parseDate(when.end ?? when.start).last >= parseDate(formed).first) continue;
    const message = `Event ${id} of ${when.start} names ${actor.name}, which was formed on ${formed}.`;
    yield { warning: 'before-actor-existed', line, message };
  }
  for (const { office, date } of reports) {
    if (date === null || parseDate(date).last >= parseDate(when.start).first) continue;
    const message = `Event ${id} of ${when.start} cites a report by ${office} of ${date}, which is earlier.`;
    yield { warning: 'source-before-event', line, message };
  }
}
