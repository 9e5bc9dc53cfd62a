import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AllegianceError } from '../../model/errors.ts';
import type { Context } from '../common/context.ts';
import { MAX_PAGE_SIZE } from '../common/page.ts';
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
    if (ids.length > MAX_PAGE_SIZE) {
      const message = `Expected at most ${MAX_PAGE_SIZE} ids; got ${ids.length}. Send them in several requests.`;
      throw new AllegianceError('PAGE_TOO_LARGE', message, { limit: MAX_PAGE_SIZE });
    }
    return Promise.all(ids.map((id) => loadNode(context, id)));
  }
}
