import type { Posture } from '../../model/posture.ts';
import type { Subject } from '../../model/statement.ts';
import type { AnswerQuoteFragment, AnswerTieFragment, TypedDocumentString } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { Question } from './question.ts';

export interface AnswerEntity extends Subject {
  readonly id: string;
  readonly slug: string;
}

/** One row of an answer: whom or what it names, how surely, when, and by whose words. */
export interface AnswerRow {
  readonly key: string;
  readonly title: string;
  /** What a click opens: an entity, or a relationship or event; neither where it opens nothing. */
  readonly slug: string | null;
  readonly tie: string | null;
  /** “certain”, “likely”, “disputed” and the like. */
  readonly marks: readonly string[];
  readonly when: string;
  /** The statements behind the row, as the API makes them, each with its relationship; null where it is said of none. */
  readonly statements: readonly { readonly text: string; readonly tie: string | null }[];
  /** The first passage of each of them, and the last that denies. */
  readonly quotes: readonly AnswerQuoteFragment[];
}

/** A bar of a chart: its label, its size, and its size in words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly words: string;
}

export interface BarChart {
  readonly draws: 'bars';
  readonly title: string;
  readonly bars: readonly Bar[];
}

/** What happened in each of equal times, in their order. */
export interface SeriesChart {
  readonly draws: 'series';
  readonly title: string;
  readonly bars: readonly Bar[];
}

export interface ShownEpisode {
  readonly posture: Posture;
  readonly start: string | null;
  readonly end: string | null;
  readonly words: string;
}

export interface EpisodesChart {
  readonly draws: 'episodes';
  readonly title: string;
  readonly episodes: readonly ShownEpisode[];
}

export interface CampsChart {
  readonly draws: 'camps';
  readonly title: string;
  readonly camps: readonly { readonly size: number; readonly members: readonly AnswerEntity[] }[];
}

export type Chart = BarChart | SeriesChart | EpisodesChart | CampsChart;

/** The answer to a question. */
export interface ShownAnswer {
  /** The question in words. */
  readonly question: string;
  /** The answer in one sentence: names, dates, and whose word. */
  readonly sentence: string;
  readonly notes: readonly string[];
  readonly rows: readonly AnswerRow[];
  /** Where nothing was found: what is known instead, which is no part of the answer. */
  readonly instead: readonly AnswerRow[];
  readonly charts: readonly Chart[];
  /** What the picture shows: these entities, with these relationships lit; where nothing is known, what is only possible then. */
  readonly slugs: readonly string[];
  readonly ties: readonly string[];
  /** The query of the answer, for the playground. */
  readonly query: { readonly text: string; readonly variables: unknown };
}

/** What each part of an answer reads with. */
export interface Reader {
  readonly read: <T, V>(document: TypedDocumentString<T, V>, variables: V) => Promise<T>;
  /** The query that is shown as that of the answer: the first that was read. */
  readonly first: () => { readonly text: string; readonly variables: unknown };
}

/** @param fresh Past the cache, since the graph has changed. */
export function readerOf(fresh: boolean): Reader {
  let first: ReturnType<Reader['first']> | null = null;
  return {
    read: (document, variables) => {
      first ??= { text: document.toString(), variables };
      return runQuery(document, variables, fresh ? 'network-only' : 'cache-first');
    },
    first: () => first ?? { text: '', variables: {} },
  };
}

/** A question with the names of whom it names. */
export interface NamedQuestion {
  readonly question: Question;
  readonly subjects: readonly AnswerEntity[];
  readonly voiceName: string | null;
  /** In words, without the question mark. */
  readonly words: string;
}

export type Tie = AnswerTieFragment;

/** Relationships that are read of one answer. */
export const MAX_READ = 100;
