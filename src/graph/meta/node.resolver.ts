import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { Context } from '../common/context.ts';
import { Node } from '../common/types.ts';
import { loadNode } from './node.loader.ts';

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null if there is none. Slugs and keys are for the fields of their own type.',
  })
  node(@Arg('id', () => ID, { description: 'Id, as an `id` field returned it.' }) id: string, @Ctx() context: Context) {
    return loadNode(context, id);
  }

  @Query(() => [Node], {
    nullable: 'itemsAndList',
    description: 'Several by their ids, in the given order; null for each that does not exist.',
  })
  nodes(@Arg('ids', () => [ID], { description: 'At most 100 ids.' }) ids: string[], @Ctx() context: Context) {
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}
