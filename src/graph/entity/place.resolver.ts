import { Arg, Args, Ctx, Field, FieldResolver, ID, InputType, Query, Resolver, Root } from 'type-graphql';
import type { PlaceKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { PlaceKindEnum } from '../common/enums.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { type EntityNode, findEntity, loadEntities, loadEntity, loadPlacesAround } from './entity.loader.ts';
import { Place, PlaceConnection } from './entity.type.ts';
import { loadPlaces } from './list.loader.ts';

@InputType({ description: 'Places to list; all conditions must hold.' })
export class PlaceFilter {
  @Field(() => [PlaceKindEnum], { nullable: true, description: 'Only these kinds.' })
  kinds?: PlaceKind[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only those with a name or alias that equals this or begins with it; normalized as in `search`.',
  })
  name?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only places anywhere inside this one, itself excluded.' })
  within?: string | null;
}

@Resolver(() => Place)
export class PlaceResolver {
  @Query(() => Place, { nullable: true, description: 'One place; null if there is none.' })
  async place(@Arg('id', () => ID, { description: 'Id, slug or `scheme:value`.' }) id: string, @Ctx() context: Context) {
    const entity = await findEntity(context, id);
    return entity?.kind === 'PLACE' ? entity : null;
  }

  @Query(() => PlaceConnection, { nullable: true, description: 'All places, by name.' })
  places(
    @Arg('filter', () => PlaceFilter, { nullable: true }) filter: PlaceFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    return loadPlaces(context, filter, pageOf('Query.places', page));
  }

  @FieldResolver(() => Place, { nullable: true, description: 'The place around it; the most confident if sources differ.' })
  async within(@Root() place: EntityNode, @Ctx() context: Context) {
    const [nearest] = await loadPlacesAround(context, place.id);
    return nearest === undefined ? null : loadEntity(context, nearest);
  }

  @FieldResolver(() => [Place], { description: 'The places around it, nearest first.' })
  async ancestors(@Root() place: EntityNode, @Ctx() context: Context) {
    return loadEntities(context, await loadPlacesAround(context, place.id));
  }
}
