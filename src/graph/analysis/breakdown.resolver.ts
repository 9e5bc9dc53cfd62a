import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { kindsOf, type TieDimension } from '../../analysis/list/breakdown.ts';
import type { PassageSnapshot } from '../../analysis/projection/passages.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { TimeUnit } from '../../model/bucket.ts';
import { ENTITY_KINDS, STATUSES } from '../../model/kinds.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { SIGNS, VOCABULARY } from '../../model/vocabulary.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { MAX_PAGE_SIZE } from '../common/page.ts';
import { RelationshipFilter } from '../common/tieFilter.ts';
import { loadEntity } from '../entity/entity.loader.ts';
import { viewByVoices, viewWithPassages } from '../entity/voices.loader.ts';
import { expectWithin } from '../path/path.loader.ts';
import { criterionInView } from '../relationship/entityTies.ts';
import { loadSource } from '../source/source.loader.ts';
import { RelationshipBucket, RelationshipDimensionEnum, RelationshipGroup } from './breakdown.type.ts';
import { TimeUnitEnum } from './events.type.ts';
import { relationshipSeries } from './series.ts';

@Resolver()
export class RelationshipBreakdownResolver {
  @Query(() => [RelationshipGroup], {
    nullable: true,
    description: 'Relationships per group: most relationships first, then by key. One without a source or speaker is in no such group.',
  })
  async relationshipBreakdown(
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('by', () => RelationshipDimensionEnum, { description: 'What to group by.' }) by: TieDimension,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'Maximum number of groups, 1 to 100.' }) first: number | null,
    @Ctx() context: Context,
  ) {
    expectWithin('first', first ?? 20, 1, MAX_PAGE_SIZE);
    const { view, criterion } = by === 'SOURCE' || by === 'SPEAKER' ? await byPassages(context, filter) : await inView(context, filter);
    const { groups } = await runCompleteAnalysis(context, view, { kind: 'tieBreakdown', filter: criterion, by });
    const listed = groups
      .map(({ key, ties, entities }) => ({ key: keyOf(view, by, key), relationships: ties, entities }))
      .sort((a, b) => b.relationships - a.relationships || (a.key < b.key ? -1 : 1))
      .slice(0, first ?? 20);
    return listed.map((group) => ({ ...group, label: () => labelOf(context, by, group.key) }));
  }

  @Query(() => [RelationshipBucket], {
    nullable: true,
    description:
      'Relationships per day, month or year, empty buckets included: from the first date of any to the last, or over the time of the filter; at most 20,000. A relationship is in every bucket in which it holds, so often in many.',
  })
  relationshipSeries(
    @Arg('filter', () => RelationshipFilter, { nullable: true }) filter: TieFilter | null,
    @Arg('by', () => TimeUnitEnum, { nullable: true, defaultValue: 'YEAR', description: 'Width of the buckets.' }) by: TimeUnit | null,
    @Ctx() context: Context,
  ) {
    return relationshipSeries(context, filter, by ?? 'YEAR');
  }
}

function inView(context: Context, filter: TieFilter | null) {
  return criterionInView(context, filter ?? {});
}

/** A view of all voices, where the filter names none: only such a view knows which passages count. */
async function byPassages(context: Context, filter: TieFilter | null): Promise<Awaited<ReturnType<typeof inView>>> {
  await viewWithPassages(context);
  const { view, criterion } = await inView(context, filter);
  if (view.passages === null) return byPassages(context, filter);
  return { view: view.voices === null ? viewByVoices(view, { only: [] }) : view, criterion };
}

function keyOf(view: View, by: TieDimension, key: number): string {
  switch (by) {
    case 'TYPE':
      return VOCABULARY[key]!.type;
    case 'SIGN':
      return SIGNS[key]!;
    case 'STATUS':
      return STATUSES[key]!;
    case 'KIND':
      return kindsOf(key)
        .map((kind) => ENTITY_KINDS[kind]!)
        .join(' ');
    case 'SOURCE':
      return (view.passages as PassageSnapshot).sources[key]!.id;
    case 'SPEAKER': {
      const { actor, words } = (view.passages as PassageSnapshot).speakers[key]!;
      return actor === null ? words : view.entityId(view.node(actor));
    }
  }
}

async function labelOf(context: Context, by: TieDimension, key: string): Promise<string> {
  if (by === 'TYPE') return VOCABULARY.find(({ type }) => type === key)!.phrase;
  if (by === 'SOURCE') return (await loadSource(context, key))?.title ?? key;
  if (by === 'SPEAKER') return (await loadEntity(context, key))?.name ?? key;
  return by === 'KIND' ? key.replace(' ', ' – ') : key;
}
