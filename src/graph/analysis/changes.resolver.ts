import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ChangePosition } from '../../analysis/changes/position.ts';
import type { ChangeKind } from '../../analysis/changes/question.ts';
import type { PartialDate } from '../../model/date.ts';
import { AllegianceError } from '../../model/errors.ts';
import type { Posture } from '../../model/posture.ts';
import type { TieFilter } from '../../model/tieFilter.ts';
import { runCompleteAnalysis } from '../common/analysis.ts';
import type { Context } from '../common/context.ts';
import { type Connection, connectionOf, PageArgs, pageOf } from '../common/page.ts';
import { PartialDateScalar } from '../common/scalars.ts';
import { GraphFilter } from '../common/tieFilter.ts';
import { loadTie } from '../relationship/relationship.loader.ts';
import { Relationship } from '../relationship/relationship.type.ts';
import { Change, ChangeConnection } from './changes.type.ts';
import { subgraph } from './subgraph.loader.ts';

/** A change as resolvers return it. */
interface ChangeNode extends ChangePosition {
  readonly kind: ChangeKind;
  readonly before: Posture;
  readonly after: Posture;
}

@Resolver()
export class ChangeQueryResolver {
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
  ): Promise<Connection<ChangeNode>> {
    const page = pageOf('Query.changes', args);
    const span = { first: from.first, last: to.last };
    if (span.first > span.last) {
      throw new AllegianceError('BAD_WINDOW', `Expected \`from\` not after \`to\`; got from ${from.text} to ${to.text}. Swap the two.`);
    }
    const { view, criterion } = await subgraph(context, filter, null, null);
    const range = { after: placeOf(page.after), before: placeOf(page.before), backward: page.backward, limit: page.size + 1 };
    const { changes, count } = await runCompleteAnalysis(context, view, { kind: 'changes', filter: criterion, span, ...range });
    return connectionOf(page, changes, keyOf, async () => count);
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

@Resolver(() => Change)
export class ChangeResolver {
  @FieldResolver(() => PartialDateScalar, { nullable: true, description: 'Start or end of the relationship, exactly as given.' })
  async on(@Root() { id, ends }: ChangeNode, @Ctx() context: Context): Promise<string | null> {
    const tie = await loadTie(context, id);
    return (ends ? tie?.end : tie?.start) ?? null;
  }

  @FieldResolver(() => Relationship, { description: 'The relationship.' })
  relationship(@Root() { id }: ChangeNode, @Ctx() context: Context) {
    return loadTie(context, id);
  }
}
