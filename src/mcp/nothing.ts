import { NOTHING_RECORDED, type QuestionTime, timeInWords } from '../model/answerWords.ts';
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

/** The filters by which the reasons are told apart. */
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

/**
 * Tells apart why nothing was found: it is denied; the voices asked about do not speak of it; it is not known for the time asked
 * about; nothing is recorded. In this order, each with what is known instead.
 */
function why<Node>(found: Alternatives<Node>, filter: Filter, time: QuestionTime, what: string): Why<Node> {
  const when = timeInWords(time);
  const byVoices = 'voices' in filter;
  if (found.denied.totalCount > 0) {
    return because(
      'DENIED',
      `${what}: denied. ${count(found.denied)} that ${found.denied.totalCount === 1 ? 'is' : 'are'} only denied.`,
      found.denied,
    );
  }
  if (byVoices && found.others.totalCount > 0) {
    const sentence = `${what}: not known to this source. ${count(found.others)} by the word of others.`;
    return because('NOT_KNOWN_TO_THIS_SOURCE', sentence, found.others);
  }
  if (when !== null && found.otherDays.totalCount > 0) {
    const sentence = `${what}: not known for ${when}. ${count(found.otherDays)} known of other days, or only possible then.`;
    return because('NOT_KNOWN_FOR_THAT_DAY', sentence, found.otherDays);
  }
  if (byVoices && found.otherDaysOfOthers.totalCount > 0) {
    const sentence = `${what}: not known to this source of any day. ${count(found.otherDaysOfOthers)} by the word of others, of other days.`;
    return because('NOT_KNOWN_TO_THIS_SOURCE', sentence, found.otherDaysOfOthers);
  }
  return { outcome: 'NOTHING_RECORDED', sentence: `${what}: ${NOTHING_RECORDED}`, instead: [] };
}

function because<Node>(outcome: Outcome, sentence: string, { nodes }: Found<Node>): Why<Node> {
  return { outcome, sentence: `${sentence} See \`otherwise\`, which is no part of the answer.`, instead: nodes };
}

function count({ totalCount }: Found<unknown>): string {
  return totalCount === 1 ? 'There is one' : `There are ${totalCount}`;
}
