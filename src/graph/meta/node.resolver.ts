import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { AllegianceError } from '../../model/errors.ts';
import { type IdKind, idKind } from '../../model/id.ts';
import type { Context } from '../common/context.ts';
import { LARGEST_PAGE } from '../common/page.ts';
import { Node } from '../common/types.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { loadEvent } from '../event/event.loader.ts';
import { loadEvidence } from '../evidence/evidence.loader.ts';
import { loadTie } from '../relationship/relationship.loader.ts';
import { loadSource } from '../source/source.loader.ts';

const LOADERS: Readonly<Record<IdKind, (context: Context, id: string) => Promise<object | null>>> = {
  entity: loadEntity,
  tie: loadTie,
  event: loadEvent,
  source: loadSource,
  evidence: loadEvidence,
};

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: 'Anything by its id; null where there is none. Slugs and keys are for the fields of their own type.',
  })
  node(@Arg('id', () => ID, { description: 'Its id, as some `id` field gave it.' }) id: string, @Ctx() context: Context) {
    return load(context, id);
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: 'Many by their ids, in the order asked; null for each that is not there. At most 100.',
  })
  nodes(@Arg('ids', () => [ID], { description: 'Their ids, at most 100.' }) ids: string[], @Ctx() context: Context) {
    if (ids.length > LARGEST_PAGE) {
      const message = `Expected at most ${LARGEST_PAGE} ids; got ${ids.length}. Ask for them in several requests.`;
      throw new AllegianceError('PAGE_TOO_LARGE', message, { limit: LARGEST_PAGE });
    }
    return Promise.all(ids.map((id) => load(context, id)));
  }
}

function load(context: Context, id: string): Promise<object | null> {
  const kind = idKind(id);
  return kind === null ? Promise.resolve(null) : LOADERS[kind](context, id);
}
