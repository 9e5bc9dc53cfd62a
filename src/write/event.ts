import { statusOf } from '../model/confidence.ts';
import { idKind } from '../model/id.ts';
import { dayFields } from '../store/dated.ts';
import { deathsOrd, type Participation } from '../store/event.ts';
import { eventId } from '../store/mintId.ts';
import { testimonies } from './assess.ts';
import { checkInterval, problem } from './check.ts';
import { checkEvidence, checkRetractedEvidence, planEvidence } from './evidence.ts';
import { patched } from './fields.ts';
import type { Problem, RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { EventRow } from './rows.ts';
import type { EventWithParticipants, UnitOfWork } from './unitOfWork.ts';

export function planEvent(unit: UnitOfWork, row: EventRow): RowOutcome {
  const id = eventIdOf(row.key);
  const existing = unit.events.get(id);
  const problems = [...checkInterval(row.start, patched(row.end, existing?.end)), ...checkEvidence(unit, row.evidence ?? [])];
  const place = row.place ? unit.entity(row.place) : undefined;
  if (row.place && place?.kind !== 'PLACE') {
    problems.push(problem('place', 'UNKNOWN_ENTITY', `Expected a place; found none named "${row.place}". Write the place first.`));
  }
  const participants = resolveParticipants(unit, row, problems);
  problems.push(
    ...checkNotRetracted(unit, id, 'key'),
    ...(problems.length > 0 ? [] : checkRetractedEvidence(unit, id, row.evidence ?? [])),
  );
  if (!existing && id === row.key) {
    problems.push(
      problem('key', 'UNKNOWN_EVENT', `Expected the id of an event; found none with "${row.key}". Give a new event its own key.`),
    );
  }
  if (problems.length > 0) return { problems };

  const evidenceEffect = planEvidence(unit, id, row.evidence ?? []);
  const placeId = row.place === undefined ? (existing?.place ?? null) : (place?.id ?? null);
  const effect = unit.events.put(eventRecord(unit, row, id, existing, placeId, participants), unit.stamp);
  return { id, effect: effect === 'UNCHANGED' ? evidenceEffect : effect };
}

/** The id of the event that a key or id refers to. */
export function eventIdOf(key: string): string {
  return idKind(key) === 'event' ? key : eventId(key);
}

function resolveParticipants(unit: UnitOfWork, row: EventRow, problems: Problem[]): Participation[] {
  return row.participants.flatMap(({ actor: reference, role, deaths }, index) => {
    const actor = unit.entity(reference);
    if (actor && actor.kind !== 'PLACE') return [{ actor: actor.id, role, deaths: deaths ?? null }];
    const message = `Expected an actor; found none named "${reference}". Write the actor first.`;
    problems.push(problem(`participants[${index}].actor`, 'UNKNOWN_ENTITY', message));
    return [];
  });
}

function eventRecord(
  unit: UnitOfWork,
  row: EventRow,
  id: string,
  existing: EventWithParticipants | undefined,
  place: string | null,
  participants: readonly Participation[],
): Omit<EventWithParticipants, 'recordedAt' | 'revision'> {
  const interval = {
    start: row.start,
    end: patched(row.end, existing?.end),
    ongoing: patched(row.ongoing, existing?.ongoing),
    attestedFrom: null,
    attestedUntil: null,
  };
  const deathsBest = patched(row.deathsBest, existing?.deathsBest);
  return {
    id,
    key: existing?.key ?? row.key,
    kind: row.kind,
    title: row.title,
    ...interval,
    // An event without an end took place at one time.
    ...dayFields({ ...interval, end: interval.end ?? (interval.ongoing ? null : interval.start) }, id),
    place,
    placePrecision: patched(row.placePrecision, existing?.placePrecision),
    deathsBest,
    deathsLow: patched(row.deathsLow, existing?.deathsLow),
    deathsHigh: patched(row.deathsHigh, existing?.deathsHigh),
    deathsText: patched(row.deathsText, existing?.deathsText),
    deathsOrd: deathsOrd(deathsBest, id),
    civilianDeaths: patched(row.civilianDeaths, existing?.civilianDeaths),
    injured: patched(row.injured, existing?.injured),
    status: statusOf(testimonies(unit, id)),
    participants: unionOfParticipants(existing?.participants ?? [], participants),
  };
}

/** One entry per actor and role; a later one replaces an earlier one. */
function unionOfParticipants(existing: readonly Participation[], given: readonly Participation[]): Participation[] {
  const byKey = new Map<string, Participation>();
  for (const one of [...existing, ...given]) {
    const key = `${one.role} ${one.actor}`;
    byKey.set(key, { ...one, deaths: one.deaths ?? byKey.get(key)?.deaths ?? null });
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
