import { statusOf } from '../../model/confidence.ts';
import { EVENT_FIELDS } from '../../records/event.ts';
import { dayFields } from '../../store/dated.ts';
import { deathsOrd, type EventRecord, type Participation } from '../../store/event.ts';
import { eventIdOf } from '../load/rowIds.ts';
import type { EventWithParticipants, UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, problem } from '../validate/problem.ts';
import type { EventRow } from '../validate/rows.ts';
import { testimonies } from './assess.ts';
import { actorIn, checkInterval, checkNotRetracted, placeIn, type RowOutcome } from './common.ts';
import { checkEvidence, checkRetractedEvidence, planEvidence } from './evidence.ts';
import { patched, takenFrom } from './fields.ts';

export function planEvent(unit: UnitOfWork, row: EventRow): RowOutcome {
  const id = eventIdOf(row.key);
  const existing = unit.events.get(id);
  const problems = [...checkInterval(row.start, patched(row.end, existing?.end)), ...checkEvidence(unit, row.evidence ?? [])];
  const place = row.place ? placeIn(unit, row.place, 'place', problems) : undefined;
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

function resolveParticipants(unit: UnitOfWork, row: EventRow, problems: Problem[]): Participation[] {
  return row.participants.flatMap(({ actor: reference, role, deaths }, index) => {
    const actor = actorIn(unit, reference, `participants[${index}].actor`, problems);
    return actor ? [{ actor: actor.id, role, deaths: deaths ?? null }] : [];
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
  const taken = takenFrom(EVENT_FIELDS, row, existing);
  return {
    id,
    ...derivedOfEvent(unit, { id, ...taken }),
    place,
    participants: unionOfParticipants(row.namesAllParticipants ? [] : (existing?.participants ?? []), participants),
    ...taken,
    key: existing?.key ?? row.key,
  };
}

/** What is stored of an event and follows from its dates, its deaths and its evidence. */
export function derivedOfEvent(
  unit: UnitOfWork,
  { id, start, end, ongoing, deathsBest }: Pick<EventRecord, 'id' | 'start' | 'end' | 'ongoing' | 'deathsBest'>,
) {
  // An event without an end took place at one time.
  const days = dayFields({ start, end: end ?? (ongoing ? null : start) }, id);
  const { lo, hi, clo, chi, ord } = days;
  return { lo, hi, clo, chi, ord, deathsOrd: deathsOrd(deathsBest, id), status: statusOf(testimonies(unit, id)) };
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
