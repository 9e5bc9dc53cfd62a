import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { Alias, Identifier } from '../common/types.ts';
import { type EntityNode, findEntity, loadAliases, loadMembers } from './entity.loader.ts';
import { Entity } from './entity.type.ts';

@Resolver(() => Entity)
export class EntityResolver {
  @Query(() => Entity, { nullable: true, description: 'One actor or place; null if there is none.' })
  entity(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    return findEntity(context, id);
  }

  @FieldResolver(() => [Identifier], { description: 'Names in outside data sets, unique within each.' })
  async identifiers(@Root() entity: EntityNode, @Ctx() context: Context): Promise<Identifier[]> {
    const members = await loadMembers(context, entity.id);
    return [...new Set(members.flatMap((member) => member.identifiers))].sort().map(identifierOf);
  }

  @FieldResolver(() => [Alias], { description: 'Other names, in the order given.' })
  async aliases(@Root() entity: EntityNode, @Ctx() context: Context) {
    const names = await loadAliases(context, entity.id);
    return names.map(({ name, language, kind, start, end }) => ({ name, language, kind, validity: start || end ? { start, end } : null }));
  }
}

function identifierOf(text: string): Identifier {
  const colon = text.indexOf(':');
  return { scheme: text.slice(0, colon), value: text.slice(colon + 1) };
}
