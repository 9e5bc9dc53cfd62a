import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { type AssessedRow, assessDraft, type DraftAssessment } from '../../drafts/assess.ts';
import { closeDraft, decideDraft } from '../../drafts/decide.ts';
import type { ProposedRow } from '../../drafts/draft.ts';
import { saveDraft } from '../../drafts/save.ts';
import type { DraftState } from '../../store/draft.ts';
import { requireRole } from '../common/access.ts';
import type { Context } from '../common/context.ts';
import { PageArgs, pageOf } from '../common/page.ts';
import { type DraftNode, draftNode, loadDraft, loadDrafts } from '../draft/draft.loader.ts';
import { reportIn, rowsRejected } from '../editing/edit.ts';
import { loadSource } from '../source/source.loader.ts';
import { Source } from '../source/source.type.ts';
import {
  DraftConnection,
  DraftDecision,
  DraftInputType,
  DraftReport,
  type DraftRowInput,
  DraftRowType,
  DraftStateEnum,
  DraftType,
} from './draft.type.ts';

const REASON = 'Why, at most 1000 characters.';

@ArgsType()
class DecideArgs {
  @Field(() => ID, { description: 'Id of an open draft.' })
  id!: string;

  @Field(() => [DraftDecision], { description: 'At least one; the other rows go on waiting.' })
  decisions!: DraftDecision[];

  @Field(() => String, { nullable: true, description: `${REASON} It stays in the history of what is written.` })
  reason?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: '`revision` of the draft that you have seen: CONFLICT if anything that the rows would change has changed since.',
  })
  ifRevision?: number | null;
}

/** What was found out about a draft of this request: `rows` and `revision` are of one dry run. */
const ASSESSED = new WeakMap<DraftNode, Promise<DraftAssessment>>();

function assessmentOf(draft: DraftNode, { engine }: Context): Promise<DraftAssessment> {
  const known = ASSESSED.get(draft) ?? assessDraft(engine, draft, new Date());
  ASSESSED.set(draft, known);
  return known;
}

/** A row as the API returns it. */
export function rowNode({ start, end, ...row }: AssessedRow) {
  return { ...row, span: start === null || end === null ? null : { start, end } };
}

@Resolver(() => DraftType)
export class DraftResolver {
  @FieldResolver(() => [DraftRowType], { description: 'Its rows, judged against the graph as it is now.' })
  async rows(@Root() draft: DraftNode, @Ctx() context: Context) {
    return (await assessmentOf(draft, context)).rows.map(rowNode);
  }

  @FieldResolver(() => Int, { description: 'Revision of the graph that the rows are judged against: `ifRevision` of `decideDraft`.' })
  async revision(@Root() draft: DraftNode, @Ctx() context: Context) {
    return (await assessmentOf(draft, context)).revision;
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The source that it comes from, if recorded.' })
  source(@Root() draft: DraftNode, @Ctx() context: Context) {
    return draft.source === null ? null : loadSource(context, draft.source);
  }
}

@Resolver()
export class DraftsResolver {
  @Query(() => DraftConnection, { nullable: true, description: 'Drafts, those first that were saved last. For proposers and editors.' })
  drafts(
    @Arg('state', () => DraftStateEnum, { nullable: true, description: 'Only those in this state. Default: all.' })
    state: DraftState | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: Context,
  ) {
    const of = { state: state ?? null };
    return loadDrafts(context, state ?? null, pageOf('Query.drafts', page, { descending: true, of }));
  }

  @Query(() => DraftType, { nullable: true, description: 'One draft; null if there is none. For proposers and editors.' })
  draft(@Arg('id', () => ID, { description: 'Id.' }) id: string, @Ctx() context: Context) {
    return loadDraft(context, id);
  }

  @Mutation(() => DraftType, {
    description: 'Saves proposed rows for a person to decide on. The graph stays as it is. For proposers and editors.',
  })
  async saveDraft(
    @Arg('draft', () => DraftInputType, { description: 'The draft.' }) draft: DraftInputType,
    @Ctx() context: Context,
  ): Promise<DraftNode> {
    requireRole(context, 'proposer');
    const input = { ...draft, rows: draft.rows.map(proposedRow) };
    return draftNode(await saveDraft(context.engine, input, context.caller, new Date()));
  }

  @Mutation(() => DraftReport, {
    description:
      'Accepts or rejects rows of a draft. What is accepted is written in one revision, all or nothing, with the draft and its author in the reason. For editors.',
  })
  async decideDraft(@Args(() => DecideArgs) { id, decisions, reason, ifRevision }: DecideArgs, @Ctx() context: Context) {
    requireRole(context, 'editor');
    const options = { reason: reason ?? null, caller: context.caller, now: new Date(), ifRevision: ifRevision ?? null };
    const { report } = await decideDraft(context.engine, id, decisions, options);
    if (report !== null && report.problems.length > 0) throw rowsRejected(report);
    return { report: report && reportIn(context, report), draft: () => loadDraft(context, id) };
  }

  @Mutation(() => DraftType, {
    description: 'Closes a draft. The rows that wait are not decided; what was accepted stays. For its author and editors.',
  })
  async closeDraft(
    @Arg('id', () => ID, { description: 'Id of an open draft.' }) id: string,
    @Arg('reason', () => String, { description: REASON }) reason: string,
    @Ctx() context: Context,
  ): Promise<DraftNode> {
    requireRole(context, 'proposer');
    return draftNode(await closeDraft(context.engine, id, { reason, caller: context.caller, now: new Date() }));
  }
}

function proposedRow({ kind, input, quote, start, end, score, why }: DraftRowInput): ProposedRow {
  return { kind, input, quote: quote ?? null, start: start ?? null, end: end ?? null, score: score ?? null, why: why ?? '' };
}
