import { parseDate } from '../model/date.ts';
import { storedEnds } from '../model/id.ts';
import { UNKNOWN_HI } from '../model/interval.ts';
import { type End, type RelationshipType, vocabularyOf } from '../model/vocabulary.ts';
import { dayFields } from '../store/dated.ts';
import type { EntityRecord } from '../store/entity.ts';
import { parsePeriod, periodText, type SupportPeriod, type TieRecord } from '../store/tie.ts';
import { checkAttested, problem } from './check.ts';
import { checkEvidence, checkRetractedEvidence, planEvidence } from './evidence.ts';
import { kept, union } from './fields.ts';
import { relationshipId } from './references.ts';
import type { Problem, RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { RelationshipRow } from './rows.ts';
import { type Weight, weightOf } from './weigh.ts';
import type { Workspace } from './workspace.ts';

/** The fields that only some types have, with these types. */
const OWN_FIELDS: readonly (readonly [keyof RelationshipRow, readonly RelationshipType[]])[] = [
  ['against', ['BACKS']],
  ['periods', ['BACKS']],
  ['extent', ['CONTROLS']],
  ['eventCount', ['ATTACKS', 'FIGHTS']],
  ['deathsBest', ['ATTACKS', 'FIGHTS']],
  ['deathsLow', ['ATTACKS', 'FIGHTS']],
  ['deathsHigh', ['ATTACKS', 'FIGHTS']],
];

type Ends = { readonly from: EntityRecord; readonly to: EntityRecord; readonly against: readonly string[] };

export function planRelationship(space: Workspace, row: RelationshipRow): RowOutcome {
  const problems = [...checkFields(row), ...checkEvidence(space, row.evidence ?? [])];
  const ends = resolveEnds(space, row, problems);
  if (!ends || problems.length > 0) return { problems };

  const id = relationshipId(row, space);
  const known = id === null ? undefined : space.ties.get(id);
  const refused = id === null ? unknownTie(row) : [...checkNotRetracted(space, id, 'id'), ...checkSameTie(space, row, ends, known)];
  if (id === null || refused.length > 0) return { problems: refused };
  const unsaid = checkRetractedEvidence(space, id, row.evidence ?? []);
  if (unsaid.length > 0) return { problems: unsaid };
  const tie = tieOf(row, ends, id, known);
  const noReading = checkAttested(tie);
  if (noReading.length > 0) return { problems: noReading };

  const saidMore = planEvidence(space, id, row.evidence ?? []);
  const given = row.confidence === undefined ? (known?.confidenceSet ? known.confidence : null) : row.confidence;
  const { status, confidence, confidenceSet, strength } = weightOf(space, id, given);
  const effect = space.ties.put({ ...tie, status, confidence, confidenceSet, strength }, space.stamp);
  return { id, effect: effect === 'UNCHANGED' ? saidMore : effect };
}

/** A row with an id must repeat the type and ends that the relationship has: with others it would be another relationship. */
function checkSameTie(space: Workspace, row: RelationshipRow, ends: Ends, known: TieRecord | undefined): Problem[] {
  if (!row.id) return [];
  if (!known) return unknownTie(row);
  const hint = 'Retract it and record the right one.';
  if (known.type !== row.type)
    return [problem('type', 'WRONG_FIELD', `Expected ${known.type}, as it is recorded; got ${row.type}. ${hint}`)];
  const canon = (id: string): string => space.entities.get(id)?.canon ?? id;
  const [from, to] = [canon(known.from), canon(known.to)];
  const same = from === ends.from.canon && to === ends.to.canon;
  const swapped = vocabularyOf(row.type).symmetric && from === ends.to.canon && to === ends.from.canon;
  if (same || swapped) return [];
  const recorded = `${space.nameOf(known.from)} and ${space.nameOf(known.to)}`;
  return [problem('from', 'WRONG_END', `Expected the ends that it is recorded with, ${recorded}; got others. ${hint}`)];
}

function unknownTie({ id }: RelationshipRow): Problem[] {
  const message = `Expected the id of a relationship; found none with "${id}". Leave it out to record a new one.`;
  return [problem('id', 'UNKNOWN_RELATIONSHIP', message)];
}

function checkFields(row: RelationshipRow): Problem[] {
  const wrong = OWN_FIELDS.filter(([field, types]) => row[field] !== undefined && row[field] !== null && !types.includes(row.type));
  return wrong.map(([field, types]) => {
    return problem(field, 'WRONG_FIELD', `Expected \`${field}\` only on ${types.join(' or ')}; got it on ${row.type}. Leave it out.`);
  });
}

function resolveEnds(space: Workspace, row: RelationshipRow, problems: Problem[]): Ends | null {
  const from = endOf(space, row, 'from', problems);
  const to = endOf(space, row, 'to', problems);
  const against = (row.against ?? []).flatMap((reference, index) => {
    const actor = space.entity(reference);
    if (actor && actor.kind !== 'PLACE') return [actor.id];
    problems.push(
      problem(`against[${index}]`, 'UNKNOWN_ENTITY', `Expected an actor; found none named "${reference}". Write the actor first.`),
    );
    return [];
  });
  if (!from || !to) return null;
  if (from.id === to.id) {
    problems.push(
      problem('to', 'WRONG_END', `Expected two different ends; got "${from.slug}" twice. An entity has no relationship with itself.`),
    );
  }
  return { from, to, against };
}

function endOf(space: Workspace, row: RelationshipRow, side: 'from' | 'to', problems: Problem[]): EntityRecord | null {
  const entity = space.entity(row[side]);
  if (!entity) {
    problems.push(
      problem(side, 'UNKNOWN_ENTITY', `Expected the id, slug or scheme:value of an entity; found none for "${row[side]}". Write it first.`),
    );
    return null;
  }
  const allowed = vocabularyOf(row.type)[side];
  const actual: End = entity.kind === 'PLACE' ? 'place' : 'actor';
  if (!allowed.includes(actual)) {
    const expected = allowed.map((end) => (end === 'actor' ? 'an actor' : 'a place')).join(' or ');
    const message = `Expected ${expected} as \`${side}\` of ${row.type}; "${entity.slug}" is ${actual === 'actor' ? 'an actor' : 'a place'}.`;
    problems.push(problem(side, 'WRONG_END', message));
  }
  return entity;
}

type Unstamped = Omit<TieRecord, 'recordedAt' | 'revision'>;

function tieOf(row: RelationshipRow, ends: Ends, id: string, known: TieRecord | undefined): Omit<Unstamped, keyof Weight> {
  const [from, to] = known ? [known.from, known.to] : storedEnds(row.type, ends.from.id, ends.to.id);
  const interval = {
    start: kept(row.start, known?.start),
    end: kept(row.end, known?.end),
    ongoing: kept(row.ongoing, known?.ongoing),
    attestedFrom: kept(row.attestedFrom, known?.attestedFrom),
    attestedUntil: kept(row.attestedUntil, known?.attestedUntil),
  };
  const days = dayFields(interval, id);
  return {
    id,
    type: row.type,
    from,
    to,
    key: kept(row.key, known?.key),
    // Field by field: for a record of this size, spreading takes as long as all checks together.
    start: interval.start,
    end: interval.end,
    ongoing: interval.ongoing,
    attestedFrom: interval.attestedFrom,
    attestedUntil: interval.attestedUntil,
    lo: days.lo,
    hi: days.hi,
    clo: days.clo,
    chi: days.chi,
    ord: days.ord,
    derived: row.derived ?? known?.derived ?? false,
    against: row.against === null ? [] : union(known?.against ?? [], ends.against),
    periods: row.periods === null ? [] : unitedPeriods(known?.periods ?? [], row.periods ?? []),
    extent: row.type === 'CONTROLS' ? (kept(row.extent, known?.extent) ?? 'FULL') : null,
    eventCount: kept(row.eventCount, known?.eventCount),
    deathsBest: kept(row.deathsBest, known?.deathsBest),
    deathsLow: kept(row.deathsLow, known?.deathsLow),
    deathsHigh: kept(row.deathsHigh, known?.deathsHigh),
  };
}

/** One entry per span of time, with all kinds of support given for it. */
function unitedPeriods(known: readonly string[], given: NonNullable<RelationshipRow['periods']>): string[] {
  if (known.length === 0 && given.length === 0) return [];
  const united = new Map<string, SupportPeriod>();
  for (const { start, end, kinds } of [...known.map(parsePeriod), ...given]) {
    const span = { start: start ?? null, end: end ?? null };
    const key = JSON.stringify(span);
    united.set(key, { ...span, kinds: union(united.get(key)?.kinds ?? [], kinds) });
  }
  return [...united.values()].sort(byStart).map(periodText);
}

/** The earliest first, those of unknown start last. */
function byStart(a: SupportPeriod, b: SupportPeriod): number {
  const day = (date: string | null): number => (date === null ? UNKNOWN_HI : parseDate(date).first);
  return day(a.start) - day(b.start) || day(a.end) - day(b.end);
}
