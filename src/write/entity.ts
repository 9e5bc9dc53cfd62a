import { parseDate } from '../model/date.ts';
import { entityId } from '../model/id.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../model/interval.ts';
import type { End } from '../model/vocabulary.ts';
import { type NameRecord, PREFERRED, sortKey } from '../store/entity.ts';
import { checkInterval, problem } from './check.ts';
import { kept, union } from './fields.ts';
import { entityIdOf, relationshipId, withinRow } from './references.ts';
import { planRelationship } from './relationship.ts';
import type { Problem, RowOutcome } from './report.ts';
import { checkNotRetracted } from './retracted.ts';
import type { ActorRow, EntityRow, PlaceRow } from './rows.ts';
import type { NamedEntity, Workspace } from './workspace.ts';

type AliasRow = NonNullable<EntityRow['aliases']>[number];
type Unstamped = Omit<NamedEntity, 'recordedAt' | 'revision'>;

export function planActor(space: Workspace, row: ActorRow): RowOutcome {
  const before = space.entities.get(entityIdOf(row, space));
  const [activeFrom, activeTo] = [kept(row.activeFrom, before?.activeFrom), kept(row.activeTo, before?.activeTo)];
  const problems = checkInterval(activeFrom, activeTo, 'activeTo');
  const territory = row.territory ? space.entity(row.territory) : undefined;
  if (row.territory && territory?.kind !== 'PLACE') {
    problems.push(problem('territory', 'UNKNOWN_ENTITY', `Expected a place; found none named "${row.territory}". Write the place first.`));
  }
  return planEntity(space, row, 'actor', problems, (known) => ({
    ...(known ?? blank(row)),
    kind: known?.kind ?? row.kind,
    canonKind: known?.canonKind ?? row.kind,
    ...activity(activeFrom, activeTo),
    territory: row.territory === undefined ? (known?.territory ?? null) : (territory?.id ?? null),
  }));
}

export function planPlace(space: Workspace, row: PlaceRow): RowOutcome {
  const problems = row.within ? checkWithin(space, row, row.within) : [];
  const outcome = planEntity(space, row, 'place', problems, (known) => ({
    ...(known ?? blank(row)),
    kind: 'PLACE',
    placeKind: known?.placeKind ?? row.kind,
    latitude: kept(row.latitude, known?.latitude),
    longitude: kept(row.longitude, known?.longitude),
  }));
  if (!row.within || 'problems' in outcome) return outcome;
  const within = planRelationship(space, withinRow(row, row.within, space));
  if ('problems' in within) return within;
  return outcome.effect === 'UNCHANGED' && within.effect !== 'UNCHANGED' ? { ...outcome, effect: 'UPDATED' } : outcome;
}

function checkWithin(space: Workspace, row: PlaceRow, reference: string): Problem[] {
  const around = space.entity(reference);
  if (around?.kind !== 'PLACE' || around.id === entityIdOf(row, space)) {
    const message = `Expected another place; found none named "${reference}". Write the larger place first.`;
    return [problem('within', 'UNKNOWN_ENTITY', message)];
  }
  const tie = relationshipId(withinRow(row, reference, space), space);
  return tie === null ? [] : checkNotRetracted(space, tie, 'within');
}

function activity(activeFrom: string | null, activeTo: string | null) {
  const activeLo = activeFrom === null ? UNKNOWN_LO : parseDate(activeFrom).first;
  const activeHi = activeTo === null ? UNKNOWN_HI : parseDate(activeTo).last;
  return { activeFrom, activeTo, activeLo, activeHi };
}

/** Plans the creation or update of an entity. The id of a new one is derived from its slug. */
function planEntity(
  space: Workspace,
  row: EntityRow,
  end: End,
  problems: Problem[],
  fields: (known: NamedEntity | undefined) => Unstamped,
): RowOutcome {
  const identifiers = (row.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`);
  const known = space.entities.get(entityIdOf(row, space));
  for (const [index, key] of identifiers.entries()) {
    const owner = space.identifiers.get(key);
    if (owner !== undefined && owner !== known?.id) {
      const message = `Expected an identifier of this entity; ${key} belongs to "${space.entities.get(owner)?.slug}". Correct it, or merge the two.`;
      problems.push(problem(`identifiers[${index}]`, 'IDENTIFIER_TAKEN', message));
    }
  }
  if (known && (known.kind === 'PLACE') !== (end === 'place')) {
    const other = end === 'place' ? 'an actor' : 'a place';
    problems.push(problem('slug', 'IDENTIFIER_TAKEN', `"${known.slug}" is ${other}. Choose another slug for this ${end}.`));
  }
  if (!known) problems.push(...checkNotRetracted(space, entityId(row.slug), 'slug'));
  if (problems.length > 0) return { problems };

  const planned = fields(known);
  const entity: Unstamped = {
    ...planned,
    description: kept(row.description, known?.description),
    identifiers: row.identifiers === null ? [] : union(known?.identifiers ?? [], identifiers),
    names: namesOf(planned.id, row, known),
  };
  const effect = space.entities.put(entity, space.stamp);
  space.slugs.set(entity.slug, entity.id);
  if (!space.slugs.has(row.slug)) space.slugs.set(row.slug, entity.id);
  for (const key of known?.identifiers ?? []) if (!entity.identifiers.includes(key)) space.identifiers.delete(key);
  for (const key of identifiers) space.identifiers.set(key, entity.id);
  return { id: entity.id, effect };
}

function blank(row: EntityRow): Unstamped {
  const id = entityId(row.slug);
  return {
    id,
    canon: id,
    mergedInto: null,
    mergeReason: null,
    mergedAt: null,
    slug: row.slug,
    name: row.name,
    kind: 'PLACE',
    canonKind: 'PLACE',
    sort: sortKey(row.name, id),
    description: null,
    identifiers: [],
    activeFrom: null,
    activeTo: null,
    activeLo: UNKNOWN_LO,
    activeHi: UNKNOWN_HI,
    territory: null,
    placeKind: null,
    latitude: null,
    longitude: null,
    names: [],
  };
}

/** A write never changes the preferred name: another name becomes an alias. */
function namesOf(owner: string, row: EntityRow, known: NamedEntity | undefined): NameRecord[] {
  const before = row.aliases === null ? [] : (known?.names ?? []);
  const names = new Map(before.map((name) => [name.name, name]));
  const preferred = known?.name ?? row.name;
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
