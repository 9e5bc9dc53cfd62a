import { UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import type { EntityKind, PlaceKind } from '../../model/kinds.ts';
import { type NameRecord, PREFERRED, sortKey } from '../../store/entity.ts';
import { entityId } from '../../store/mintId.ts';
import type { NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import type { CorrectionRow } from '../validate/commands.ts';
import { type Problem, problem } from '../validate/problem.ts';
import { checkNotRetracted, listed, type RowOutcome, rejected } from './common.ts';

/**
 * Puts a wrong name or kind right, of an entity as recorded: merges are not followed. Id and slug stay. The old name stays as
 * an alias unless it is dropped. An actor that becomes a place, or the other way round, loses the fields that only the other
 * has, and must have no relationships, events or references that only the other may have.
 */
export function planCorrection(unit: UnitOfWork, row: CorrectionRow): RowOutcome {
  const entity = unit.entity(row.id);
  if (!entity) {
    const retracted = checkNotRetracted(unit, unit.retracted.get(row.id) ? row.id : entityId(row.id), 'id');
    if (retracted.length > 0) return { problems: retracted };
    return rejected('id', 'UNKNOWN_ENTITY', `Expected the id, slug or scheme:value of an actor or place; found none named "${row.id}".`);
  }
  const name = row.name ?? entity.name;
  const kind = row.kind ?? entity.kind;
  const placeKind = kind === 'PLACE' ? (row.placeKind ?? entity.placeKind) : null;
  const problems = [...checkGiven(row, kind, placeKind), ...checkKind(unit, entity, kind)];
  if (problems.length > 0) return { problems };

  const isCanon = entity.canon === entity.id;
  const names = name === entity.name ? entity.names : renamed(entity, name, row.dropOldName ?? false);
  const canonKind = isCanon ? kind : entity.canonKind;
  const sort = isCanon ? sortKey(name, entity.id) : entity.sort;
  const effect = unit.entities.put({ ...withFieldsOf(kind, entity), kind, placeKind, name, names, canonKind, sort }, unit.stamp);
  for (const member of isCanon ? unit.entities.all() : []) {
    if (member.canon === entity.id && member.id !== entity.id) unit.entities.set({ ...member, canonKind, sort });
  }
  return { id: entity.id, effect };
}

function checkGiven(row: CorrectionRow, kind: EntityKind, placeKind: PlaceKind | null): Problem[] {
  const given = [row.name, row.kind, row.placeKind].some((value) => value !== null && value !== undefined);
  if (!given) return [problem(null, 'BAD_INPUT', 'Expected the right `name`, `kind` or `placeKind`; got none of them.')];
  if (row.dropOldName && !row.name) return [problem('name', 'BAD_INPUT', 'Expected the right `name` with `dropOldName`; got none.')];
  if (kind === 'PLACE' && placeKind === null)
    return [problem('placeKind', 'BAD_INPUT', 'Expected the kind of place, as `placeKind`, of what becomes a PLACE; got none.')];
  if (kind !== 'PLACE' && row.placeKind)
    return [problem('placeKind', 'WRONG_FIELD', `Expected \`placeKind\` only of a PLACE; got it of ${kind}. Leave it out.`)];
  return [];
}

function checkKind(unit: UnitOfWork, entity: NamedEntity, kind: EntityKind): Problem[] {
  if ((entity.kind === 'PLACE') === (kind === 'PLACE')) return [];
  const forbidding = unit.forbidding.get(entity.id) ?? [];
  if (forbidding.length === 0) return [];
  const other = entity.kind === 'PLACE' ? 'a place' : 'an actor';
  const message = `Expected a kind that what is recorded of ${entity.name} allows; got ${kind}, while only ${other} can have ${listed(forbidding)}. Retract or correct these first.`;
  return [problem('kind', 'WRONG_KIND', message)];
}

/** The names with another preferred one. An alias that becomes the preferred name keeps its language and dates. */
function renamed({ id: owner, name: oldName, names }: NamedEntity, name: string, dropOldName: boolean): NameRecord[] {
  const known = names.find((one) => one.name === name);
  const unknown = { owner, name, language: null, start: null, end: null, position: 1 + Math.max(-1, ...names.map((one) => one.position)) };
  const others = names.filter((one) => one.name !== name && !(dropOldName && one.name === oldName));
  const aliases = others.map((one) => (one.name === oldName ? { ...one, kind: 'SPELLING' } : one));
  return [...aliases, { ...(known ?? unknown), kind: PREFERRED }].sort((a, b) => a.position - b.position);
}

/** The entity without the fields that entities of this kind do not have. */
function withFieldsOf(kind: EntityKind, entity: NamedEntity): NamedEntity {
  if (kind === 'PLACE') return { ...entity, activeFrom: null, activeTo: null, activeLo: UNKNOWN_LO, activeHi: UNKNOWN_HI, territory: null };
  return { ...entity, latitude: null, longitude: null, territory: kind === 'STATE' ? entity.territory : null };
}
