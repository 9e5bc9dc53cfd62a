import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { TieFilter } from '../../model/tieFilter.ts';
import { VOCABULARY, type VocabularyRow } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { DirectionEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { LIST_DEFAULTS, NeighborFilter, RelationshipFilter } from '../common/tieFilter.ts';
import { type EntityNode, loadPlacesAround } from '../entity/entity.loader.ts';
import { Actor, Entity, Place } from '../entity/entity.type.ts';
import type { SourceNode } from '../source/source.loader.ts';
import { ONLY_HERE, Source } from '../source/source.type.ts';
import { loadDegrees } from './degrees.loader.ts';
import { loadNeighbors, type NeighborConnectionNode } from './neighbors.loader.ts';
import type { TieDirection, TieSide } from './relationship.cypher.ts';
import { loadTiesOfEntity, loadTiesOfSource } from './relationship.loader.ts';
import { Degree, NeighborConnection, RelationshipConnection } from './relationship.type.ts';

/** A natural field: the neighbors of an entity over ties of one type, such as `backs` and `backedBy`. */
interface NaturalField {
  readonly name: string;
  readonly row: VocabularyRow;
  readonly side: TieSide;
}

/** The natural fields of actors or of places: up to two for each row of the vocabulary. */
function naturalFields(end: 'actor' | 'place'): NaturalField[] {
  return VOCABULARY.flatMap((row) => {
    const fields: NaturalField[] = [];
    if (row.from.includes(end)) fields.push({ name: row.field, row, side: 'from' });
    if (row.inverseField !== null && row.to.includes(end)) fields.push({ name: row.inverseField, row, side: 'to' });
    return fields;
  });
}

type FieldMethod = (entity: EntityNode, filter: TieFilter | null, page: PageArgs, context: Context) => Promise<NeighborConnectionNode>;

/** Adds a natural field to a resolver class, as the decorators of a method would. */
function addField(target: object, field: NaturalField, method: FieldMethod): void {
  const { name, row, side } = field;
  const phrase = side === 'from' ? row.phrase : row.inversePhrase;
  const description = `Neighbors that it ${phrase}.`;
  const descriptor = { value: method, writable: true, configurable: true, enumerable: false };
  Object.defineProperty(target, name, descriptor);
  Root()(target, name, 0);
  Arg('filter', () => NeighborFilter, { nullable: true })(target, name, 1);
  Args(() => PageArgs)(target, name, 2);
  Ctx()(target, name, 3);
  FieldResolver(() => NeighborConnection, { description })(target, name, descriptor);
}

function neighborMethod({ name, row, side }: NaturalField): FieldMethod {
  return (entity, filter, page, context) =>
    loadNeighbors(context, entity.id, { type: row.type, side, filter }, pageOf(name, page, { of: filter ?? LIST_DEFAULTS }));
}

@Resolver(() => Entity)
export class EntityTieFields {
  @FieldResolver(() => RelationshipConnection, { description: 'Its relationships, one by one, by the earliest day each may have begun.' })
  relationships(
    @Root() entity: EntityNode,
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('direction', () => DirectionEnum, { nullable: true, defaultValue: 'ANY', description: 'Direction, seen from this entity.' })
    direction: TieDirection | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const of = { filter: filter ?? LIST_DEFAULTS, direction: direction ?? 'ANY' };
    return loadTiesOfEntity(context, entity.id, filter, direction ?? 'ANY', pageOf('relationships', page, { of }));
  }

  @FieldResolver(() => [Degree], {
    description:
      'What its fields of neighbors would show with the same filter: one entry for each that has any. In the order of `vocabulary`; `within` of a place counts too.',
  })
  async degrees(
    @Root() entity: EntityNode,
    @Arg('filter', () => NeighborFilter, { nullable: true }) filter: TieFilter | null,
    @Ctx() context: Context,
  ) {
    const counted = await loadDegrees(context, entity.id, filter);
    return naturalFields(entity.kind === 'PLACE' ? 'place' : 'actor').flatMap(({ name, row, side }) => {
      const degree = counted.find((one) => one.type === row.type && one.side === side);
      const direction = row.symmetric ? 'ANY' : side === 'from' ? 'OUT' : 'IN';
      return degree ? [{ ...degree, field: name, direction }] : [];
    });
  }
}

@Resolver(() => Source)
export class SourceTieFields {
  @FieldResolver(() => RelationshipConnection, {
    description: 'Relationships that it asserts or denies, whatever their status, by the earliest day each may have begun.',
  })
  relationships(
    @Root() source: SourceNode,
    @Arg('onlyHere', () => Boolean, { nullable: true, defaultValue: false, description: ONLY_HERE }) onlyHere: boolean | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const of = { onlyHere: onlyHere ?? false };
    return loadTiesOfSource(context, source.id, of.onlyHere, pageOf('Source.relationships', page, { of }));
  }
}

@Resolver(() => Actor)
export class ActorTieFields {}

for (const field of naturalFields('actor')) addField(ActorTieFields.prototype, field, neighborMethod(field));

@Resolver(() => Place)
export class PlaceTieFields {
  @FieldResolver(() => NeighborConnection, { description: 'Neighbors that it is controlled by.' })
  async controlledBy(
    @Root() place: EntityNode,
    @Arg('filter', () => NeighborFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('inherit', () => Boolean, {
      nullable: true,
      defaultValue: false,
      description: 'If nothing is known of this place, return what holds for the nearest place around it.',
    })
    inherit: boolean | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ): Promise<NeighborConnectionNode> {
    const page = pageOf('controlledBy', args, { of: { filter: filter ?? LIST_DEFAULTS, inherit: inherit ?? false } });
    const load = (id: string) => loadNeighbors(context, id, { type: 'CONTROLS', side: 'to', filter }, page);
    const own = await load(place.id);
    if (!inherit || (await own.totalCount()) > 0) return own;
    const around = await Promise.all((await loadPlacesAround(context, place.id)).map(load));
    const counts = await Promise.all(around.map((connection) => connection.totalCount()));
    return around[counts.findIndex((count) => count > 0)] ?? own;
  }
}

/** Fields of places with resolvers of their own: `within` is one place, `controlledBy` can be inherited. */
const OWN_RESOLVERS = new Set(['within', 'controlledBy']);
for (const field of naturalFields('place')) {
  if (!OWN_RESOLVERS.has(field.name)) addField(PlaceTieFields.prototype, field, neighborMethod(field));
}
