import { NOTHING_RECORDED, type QuestionTime, timeInWords, whenInWords } from '../../model/answerWords.ts';
import type { Direction } from '../../model/kinds.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import { DEFAULT_MAX_TOKENS, type Item, pageSizeFor } from '../budget.ts';
import { type ClaimNode, claimItem, type Making, type PassageNode } from '../claims.ts';
import type { QueriedGraph } from '../graph.ts';
import type { Understood } from '../names.ts';
import type { Filter } from '../nothing.ts';
import { whyNoRelationships } from '../nothing.ts';
import { ARGUMENTS, type Outcome } from '../schemas.ts';
import { type RequestedTime, timeVariables } from '../time.ts';
import { type Draft, type PagePosition, positionOf } from '../tool.ts';

/** Arguments of every tool that lists something. */
export const LIST_ARGUMENTS = { maxTokens: ARGUMENTS.maxTokens, cursor: ARGUMENTS.cursor };
/** Arguments that name a time. */
export const TIME_ARGUMENTS = { at: ARGUMENTS.at, since: ARGUMENTS.since, until: ARGUMENTS.until };

export interface VoiceArguments {
  readonly sources?: readonly string[] | undefined;
  readonly publishers?: readonly string[] | undefined;
  readonly speakers?: readonly string[] | undefined;
  readonly exceptSources?: readonly string[] | undefined;
  readonly exceptPublishers?: readonly string[] | undefined;
  readonly exceptSpeakers?: readonly string[] | undefined;
  readonly minReliability?: string | undefined;
  readonly minVoices?: number | undefined;
  readonly knownBy?: string | undefined;
}

interface ListInput extends RequestedTime {
  readonly maxTokens?: number | undefined;
  readonly cursor?: string | undefined;
  readonly passages?: number | undefined;
  readonly voices?: VoiceArguments | undefined;
}

/** What the arguments of a list come to: its time, its page, and how its items are made. */
export interface Listing {
  readonly time: QuestionTime;
  readonly page: PagePosition;
  /** The variables `at`, `during`, `first`, `after` and `passages` of an operation. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly making: Making;
}

/** Passages to read of each item where only some count, to find those. */
const PASSAGES_TO_CHOOSE_FROM = 20;

/** @throws BAD_WINDOW, BAD_DATE, BAD_CURSOR */
export function listing(graph: QueriedGraph, input: ListInput): Listing {
  const time = timeVariables(input);
  const page = positionOf(input.cursor);
  const passages = input.passages ?? 1;
  return {
    time,
    page,
    variables: {
      ...time,
      first: pageSizeFor(input.maxTokens ?? DEFAULT_MAX_TOKENS),
      after: page.after,
      passages: input.voices ? PASSAGES_TO_CHOOSE_FROM : Math.max(1, passages),
    },
    making: { address: graph.address, time, passages, ...(input.voices ? { counts: countsFor(input.voices) } : {}) },
  };
}

/** Does a passage count by the sources, publishers and speakers that a question names? */
function countsFor({ sources, publishers, speakers, exceptSources, exceptPublishers, exceptSpeakers }: VoiceArguments) {
  const has = (names: readonly string[] | undefined, values: readonly (string | null | undefined)[]): boolean => {
    const normalized = new Set((names ?? []).map(normalizeName));
    return values.some((value) => value && normalized.has(normalizeName(value)));
  };
  return ({ source, attributedTo, attribution }: PassageNode): boolean => {
    const speaker = [attributedTo?.slug, attributedTo?.name, attribution];
    return (
      (!sources || has(sources, [source.key])) &&
      (!publishers || has(publishers, [source.publisher])) &&
      (!speakers || has(speakers, speaker)) &&
      !has(exceptSources, [source.key]) &&
      !has(exceptPublishers, [source.publisher]) &&
      !has(exceptSpeakers, speaker)
    );
  };
}

/** Says of a list of relationships that all are denied, or that nothing better than POSSIBLE is known of the time asked about. */
export function outcomeOf(claims: readonly Pick<ClaimNode, 'status' | 'holds'>[], time: QuestionTime): Outcome {
  if (claims.every(({ status }) => status === 'DENIED')) return 'DENIED';
  if (timeInWords(time) !== null && claims.every(({ holds }) => holds === 'POSSIBLE' || holds === null)) return 'NOT_KNOWN_FOR_THAT_DAY';
  return 'FOUND';
}

/** A page of a connection of the API. */
export interface ListPage<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
}

/** The items of a page, with what is needed to go on after any of them. */
export function draftPage<Node>({ totalCount, edges }: ListPage<Node>, { offset }: PagePosition, itemOf: (node: Node) => Item) {
  return { items: edges.map(({ node }) => itemOf(node)), cursors: edges.map(({ cursor }) => cursor), total: totalCount, offset };
}

/** What was asked about where no relationship was found. */
export interface RequestedPart {
  /** One, a pair, or nobody in particular. */
  readonly names: readonly Understood[];
  readonly direction: Direction;
  /** The conditions of the filter beside ends and time. */
  readonly conditions: Filter;
}

/** The answer where no relationship is found: why, and what is known instead. */
export async function noRelationships(
  graph: QueriedGraph,
  { names, direction, conditions }: RequestedPart,
  list: Listing,
  what: string,
): Promise<Draft> {
  const { time, making } = list;
  const [one, two] = names.map(({ slug }) => slug);
  if (one === undefined) return { outcome: 'NOTHING_RECORDED', sentence: `${what}: ${NOTHING_RECORDED}`, time, names, items: [] };
  const filter = { ...conditions, ...time, ...(two === undefined ? {} : { involving: [two] }) };
  const { outcome, sentence, instead } = await whyNoRelationships(graph, { of: one, direction, filter }, time, what);
  return { outcome, sentence, time, names, items: [], otherwise: instead.map((claim) => claimItem(claim, making)) };
}

/** `on 2016-12-22`, `in 2016`, `from 2011 to 2013`; nothing where no time is asked about. */
export function inTime(time: QuestionTime): string {
  const when = whenInWords(time);
  return when === null ? '' : ` ${when}`;
}

/** A word of caution for the sentence of a list. */
export function caution(outcome: Outcome, time: QuestionTime): string {
  if (outcome === 'DENIED') return ' All are only denied.';
  if (outcome === 'NOT_KNOWN_FOR_THAT_DAY')
    return ` None is known for ${timeInWords(time)}: each is only possible then; its dates say of when it is known.`;
  return '';
}
