import { statusOf } from '../model/confidence.ts';
import { eventId, idKind } from '../model/id.ts';
import { dayFields } from '../store/dated.ts';
import { deathsOrd, type Participation } from '../store/event.ts';
import { checkInterval, problem } from './check.ts';
import { checkEvidence, checkRetractedEvidence, planEvidence } from './evidence.ts';
import { kept } from './fields.ts';
import type { Problem, RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { EventRow } from './rows.ts';
import { testimonies } from './weigh.ts';
import type { EventWithParticipants, Workspace } from './workspace.ts';

export function planEvent(space: Workspace, row: EventRow): RowOutcome {
  const id = eventOfKey(row.key);
  const known = space.events.get(id);
  const problems = [...checkInterval(row.start, kept(row.end, known?.end)), ...checkEvidence(space, row.evidence ?? [])];
  const place = row.place ? space.entity(row.place) : undefined;
  if (row.place && place?.kind !== 'PLACE') {
    problems.push(problem('place', 'UNKNOWN_ENTITY', `Expected a place; found none named "${row.place}". Write the place first.`));
  }
  const participants = resolveParticipants(space, row, problems);
  problems.push(
    ...checkNotRetracted(space, id, 'key'),
    ...(problems.length > 0 ? [] : checkRetractedEvidence(space, id, row.evidence ?? [])),
  );
  if (!known && id === row.key) {
    problems.push(
      problem('key', 'UNKNOWN_EVENT', `Expected the id of an event; found none with "${row.key}". Give a new event its own key.`),
    );
  }
  if (problems.length > 0) return { problems };

  const saidMore = planEvidence(space, id, row.evidence ?? []);
  const placeId = row.place === undefined ? (known?.place ?? null) : (place?.id ?? null);
  const effect = space.events.put(eventOf(space, row, id, known, placeId, participants), space.stamp);
  return { id, effect: effect === 'UNCHANGED' ? saidMore : effect };
}

/** The id of the event that a key or id refers to. */
export function eventOfKey(key: string): string {
  return idKind(key) === 'event' ? key : eventId(key);
}

function resolveParticipants(space: Workspace, row: EventRow, problems: Problem[]): Participation[] {
  return row.participants.flatMap(({ actor: reference, role, deaths }, index) => {
    const actor = space.entity(reference);
    if (actor && actor.kind !== 'PLACE') return [{ actor: actor.id, role, deaths: deaths ?? null }];
    const message = `Expected an actor; found none named "${reference}". Write the actor first.`;
    problems.push(problem(`participants[${index}].actor`, 'UNKNOWN_ENTITY', message));
    return [];
  });
}

function eventOf(
  space: Workspace,
  row: EventRow,
  id: string,
  known: EventWithParticipants | undefined,
  place: string | null,
  participants: readonly Participation[],
): Omit<EventWithParticipants, 'recordedAt' | 'revision'> {
  const interval = {
    start: row.start,
    end: kept(row.end, known?.end),
    ongoing: kept(row.ongoing, known?.ongoing),
    attestedFrom: null,
    attestedUntil: null,
  };
  const deathsBest = kept(row.deathsBest, known?.deathsBest);
  return {
    id,
    key: known?.key ?? row.key,
    kind: row.kind,
    title: row.title,
    ...interval,
    // An event without an end took place at one time.
    ...dayFields({ ...interval, end: interval.end ?? (interval.ongoing ? null : interval.start) }, id),
    place,
    placePrecision: kept(row.placePrecision, known?.placePrecision),
    deathsBest,
    deathsLow: kept(row.deathsLow, known?.deathsLow),
    deathsHigh: kept(row.deathsHigh, known?.deathsHigh),
    deathsText: kept(row.deathsText, known?.deathsText),
    deathsOrd: deathsOrd(deathsBest, id),
    civilianDeaths: kept(row.civilianDeaths, known?.civilianDeaths),
    injured: kept(row.injured, known?.injured),
    status: statusOf(testimonies(space, id)),
    participants: unitedParticipants(known?.participants ?? [], participants),
  };
}

/** One entry per actor and role; a later one replaces an earlier one. */
function unitedParticipants(known: readonly Participation[], given: readonly Participation[]): Participation[] {
  const united = new Map<string, Participation>();
  for (const one of [...known, ...given]) {
    const key = `${one.role} ${one.actor}`;
    united.set(key, { ...one, deaths: one.deaths ?? united.get(key)?.deaths ?? null });
  }
  return [...united.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
