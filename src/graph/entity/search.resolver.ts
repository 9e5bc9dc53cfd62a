import { Arg, Ctx, Float, Int, Query, Resolver } from 'type-graphql';
import { AllegianceError } from '../../model/errors.ts';
import type { EntityKind } from '../../model/kinds.ts';
import type { Context } from '../common/context.ts';
import { EntityKindEnum } from '../common/enums.ts';
import { objectType } from '../common/fields.ts';
import { MAX_PAGE_SIZE } from '../common/page.ts';
import { Entity } from './entity.type.ts';
import { searchEntities } from './search.loader.ts';

export const SearchHit = objectType('SearchHit', 'An entity found by one of its names.', {
  entity: [Entity, 'The entity.'],
  matched: [String, 'The name or alias that matched, as written.'],
  score: [Float, '1: the whole name; 0.75 to 0.99: its beginning; 0.5 to 0.74: words of it; less: a typo.'],
});

@Resolver()
export class SearchResolver {
  @Query(() => [SearchHit], {
    nullable: true,
    description:
      'Entities by name or alias, best match first. Case, accents, apostrophes, hyphens, the dots of acronyms (U.S.), Arabic letter forms and vowel signs are ignored. Words of a nation (“Syrians”, “Turkish-backed”) find only what has them in a name. A capital finds its place first, then the government that a WEAK alias says it stands for.',
  })
  search(
    @Arg('text', () => String, { description: 'Text to find, at most 200 characters.' }) text: string,
    @Arg('kinds', () => [EntityKindEnum], { nullable: true, description: 'Only these kinds.' }) kinds: EntityKind[] | null,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'Maximum number of entities, 0 to 100.' }) first:
      | number
      | null,
    @Ctx() context: Context,
  ) {
    const limit = first ?? 10;
    if (limit < 0) throw new AllegianceError('BAD_PAGE', `Expected \`first\` from 0 to ${MAX_PAGE_SIZE}; got ${limit}.`);
    if (limit > MAX_PAGE_SIZE) {
      throw new AllegianceError(
        'PAGE_TOO_LARGE',
        `Expected \`first\` of at most ${MAX_PAGE_SIZE}; got ${limit}. Narrow the text or the kinds instead.`,
        { limit: MAX_PAGE_SIZE },
      );
    }
    return searchEntities(context, text, kinds, limit);
  }
}
