import { parseDate } from '../../model/date.ts';
import { storedEnds } from '../../model/id.ts';
import { UNKNOWN_HI } from '../../model/interval.ts';
import { endOfKind } from '../../model/kinds.ts';
import { vocabularyOf } from '../../model/vocabulary.ts';
import type { Field } from '../../records/field.ts';
import { RELATIONSHIP_FIELDS } from '../../records/relationship.ts';
import type { EntityRecord } from '../../store/entity.ts';
import { parsePeriod, periodText, type SupportPeriod, type TieRecord } from '../../store/tie.ts';
import { relationshipId } from '../load/rowIds.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, problem } from '../validate/problem.ts';
import type { RelationshipRow } from '../validate/rows.ts';
import { type Assessment, assessTie, daysOfShown } from './assess.ts';
import { checkCircle } from './circle.ts';
import { actorIn, checkAttested, checkNotRetracted, type RowOutcome } from './common.ts';
import { checkEvidence, checkRetractedEvidence, planEvidence } from './evidence.ts';
import { takenFrom, union } from './fields.ts';

/** The fields that only some types have, with these types. */
const TYPE_FIELDS = Object.entries<Field>(RELATIONSHIP_FIELDS).flatMap(([name, { types }]) =>
  types ? [[name as keyof RelationshipRow, types] as const] : [],
);

type Ends = { readonly from: EntityRecord; readonly to: EntityRecord; readonly against: readonly string[] };

export function planRelationship(unit: UnitOfWork, row: RelationshipRow): RowOutcome {
  const problems = [...checkFields(row), ...checkEvidence(unit, row.evidence ?? [])];
  const ends = resolveEnds(unit, row, problems);
  if (!ends || problems.length > 0) return { problems };

  const id = relationshipId(row, unit);
  const existing = id === null ? undefined : unit.ties.get(id);
  const mismatches = id === null ? unknownTie(row) : [...checkNotRetracted(unit, id, 'id'), ...checkSameTie(unit, row, ends, existing)];
  if (id === null || mismatches.length > 0) return { problems: mismatches };
  const retractedEvidence = checkRetractedEvidence(unit, id, row.evidence ?? []);
  if (retractedEvidence.length > 0) return { problems: retractedEvidence };
  const tie = tieRecord(unit, row, ends, id, existing);
  const badInterval = checkAttested(tie);
  if (badInterval.length > 0) return { problems: badInterval };
  const circle = row.type === 'LOCATED_IN' && !existing ? checkCircle(unit, tie.from, tie.to, 'to') : [];
  if (circle.length > 0) return { problems: circle };

  if (row.type === 'LOCATED_IN') unit.around.add(tie);
  const evidenceEffect = planEvidence(unit, id, row.evidence ?? []);
  const given = row.confidence === undefined ? (existing?.confidenceSet ? existing.confidence : null) : row.confidence;
  const { status, confidence, confidenceSet, strength, assertingVoices, denyingVoices } = assessTie(unit, tie, given);
  const assessed = { ...tie, status, confidence, confidenceSet, strength, assertingVoices, denyingVoices };
  const effect = unit.ties.put(assessed, unit.stamp);
  return { id, effect: effect === 'UNCHANGED' ? evidenceEffect : effect };
}

/** A row with an id must repeat the type and ends that the relationship has: with others it would be another relationship. */
function checkSameTie(unit: UnitOfWork, row: RelationshipRow, ends: Ends, existing: TieRecord | undefined): Problem[] {
  if (!row.id) return [];
  if (!existing) return unknownTie(row);
  const hint = 'Retract it and record the right one.';
  if (existing.type !== row.type)
    return [problem('type', 'WRONG_FIELD', `Expected ${existing.type}, as it is recorded; got ${row.type}. ${hint}`)];
  const canon = (id: string): string => unit.entities.get(id)?.canon ?? id;
  const [from, to] = [canon(existing.from), canon(existing.to)];
  const same = from === ends.from.canon && to === ends.to.canon;
  const swapped = vocabularyOf(row.type).symmetric && from === ends.to.canon && to === ends.from.canon;
  if (same || swapped) return [];
  const recorded = `${unit.nameOf(existing.from)} and ${unit.nameOf(existing.to)}`;
  return [problem('from', 'WRONG_END', `Expected the ends that it is recorded with, ${recorded}; got others. ${hint}`)];
}

function unknownTie({ id }: RelationshipRow): Problem[] {
  const message = `Expected the id of a relationship; found none with "${id}". Leave it out to record a new one.`;
  return [problem('id', 'UNKNOWN_RELATIONSHIP', message)];
}

function checkFields(row: RelationshipRow): Problem[] {
  const wrong = TYPE_FIELDS.filter(([field, types]) => row[field] !== undefined && row[field] !== null && !types.includes(row.type));
  return wrong.map(([field, types]) => {
    return problem(field, 'WRONG_FIELD', `Expected \`${field}\` only on ${types.join(' or ')}; got it on ${row.type}. Leave it out.`);
  });
}

function resolveEnds(unit: UnitOfWork, row: RelationshipRow, problems: Problem[]): Ends | null {
  const from = endOf(unit, row, 'from', problems);
  const to = endOf(unit, row, 'to', problems);
  const against = (row.against ?? []).flatMap((reference, index) => actorIn(unit, reference, `against[${index}]`, problems)?.id ?? []);
  if (!from || !to) return null;
  if (from.id === to.id) {
    problems.push(
      problem('to', 'WRONG_END', `Expected two different ends; got "${from.slug}" twice. An entity has no relationship with itself.`),
    );
  }
  return { from, to, against };
}

function endOf(unit: UnitOfWork, row: RelationshipRow, side: 'from' | 'to', problems: Problem[]): EntityRecord | null {
  const entity = unit.entity(row[side]);
  if (!entity) {
    problems.push(
      problem(side, 'UNKNOWN_ENTITY', `Expected the id, slug or scheme:value of an entity; found none for "${row[side]}". Write it first.`),
    );
    return null;
  }
  const allowed = vocabularyOf(row.type)[side];
  const actual = endOfKind(entity.kind);
  if (!allowed.includes(actual)) {
    const expected = allowed.map((end) => (end === 'actor' ? 'an actor' : 'a place')).join(' or ');
    const message = `Expected ${expected} as \`${side}\` of ${row.type}; "${entity.slug}" is ${actual === 'actor' ? 'an actor' : 'a place'}.`;
    problems.push(problem(side, 'WRONG_END', message));
  }
  return entity;
}

type Unstamped = Omit<TieRecord, 'recordedAt' | 'revision'>;

function tieRecord(
  unit: UnitOfWork,
  row: RelationshipRow,
  ends: Ends,
  id: string,
  existing: TieRecord | undefined,
): Omit<Unstamped, keyof Assessment> {
  const [from, to] = existing ? [existing.from, existing.to] : storedEnds(row.type, ends.from.id, ends.to.id);
  const taken = takenFrom(RELATIONSHIP_FIELDS, row, existing);
  const periods = row.periods === null ? [] : unionOfPeriods(existing?.periods ?? [], row.periods ?? []);
  const { start, end, attestedFrom, attestedUntil } = taken;
  const standsFor = existing?.standsFor ?? [];
  const days = daysOfShown(unit, { id, start, end, attestedFrom, attestedUntil, periods, standsFor });
  return {
    id,
    type: row.type,
    from,
    to,
    // One by one: for a record of this size a second spread takes as long as all checks together.
    lo: days.lo,
    hi: days.hi,
    clo: days.clo,
    chi: days.chi,
    alo: days.alo,
    ahi: days.ahi,
    runs: days.runs,
    ord: days.ord,
    against: row.against === null ? [] : union(existing?.against ?? [], ends.against),
    periods,
    sameAs: existing?.sameAs ?? null,
    standsFor,
    ...taken,
    extent: row.type === 'CONTROLS' ? (taken.extent ?? 'FULL') : null,
  };
}

/** One entry per span of time, with all kinds of support given for it. */
function unionOfPeriods(existing: readonly string[], given: NonNullable<RelationshipRow['periods']>): string[] {
  if (existing.length === 0 && given.length === 0) return [];
  const bySpan = new Map<string, SupportPeriod>();
  for (const { start, end, kinds } of [...existing.map(parsePeriod), ...given]) {
    const span = { start: start ?? null, end: end ?? null };
    const key = JSON.stringify(span);
    bySpan.set(key, { ...span, kinds: union(bySpan.get(key)?.kinds ?? [], kinds) });
  }
  return [...bySpan.values()].sort(byStart).map(periodText);
}

/** The earliest first, those of unknown start last. */
function byStart(a: SupportPeriod, b: SupportPeriod): number {
  const day = (date: string | null): number => (date === null ? UNKNOWN_HI : parseDate(date).first);
  return day(a.start) - day(b.start) || day(a.end) - day(b.end);
}
