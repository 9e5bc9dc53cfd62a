import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { FoundImpact } from '../../analysis/impact/impact.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { ChosenVoices, PassageConditions } from '../../analysis/projection/voices.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { TieFilter, VoiceFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { connectionOf, type Page, PageArgs, pageOf } from '../common/page.ts';
import { GRAPH_DEFAULTS, GraphFilter, VoiceFilterInput } from '../common/tieFilter.ts';
import { resolveConditions, resolveVoices, viewWithPassages } from '../entity/voices.loader.ts';
import { placeOf } from '../relationship/relationship.loader.ts';
import { loadTie } from '../relationship/tie.loader.ts';
import { ImpactConnection } from './impact.type.ts';
import { subgraph } from './subgraph.loader.ts';

const WHICH = 'Relationships that are compared. `status`, `minConfidence` and the default, all but DENIED, apply to each side of its own.';

@Resolver()
export class ImpactResolver {
  @Query(() => ImpactConnection, {
    nullable: true,
    description:
      'What would change if some voices fell away: relationships whose status or confidence would differ, or that would rest on nothing. The largest change of confidence first, then by id. The same as after retracting these passages.',
  })
  async impact(
    @Arg('without', () => VoiceFilterInput, {
      description: 'The passages that fall away: those for which all conditions hold. Not `minVoices`.',
    })
    without: VoiceFilter,
    @Arg('filter', () => GraphFilter, { nullable: true, description: WHICH }) filter: TieFilter | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ) {
    if (typeof without.minVoices === 'number') {
      throw new AllegianceError(
        'BAD_INPUT',
        'Expected `without` to say which passages fall away; `minVoices` is of no passage. Leave it out.',
      );
    }
    const given = await voicesOf(context, filter);
    const fallen: PassageConditions = await resolveConditions(context, await viewWithPassages(context), without);
    const page = pageOf('Query.impact', args, { of: { without, filter: filter ?? GRAPH_DEFAULTS } });
    return compare(context, filter, page, given, { ...given, without: fallen });
  }

  @Query(() => ImpactConnection, {
    nullable: true,
    description:
      'Where two differ: relationships whose status or confidence differ by the voices of `a` and by those of `b`, or that only one of them speaks of. The largest difference of confidence first, then by id.',
  })
  async compareVoices(
    @Arg('a', () => VoiceFilterInput, { description: 'The one: `before`.' }) a: VoiceFilter,
    @Arg('b', () => VoiceFilterInput, { description: 'The other: `after`.' }) b: VoiceFilter,
    @Arg('filter', () => GraphFilter, { nullable: true, description: WHICH }) filter: TieFilter | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ) {
    const given = await voicesOf(context, filter);
    const view = await viewWithPassages(context);
    const [before, after] = await Promise.all([a, b].map(async (one) => both(given, await resolveVoices(context, view, one))));
    const page = pageOf('Query.compareVoices', args, { of: { a, b, filter: filter ?? GRAPH_DEFAULTS } });
    return compare(context, filter, page, before!, after!);
  }
}

async function voicesOf(context: Context, filter: TieFilter | null): Promise<ChosenVoices> {
  return resolveVoices(context, await viewWithPassages(context), filter?.voices ?? {});
}

/** Passages that count by both. */
function both(a: ChosenVoices, b: ChosenVoices): ChosenVoices {
  return { only: [...a.only, ...b.only], minVoices: Math.max(a.minVoices ?? 0, b.minVoices ?? 0) };
}

async function compare(context: Context, filter: TieFilter | null, page: Page, before: ChosenVoices, after: ChosenVoices) {
  const view = await plainView(context, filter);
  const range = { after: placeOf(page.after), before: placeOf(page.before), backward: page.backward, limit: page.size + 1 };
  const question = { filter: view.criterion, before: view.of.compile(before), after: view.of.compile(after), range };
  const { changed, count } = await runCompleteAnalysis(context, view.of, { kind: 'impact', ...question });
  const nodes = changed.map((one) => ({ ...one, relationship: () => loadTie(context, one.id) }));
  return connectionOf(page, nodes, keyOf, async () => count);
}

/** The part of the graph that is compared, with passages, by all voices. */
async function plainView(context: Context, filter: TieFilter | null) {
  for (;;) {
    await viewWithPassages(context);
    const { view, criterion } = await subgraph(context, filter && { ...filter, voices: null }, null, null);
    // Unless it was rebuilt meanwhile.
    if (view.passages !== null) return { of: view as View, criterion };
  }
}

/** Keys, compared as text, are in the order of the list. */
function keyOf({ rank, id }: Pick<FoundImpact, 'rank' | 'id'>): string {
  return `${String(rank).padStart(5, '0')}|${id}`;
}
