import { enumerated, POSTURE_WORDS } from '../../model/answerWords.ts';
import type { Status } from '../../model/kinds.ts';
import { nameInSentence, voiceInSentence } from '../../model/statement.ts';
import { AnswerPathsDocument, AnswerRelationshipsDocument, AnswerStanceDocument, type AnswerStanceQuery } from '../api/operations.ts';
import { dateLabel, datesInWords } from '../graph/dateLabel.ts';
import { timeFilter } from '../graph/filter.ts';
import { enumLabel } from '../graph/names.ts';
import { type AnswerRow, MAX_READ, type NamedQuestion, type Reader, type ShownEpisode } from './answer.ts';
import { longDate, questionTime, whenOf } from './question.ts';
import type { AnswerBody } from './relationAnswer.ts';
import { accordingTo, CERTAINTY_MARKS, capitalizedSentence, endsOfTies, passagesFor, quotesOf, tieRow, voicesFilter } from './rows.ts';

type StanceEpisodes = NonNullable<AnswerStanceQuery['stanceHistory']>;

/**
 * “In 2014 Iraq and the Syrian government stood with each other”, by which relationships, and how that was over the years. Where
 * nothing is recorded of the two themselves, what is recorded of their parts: “stood against each other, through the Syrian army”.
 */
export async function stanceAnswer({ question, subjects, words }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const [one, two] = subjects as [NamedQuestion['subjects'][number], NamedQuestion['subjects'][number]];
  const variables = {
    a: one.slug,
    b: two.slug,
    certainty: 'LIKELY' as const,
    ...(time === null ? {} : { at: time.at }),
    ...voicesFilter(voice),
    passages: passagesFor(voice),
  };
  const direct = await reader.read(AnswerStanceDocument, { ...variables, viaParts: false });
  const isDirect = (direct.stance?.posture ?? 'NONE') !== 'NONE';
  const whole = isDirect ? direct : await reader.read(AnswerStanceDocument, { ...variables, viaParts: true });
  const { stance } = whole;
  const parts = [...(stance?.partsOfA ?? []), ...(stance?.partsOfB ?? [])];
  const ownEpisodes = direct.stanceHistory ?? [];
  const hasOwn = ownEpisodes.some((episode) => episode.posture !== 'NONE');
  const episodes = hasOwn ? ownEpisodes : (whole.stanceHistory ?? []);
  const pair = `${nameInSentence(one)} and ${nameInSentence(two)}`;
  const posture = stance?.posture ?? 'NONE';
  const ties = posture === 'NONE' ? [] : (stance?.relationships ?? []);
  const when = time === null ? 'Over all times' : whenOf({ at: time.at, until: null });
  const decided = time === null ? POSTURE_WORDS[posture] : POSTURE_WORDS[posture].replace(/^stand/, 'stood');
  const through = parts.length === 0 ? '' : `, through ${enumerated(parts.map(nameInSentence), 4)}`;
  const notes = [
    ...(time?.until ? [`How two stand is said of one date: of ${longDate(time.at)}.`] : []),
    ...(through === '' ? [] : [`Nothing is recorded of the two themselves${time === null ? '' : ' then'}.`]),
  ];
  const known = episodes.filter((episode) => episode.posture !== 'NONE');
  const nothing = posture === 'NONE' && known.length === 0;
  return {
    sentence: nothing
      ? `${words}: nothing recorded. That is no denial.`
      : capitalizedSentence(`${when} ${pair} ${decided}${through}${accordingTo(ties, voice)}.`),
    notes: [...notes, ...(posture === 'NONE' && known.length > 0 ? [nearestEpisode(known, time?.at ?? null)] : [])],
    rows: ties.map((tie) => tieRow(tie, voice, time !== null)),
    instead: [],
    charts:
      known.length === 0
        ? []
        : [
            {
              draws: 'episodes',
              title: `How they ${hasOwn ? '' : 'and their parts '}stood over the years: ${episodes.length} episodes`,
              episodes: episodes.map(episodeOf),
            },
          ],
    slugs: [...new Set([one.slug, two.slug, ...endsOfTies(ties)])],
    ties: ties.map(({ id }) => id),
  };
}

function episodeOf({ posture, interval }: StanceEpisodes[number]): ShownEpisode {
  const start = interval.start ?? interval.attestedFrom;
  const end = interval.end ?? interval.attestedUntil;
  return { posture, start, end, words: `${dateLabel(interval)}: they ${POSTURE_WORDS[posture]}` };
}

/** The episode in which they stood with or against each other that lies nearest to a date. */
function nearestEpisode(known: StanceEpisodes, at: string | null): string {
  const years = ({ interval }: StanceEpisodes[number]) =>
    [interval.start ?? interval.attestedFrom, interval.end ?? interval.attestedUntil].map((date) => Number(date?.slice(0, 4)));
  const distance = (episode: StanceEpisodes[number]) => Math.min(...years(episode).map((year) => Math.abs(year - Number(at?.slice(0, 4)))));
  const [nearest] = at === null ? known : known.toSorted((a, b) => distance(a) - distance(b));
  return `The nearest that is known: ${episodeOf(nearest!).words}.`;
}

/** Paths that an answer lists. */
const MAX_PATHS = 8;

/** Paths that are only possible, listed where none is known. */
const MAX_POSSIBLE = 3;

/** How two are connected: the best paths, as sentences, each hop with its first quote. */
export async function connectedAnswer({ question, subjects, voiceName }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const [one, two] = subjects as [NamedQuestion['subjects'][number], NamedQuestion['subjects'][number]];
  const read = async (possible: boolean) => {
    const { paths } = await reader.read(AnswerPathsDocument, {
      from: one.slug,
      to: two.slug,
      time: 'ANY_TIME',
      filter: { ...timeFilter(time, possible), ...voicesFilter(voice) },
      maxPaths: MAX_PATHS,
      ...questionTime(time),
      passages: passagesFor(voice),
    });
    return paths;
  };
  const paths = await read(false);
  const found = paths?.paths ?? [];
  const [best] = found;
  const possible = found.length === 0 && time !== null ? await read(true) : null;
  const instead = (possible?.paths ?? []).slice(0, MAX_POSSIBLE);
  const ties = (best ? found : instead).flatMap(({ hops }) => hops.map(({ relationship }) => relationship));
  const rowOf = (path: (typeof found)[number]): AnswerRow => ({
    key: path.hops.map(({ relationship }) => relationship.id).join(),
    title: path.statement,
    slug: null,
    tie: path.hops.length === 1 ? path.hops[0]!.relationship.id : null,
    marks: [
      ...(time === null ? [] : [CERTAINTY_MARKS[path.certainty ?? 'POSSIBLE']]),
      enumLabel(path.sign),
      `confidence ${path.confidence.toFixed(2)}`,
    ],
    when: path.hops.length === 1 ? dateLabel(path.hops[0]!.relationship.validity) : '',
    statements:
      path.hops.length === 1
        ? []
        : path.hops.map(({ statement, relationship }) => ({
            text: `${statement}: ${dateLabel(relationship.validity)}`,
            tie: relationship.id,
          })),
    quotes: path.hops.flatMap(({ relationship }) => quotesOf(relationship, voice).slice(0, 1)),
  });
  const when = time === null ? '' : `${capitalizedSentence(whenOf(time))}: `;
  const hops = best?.hops.map(({ relationship }) => relationship) ?? [];
  const limit = paths?.stoppedBy && paths.stoppedBy !== 'MAX_PATHS' ? ['The search was stopped by a limit, so there may be more.'] : [];
  return {
    sentence: best
      ? `${when}${best.statement}${accordingTo(hops, voice)}.`
      : `${capitalizedSentence(`${time === null ? '' : `${whenOf(time)} `}no connection between ${nameInSentence(one)} and ${nameInSentence(two)} of at most 3 steps is known${voice === null ? '' : ` to ${voiceInSentence(voiceName!)}`}`)}. That is no denial.`,
    notes: [
      ...(best && found.length > 1 ? [`${paths?.truncated ? 'The best ' : ''}${found.length} paths of at most 3 steps.`] : []),
      ...[paths?.note ?? possible?.note].flatMap((note) => (note ? [datesInWords(note)] : [])),
      ...limit,
    ],
    rows: found.map(rowOf),
    instead: instead.map(rowOf),
    charts: [],
    slugs: [...new Set([one.slug, two.slug, ...endsOfTies(ties)])],
    ties: [...new Set(ties.map(({ id }) => id))],
  };
}

/** All that one voice says, denials included. */
export async function accordingAnswer({ question, subjects, words, voiceName }: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { time, voice } = question;
  const read = async (status: readonly Status[], first: number) => {
    const { relationships } = await reader.read(AnswerRelationshipsDocument, {
      filter: {
        ...(subjects[0] ? { involving: [subjects[0].slug] } : {}),
        ...voicesFilter(voice),
        ...questionTime(time),
        certainty: time === null ? 'POSSIBLE' : 'LIKELY',
        status,
      },
      first,
      ...questionTime(time),
      passages: passagesFor(voice),
    });
    return { ties: relationships?.nodes ?? [], total: relationships?.totalCount ?? 0 };
  };
  const { ties, total } = await read(['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED'], MAX_READ);
  const denied = total > ties.length ? (await read(['DENIED'], 1)).total : ties.filter(({ status }) => status === 'DENIED').length;
  const about = subjects[0] ? ` of ${nameInSentence(subjects[0])}` : '';
  const counted = `${total} ${total === 1 ? 'relationship' : 'relationships'}${about}`;
  const sentence =
    total === 0
      ? `${words}: nothing recorded. That is no denial.`
      : `${capitalizedSentence(`${time === null ? '' : `${whenOf(time)}: `}${voiceInSentence(voiceName!)} speaks of ${counted}${denied > 0 ? `, and denies ${denied} of them` : ''}`)}. First: ${ties[0]!.statement}.`;
  return {
    sentence,
    notes: total > ties.length ? [`The first ${ties.length} of ${total} relationships are read.`] : [],
    rows: ties.map((tie) => tieRow(tie, voice, time !== null)),
    instead: [],
    charts: [],
    slugs: [...new Set([...subjects.map(({ slug }) => slug), ...endsOfTies(ties)])],
    ties: ties.map(({ id }) => id),
  };
}
