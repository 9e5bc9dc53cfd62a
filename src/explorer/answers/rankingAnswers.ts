import { enumerated } from '../../model/answerWords.ts';
import { nameInSentence } from '../../model/statement.ts';
import { AnswerDeathsDocument, AnswerRankingDocument, type AnswerRankingQueryVariables } from '../api/operations.ts';
import type { AnswerEntity, NamedQuestion, Reader } from './answer.ts';
import { questionTime, whenOf } from './question.ts';
import type { AnswerBody } from './relationAnswer.ts';
import { capitalizedSentence, voicesFilter } from './rows.ts';

/** What a question ranks by, and how its answer is said. */
interface Ranked {
  readonly by: AnswerRankingQueryVariables['by'];
  readonly filter: AnswerRankingQueryVariables['filter'];
  /** Who is first: “Iran connected the others most: …”; `each` where there are several. */
  readonly sentence: (names: string, score: number, each: string) => string;
  readonly scoreInWords: (score: number) => string;
  readonly chart: string;
  /** What is missing where nobody has a score. */
  readonly nothing: string;
}

const percent = (score: number): string => `${(score * 100).toFixed(1)} %`;
const counted = (one: string) => (score: number) => `${score.toLocaleString('en')} ${score === 1 ? one : `${one}s`}`;

const RANKED: Readonly<Record<string, Ranked>> = {
  central: {
    by: 'BETWEENNESS',
    filter: {},
    sentence: (names, score, each) =>
      `${names} connected the others most: of all pairs of others, ${percent(score)} have their shortest paths through ${each ? 'each' : 'it'}`,
    scoreInWords: percent,
    chart: 'Share of the shortest paths between others',
    nothing: 'nothing recorded that would connect any',
  },
  mostBacked: {
    by: 'IN_DEGREE',
    filter: { types: ['BACKS'] },
    sentence: (names, score, each) => `${names} had the most backers: ${score.toLocaleString('en')}${each}`,
    scoreInWords: counted('backer'),
    chart: 'Number of backers',
    nothing: 'no backing is recorded',
  },
  mostFighting: {
    by: 'DEGREE',
    filter: { types: ['FIGHTS'] },
    sentence: (names, score, each) => `${names} fought the most others: ${score.toLocaleString('en')}${each}`,
    scoreInWords: counted('opponent'),
    chart: 'Number of opponents',
    nothing: 'no fighting is recorded',
  },
};

/** Rows of an answer. */
const MAX_ROWS = 20;

/** Who is first by a measure of the whole graph. */
export async function rankingAnswer({ question, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const { by, filter, sentence, scoreInWords, chart, nothing } = RANKED[question.kind]!;
  const { ranking } = await reader.read(AnswerRankingDocument, {
    by,
    ...(time === null ? {} : { at: time.at }),
    filter: { certainty: 'LIKELY', ...filter, ...voicesFilter(voice) },
  });
  const items = (ranking?.items ?? []).filter(({ score }) => score > 0);
  return rankedBody(items, {
    first: (names, score, each) => `${whenInSentence(time && { at: time.at, until: null })} ${sentence(names, score, each)}`,
    scoreInWords,
    chart,
    nothing: `${words}: ${nothing}.`,
    notes: ranking && !ranking.exact ? ['The scores are estimated from a sample.'] : [],
  });
}

/** Actors in whose events the most people died. */
export async function deathsAnswer({ question, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const filter = { ...questionTime(time), ...voicesFilter(voice), ...(time === null ? {} : { certainty: 'LIKELY' as const }) };
  const { eventBreakdown } = await reader.read(AnswerDeathsDocument, { filter });
  const items = (eventBreakdown ?? [])
    .flatMap(({ entity, deaths }) => (entity && deaths.best ? [{ entity, score: deaths.best }] : []))
    .sort((a, b) => b.score - a.score || (a.entity.slug < b.entity.slug ? -1 : 1))
    .slice(0, MAX_ROWS);
  return rankedBody(items, {
    first: (names, score, each) =>
      `${whenInSentence(time)} the most died in events with ${names}: ${score.toLocaleString('en')}${each} by the best estimates`,
    scoreInWords: (score) => `${score.toLocaleString('en')} dead`,
    chart: 'Deaths in events with each',
    nothing: `${words}: no deaths are recorded. That is no denial.`,
    notes: items.length > 0 ? ['Of both sides and of civilians. An event counts for each who took part in it.'] : [],
  });
}

const whenInSentence = (time: NamedQuestion['question']['time']): string =>
  time === null ? 'Over all times' : capitalizedSentence(whenOf(time));

interface RankedWords extends Pick<Ranked, 'scoreInWords' | 'chart' | 'nothing'> {
  /** `each` where several are first. */
  readonly first: (names: string, score: number, each: string) => string;
  readonly notes: readonly string[];
}

function rankedBody(items: readonly { readonly entity: AnswerEntity; readonly score: number }[], say: RankedWords): AnswerBody {
  // Who has the same score is named together: none of them is before the others.
  const leaders = items.filter(({ score }) => score === items[0]!.score);
  const next = items.slice(leaders.length, leaders.length + 4).map(({ entity }) => nameInSentence(entity));
  const after = next.length > 0 ? ` Next: ${enumerated(next)}.` : '';
  const [first] = leaders;
  const names = enumerated(
    leaders.map(({ entity }) => nameInSentence(entity)),
    4,
  );
  return {
    sentence: first ? `${say.first(names, first.score, leaders.length > 1 ? ' each' : '')}.${after}` : say.nothing,
    notes: say.notes,
    rows: items.map(({ score, entity }) => ({
      key: entity.slug,
      title: entity.name,
      slug: entity.slug,
      tie: null,
      marks: [say.scoreInWords(score)],
      when: '',
      statements: [],
      quotes: [],
    })),
    instead: [],
    charts: first
      ? [
          {
            draws: 'bars',
            title: say.chart,
            bars: items.slice(0, 12).map(({ score, entity }) => ({ label: entity.name, value: score, words: say.scoreInWords(score) })),
          },
        ]
      : [],
    slugs: items.map(({ entity }) => entity.slug),
    ties: [],
  };
}
