import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { idKind, tieParts } from '../../model/id.ts';
import { tieTypeName } from '../../model/vocabulary.ts';
import type { Context } from '../common/context.ts';
import { Node } from '../common/types.ts';
import type { EvidenceNode } from '../evidence/evidence.loader.ts';
import { Evidence } from '../evidence/evidence.type.ts';

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

@Resolver(() => Evidence)
export class EvidenceAboutResolver {
  @FieldResolver(() => Node, {
    description: 'The relationship or event that it speaks of. If that is retracted, or hidden by a merge, it has only an id.',
  })
  async about(@Root() { about }: EvidenceNode, @Ctx() context: Context) {
    const found = await loadNode(context, about);
    // Passages outlive what they are about, which may be retracted, or hidden by a merge: then only its id is known.
    return found ?? { __typename: idKind(about) === 'tie' ? tieTypeName(tieParts(about).type) : 'Event', id: about };
  }
}
