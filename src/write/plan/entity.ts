import { parseDate } from '../../model/date.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import type { EntityKind } from '../../model/kinds.ts';
import type { End } from '../../model/vocabulary.ts';
import { ENTITY_FIELDS, NAMED_FIELDS, OWN_ACTOR_FIELDS, OWN_PLACE_FIELDS } from '../../records/entity.ts';
import { defaultsOf } from '../../records/field.ts';
import { type EntityRecord, type NameRecord, PREFERRED, sortKey } from '../../store/entity.ts';
import { entityId } from '../../store/mintId.ts';
import { entityIdOf, identifiersOf, relationshipId, withinRow } from '../load/rowIds.ts';
import type { NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, problem } from '../validate/problem.ts';
import type { ActorRow, EntityRow, PlaceRow } from '../validate/rows.ts';
import { checkCircle } from './circle.ts';
import { checkInterval, checkNotRetracted, placeIn, type RowOutcome } from './common.ts';
import { takenFrom, union } from './fields.ts';
import { planRelationship } from './relationship.ts';

type AliasRow = NonNullable<EntityRow['aliases']>[number];
const UNKNOWN_ENTITY = defaultsOf(ENTITY_FIELDS);
type Unstamped = Omit<NamedEntity, 'recordedAt' | 'revision'>;

export function planActor(unit: UnitOfWork, row: ActorRow): RowOutcome {
  const before = unit.entities.get(entityIdOf(row, unit));
  const taken = takenFrom(OWN_ACTOR_FIELDS, row, before);
  const problems = checkInterval(taken.activeFrom, taken.activeTo, 'activeTo');
  const kind = before?.kind ?? row.kind;
  const territory = row.territory && kind === 'STATE' ? placeIn(unit, row.territory, 'territory', problems) : undefined;
  if (row.territory && kind !== 'STATE') {
    problems.push(problem('territory', 'WRONG_FIELD', `Expected \`territory\` only on a STATE; got it on ${kind}. Leave it out.`));
  }
  return planEntity(unit, row, 'actor', problems, (existing) => ({
    ...(existing ?? newEntity(row, row.kind)),
    ...taken,
    ...activeDays(taken),
    territory: row.territory === undefined ? (existing?.territory ?? null) : (territory?.id ?? null),
  }));
}

/** The first and the last day on which an actor may have been active. */
export function activeDays({ activeFrom, activeTo }: Pick<EntityRecord, 'activeFrom' | 'activeTo'>) {
  return {
    activeLo: activeFrom === null ? UNKNOWN_LO : parseDate(activeFrom).first,
    activeHi: activeTo === null ? UNKNOWN_HI : parseDate(activeTo).last,
  };
}

export function planPlace(unit: UnitOfWork, row: PlaceRow): RowOutcome {
  const problems = row.within ? checkWithin(unit, row, row.within) : [];
  const outcome = planEntity(unit, row, 'place', problems, (existing) => ({
    ...(existing ?? newEntity(row, 'PLACE')),
    ...takenFrom(OWN_PLACE_FIELDS, row, existing),
    placeKind: existing?.placeKind ?? row.kind,
  }));
  if (!row.within || 'problems' in outcome) return outcome;
  const within = planRelationship(unit, withinRow(row, row.within, unit));
  if ('problems' in within) return within;
  return outcome.effect === 'UNCHANGED' && within.effect !== 'UNCHANGED' ? { ...outcome, effect: 'UPDATED' } : outcome;
}

function checkWithin(unit: UnitOfWork, row: PlaceRow, reference: string): Problem[] {
  const container = unit.entity(reference);
  if (container?.kind !== 'PLACE') {
    const message = `Expected another place; found none named "${reference}". Write the larger place first.`;
    return [problem('within', 'UNKNOWN_ENTITY', message)];
  }
  const circle = checkCircle(unit, entityIdOf(row, unit), container.id, 'within');
  const tie = relationshipId(withinRow(row, reference, unit), unit);
  return circle.length > 0 || tie === null ? circle : checkNotRetracted(unit, tie, 'within');
}

/** Plans the creation or update of an entity. The id of a new one is derived from its slug. */
function planEntity(
  unit: UnitOfWork,
  row: EntityRow,
  end: End,
  problems: Problem[],
  fields: (existing: NamedEntity | undefined) => Unstamped,
): RowOutcome {
  const identifiers = identifiersOf(row);
  const existing = unit.entities.get(entityIdOf(row, unit));
  for (const [index, key] of identifiers.entries()) {
    const owner = unit.identifiers.get(key);
    if (owner !== undefined && owner !== existing?.id) {
      const message = `Expected an identifier of this entity; ${key} belongs to "${unit.entities.get(owner)?.slug}". Correct it, or merge the two.`;
      problems.push(problem(`identifiers[${index}]`, 'IDENTIFIER_TAKEN', message));
    }
  }
  if (existing && (existing.kind === 'PLACE') !== (end === 'place')) {
    const other = end === 'place' ? 'an actor' : 'a place';
    problems.push(problem('slug', 'IDENTIFIER_TAKEN', `"${existing.slug}" is ${other}. Choose another slug for this ${end}.`));
  } else if (existing) problems.push(...checkSameKind(existing, row));
  if (!existing) problems.push(...checkNotRetracted(unit, entityId(row.slug), 'slug'));
  if (problems.length > 0) return { problems };

  const planned = fields(existing);
  const entity: Unstamped = {
    ...planned,
    ...takenFrom(NAMED_FIELDS, row, existing),
    // An existing entity keeps its slug and name.
    slug: planned.slug,
    name: planned.name,
    identifiers: row.identifiers === null ? [] : union(existing?.identifiers ?? [], identifiers),
    names: namesOf(planned.id, row, existing),
  };
  const effect = unit.entities.put(entity, unit.stamp);
  unit.slugs.set(entity.slug, entity.id);
  if (!unit.slugs.has(row.slug)) unit.slugs.set(row.slug, entity.id);
  for (const key of existing?.identifiers ?? []) if (!entity.identifiers.includes(key)) unit.identifiers.delete(key);
  for (const key of identifiers) unit.identifiers.set(key, entity.id);
  return { id: entity.id, effect };
}

/** A row with another kind than the recorded one: it is either about another entity, or a kind is wrong. */
function checkSameKind({ slug, kind, placeKind }: NamedEntity, row: EntityRow): Problem[] {
  const recorded = placeKind ?? kind;
  if (row.kind === recorded) return [];
  const message = `Expected ${recorded}, the kind that "${slug}" is recorded with; got ${row.kind}. Put a wrong kind right with \`correctEntity\`, or choose another slug for another entity.`;
  return [problem('kind', 'WRONG_KIND', message)];
}

/** A new entity of which nothing is known but its slug, name and kind. */
function newEntity({ slug, name }: EntityRow, kind: EntityKind): Unstamped {
  const id = entityId(slug);
  return { ...UNKNOWN_ENTITY, id, canon: id, slug, name, kind, canonKind: kind, sort: sortKey(name, id), names: [] };
}

/** A write never changes the preferred name: another name becomes an alias. */
function namesOf(owner: string, row: EntityRow, existing: NamedEntity | undefined): NameRecord[] {
  const before = row.aliases === null ? [] : (existing?.names ?? []);
  const names = new Map(before.map((name) => [name.name, name]));
  const preferred = existing?.name ?? row.name;
  const add = (given: AliasRow, fallback: string): void => {
    const same = names.get(given.name);
    names.set(given.name, {
      owner,
      name: given.name,
      language: given.language ?? same?.language ?? null,
      kind: given.name === preferred ? PREFERRED : (given.kind ?? same?.kind ?? fallback),
      start: given.start ?? same?.start ?? null,
      end: given.end ?? same?.end ?? null,
      position: same?.position ?? names.size,
    });
  };
  add({ name: preferred }, PREFERRED);
  add({ name: row.name }, 'SPELLING');
  for (const alias of row.aliases ?? []) add(alias, 'FULL');
  return [...names.values()].sort((a, b) => a.position - b.position);
}
