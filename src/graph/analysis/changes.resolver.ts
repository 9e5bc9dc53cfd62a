import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql';
import type { ChangePosition } from '../../analysis/changes/position.ts';
import type { FoundChange } from '../../analysis/changes/question.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { connectionOf, PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { GRAPH_DEFAULTS, GraphFilter } from '../common/tieFilter.ts';
import { loadTieOf } from '../relationship/tie.loader.ts';
import { ChangeConnection } from './changes.type.ts';
import { subgraph } from './subgraph.loader.ts';

/** A change as resolvers return it. */
function changeNode(context: Context, view: View, change: FoundChange) {
  const tie = () => loadTieOf(context, view, change.id);
  return { ...change, on: async () => (change.ends ? (await tie())?.end : (await tie())?.start) ?? null, relationship: tie };
}

@Resolver()
export class ChangeResolver {
  @Query(() => ChangeConnection, {
    nullable: true,
    description:
      'What began, ended or turned between two dates, both included, by day. A beginning counts on the first day on which the relationship may hold, an ending on the last; an act at one time is a beginning only. If several relationships turn a pair at once, one of them is TURNED: a beginning before an ending, then the most confident. A source that stops reporting ends nothing.',
  })
  async changes(
    @Arg('from', () => PartialDateScalar, { description: 'From the first day of this date.' }) from: PartialDate,
    @Arg('to', () => PartialDateScalar, { description: 'To the last day of this date.' }) to: PartialDate,
    @Arg('filter', () => GraphFilter, { nullable: true })
    filter: TieFilter | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ) {
    const page = pageOf('Query.changes', args, { of: { from, to, filter: filter ?? GRAPH_DEFAULTS } });
    const span = { first: from.first, last: to.last };
    if (span.first > span.last) {
      throw new AllegianceError('BAD_WINDOW', `Expected \`from\` not after \`to\`; got from ${from.text} to ${to.text}. Swap the two.`);
    }
    const { view, criterion } = await subgraph(context, filter, null, null);
    const range = { after: placeOf(page.after), before: placeOf(page.before), backward: page.backward, limit: page.size + 1 };
    const { changes, count } = await runCompleteAnalysis(context, view, { kind: 'changes', filter: criterion, span, ...range });
    const found = changes.map((change) => changeNode(context, view, change));
    return connectionOf(page, found, keyOf, async () => count);
  }
}

/** Keys, compared as text, are in the order of the places. */
function keyOf({ day, id, ends }: ChangePosition): string {
  return `${String(day).padStart(7, '0')}|${id}|${ends ? 1 : 0}`;
}

function placeOf(key: string | null): ChangePosition | null {
  if (!key) return null;
  const [day, id, ends] = key.split('|');
  return { day: Number(day), id: id ?? '', ends: ends === '1' };
}
