import { type QuestionTime, reasonForNothing, timeInWords } from '../model/answerWords.ts';
import type { ClaimNode, HappeningNode } from './claims.ts';
import type { QueriedGraph } from './graph.ts';
import { toolDocument } from './operations.ts';
import type { Outcome } from './schemas.ts';

/** A filter of relationships or events, as a variable of an operation. */
export type Filter = Readonly<Record<string, unknown>>;

interface Found<Node> {
  readonly totalCount: number;
  readonly nodes: readonly Node[];
}

type Alternatives<Node> = Readonly<Record<'denied' | 'otherDays' | 'others' | 'otherDaysOfOthers', Found<Node>>>;

/** Why nothing was found, and what is known instead. */
export interface Why<Node> {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly instead: readonly Node[];
}

/** Relationships that were asked for: of which entity, in which direction, with which filter. */
export interface RequestedRelationships {
  readonly of: string;
  readonly direction: string;
  readonly filter: Filter;
}

/**
 * Why no relationship was found.
 * @param what What was asked about, as the object of a sentence: `Relationships of Iran`.
 */
export async function whyNoRelationships(
  graph: QueriedGraph,
  { of, direction, filter }: RequestedRelationships,
  time: QuestionTime,
  what: string,
): Promise<Why<ClaimNode>> {
  const variables = { of, direction, ...alternatives(filter), ...time };
  const { entity } = await graph.execute<{ entity: Alternatives<ClaimNode> }>(toolDocument('why-nothing'), variables);
  return why(entity, filter, time, what);
}

/** Why no event was found. */
export async function whyNoEvents(graph: QueriedGraph, filter: Filter, time: QuestionTime, what: string): Promise<Why<HappeningNode>> {
  const found = await graph.execute<Alternatives<HappeningNode>>(toolDocument('why-no-events'), alternatives(filter));
  return why(found, filter, time, what);
}

/** The filters by which the reasons are distinguished. */
function alternatives(filter: Filter): Readonly<Record<keyof Alternatives<unknown>, Filter>> {
  const { at: _at, during: _during, undated: _undated, ...anyDay } = filter;
  const possible = { ...filter, certainty: 'POSSIBLE' };
  const otherDays = { ...anyDay, certainty: 'POSSIBLE' };
  const byAnyone = (one: Filter) => Object.fromEntries(Object.entries(one).filter(([name]) => name !== 'voices'));
  return {
    denied: { ...possible, status: ['DENIED'] },
    otherDays,
    others: byAnyone(possible),
    otherDaysOfOthers: byAnyone(otherDays),
  };
}

/** Why nothing was found, with what is known instead. */
function why<Node>(found: Alternatives<Node>, filter: Filter, time: QuestionTime, what: string): Why<Node> {
  const counts = {
    denied: found.denied.totalCount,
    otherDays: found.otherDays.totalCount,
    others: found.others.totalCount,
    otherDaysOfOthers: found.otherDaysOfOthers.totalCount,
  };
  const { outcome, sentence, instead } = reasonForNothing(counts, what, timeInWords(time), 'voices' in filter);
  if (instead === null) return { outcome, sentence, instead: [] };
  return { outcome, sentence: `${sentence} See \`otherwise\`, which is no part of the answer.`, instead: found[instead].nodes };
}
