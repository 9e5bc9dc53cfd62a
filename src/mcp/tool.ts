import type { z } from 'zod';
import { type QuestionTime, timeInWords } from '../model/answerWords.ts';
import { AllegianceError } from '../model/errors.ts';
import { DEFAULT_MAX_TOKENS, fitting, type Item, tokensOf } from './budget.ts';
import type { QueriedGraph } from './graph.ts';
import { type Understood, UnknownName } from './names.ts';
import type { Outcome } from './schemas.ts';
import { oneLine } from './text.ts';

/** The answer of a tool before it is cut to size. */
export interface Draft {
  readonly outcome: Outcome;
  readonly sentence: string;
  readonly time?: QuestionTime;
  readonly names?: readonly Understood[];
  readonly items: readonly Item[];
  /** Of all items of the answer: those of this page, before it and after it. */
  readonly total?: number;
  /** Are there more than `total`? Counted only so far. */
  readonly atLeast?: boolean;
  /** How many items stood on the pages before. */
  readonly offset?: number;
  /** The cursor of the API after each item; null where items are counted instead. */
  readonly cursors?: readonly string[];
  /** What is known instead, where nothing was found. */
  readonly otherwise?: readonly Item[];
}

/** A tool: what it takes, what its items are, and how it answers. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly answer: (graph: QueriedGraph, input: never) => Promise<Draft>;
}

/** A tool whose arguments have the types of its schema. */
export function tool<Input extends z.ZodObject>(
  definition: Omit<Tool, 'input' | 'answer'> & {
    readonly input: Input;
    readonly answer: (graph: QueriedGraph, input: z.output<Input>) => Promise<Draft>;
  },
): Tool {
  return definition;
}

/** Codes of errors that say that a name or a source is not in the graph. */
const UNKNOWN = ['UNKNOWN_ENTITY', 'UNKNOWN_SOURCE'];

/** Room for the sentence about what was left out, in tokens. */
const LEFT_OUT_TOKENS = 220;

export type Answer = Readonly<Record<string, unknown>>;

/**
 * The answer of a tool, of at most `maxTokens` tokens.
 * @throws AllegianceError for arguments that the graph rejects, or a graph that cannot be reached
 */
export async function answerOfTool(graph: QueriedGraph, { answer }: Tool, input: Readonly<Record<string, unknown>>): Promise<Answer> {
  const maxTokens = (input.maxTokens as number | undefined) ?? DEFAULT_MAX_TOKENS;
  try {
    return cut(await answer(graph, input as never), maxTokens);
  } catch (error) {
    if (error instanceof UnknownName) return unknown(error.message, error.candidates);
    if (error instanceof AllegianceError && UNKNOWN.includes(error.code)) return unknown(oneLine(error.message, 600), []);
    throw error;
  }
}

function unknown(sentence: string, candidates: readonly object[]): Answer {
  return { outcome: 'UNKNOWN_NAME', sentence, items: [], candidates };
}

function cut(
  { outcome, sentence, time = {}, names, items, total, atLeast = false, offset = 0, cursors, otherwise }: Draft,
  maxTokens: number,
): Answer {
  const when = timeInWords(time);
  const frame = {
    outcome,
    sentence,
    ...(when === null ? {} : { time: when }),
    ...(names ? { names } : {}),
    ...(total === undefined || atLeast ? {} : { total }),
  };
  const room = maxTokens - tokensOf({ ...frame, items: [] }) - LEFT_OUT_TOKENS;
  const shown = fitting(items, room);
  const instead = otherwise && otherwise.length > 0 ? { otherwise: fitting(otherwise, room - tokensOf(shown)) } : {};
  const left = (total ?? offset + items.length) - offset - shown.length;
  if (left <= 0) return { ...frame, items: shown, ...instead };
  const after = cursors?.[shown.length - 1];
  const position = offset + shown.length;
  const cursor = after === undefined ? String(position) : `${position}.${after}`;
  return { ...frame, items: shown, ...instead, leftOut: leftOut(left, atLeast, maxTokens, cursor, shown.length < items.length) };
}

function leftOut(items: number, atLeast: boolean, maxTokens: number, cursor: string, forWantOfRoom: boolean) {
  const reason = forWantOfRoom ? `the answer may have ${maxTokens.toLocaleString('en')} tokens` : 'a page has so many items';
  const advice = forWantOfRoom ? ', or raise `maxTokens`' : '';
  return {
    items,
    sentence: `${atLeast ? 'At least ' : ''}${items} more left out, since ${reason}. Ask again with the same arguments and this cursor${advice}.`,
    cursor,
  };
}

/** Where a page begins: after how many items, and after which cursor of the API. */
export interface PagePosition {
  readonly offset: number;
  readonly after: string | null;
}

/** @throws BAD_CURSOR for a text that no answer gave */
export function positionOf(cursor: string | undefined): PagePosition {
  if (cursor === undefined) return { offset: 0, after: null };
  const [, offset, after] = /^(\d{1,7})(?:\.(.+))?$/s.exec(cursor) ?? [];
  if (offset !== undefined) return { offset: Number(offset), after: after ?? null };
  throw new AllegianceError(
    'BAD_CURSOR',
    `Expected the \`leftOut.cursor\` of an answer; got ${JSON.stringify(cursor.slice(0, 80))}. Leave it out to begin again.`,
  );
}
