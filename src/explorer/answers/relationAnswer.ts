import { daysFrom, enumerated, reasonForNothing, timeInWords } from '../../model/answerWords.ts';
import { noneKnown } from '../../model/knownOf.ts';
import { isPlural, nameInSentence, pastPhrase } from '../../model/statement.ts';
import { AnswerRelationshipsDocument, type AnswerRelationshipsQueryVariables } from '../api/operations.ts';
import { dateLabel } from '../graph/dateLabel.ts';
import { selectedWindow } from '../graph/filter.ts';
import { MAX_READ, type NamedQuestion, type Reader, type ShownAnswer, type Tie } from './answer.ts';
import { longDate, questionTime, RELATION_QUESTIONS, type RelationQuestion, whenOf } from './question.ts';
import { accordingTo, capitalizedSentence, endsOfTies, passagesFor, rowsByEnd, surest, tieRow, voicesFilter } from './rows.ts';

type Filter = AnswerRelationshipsQueryVariables['filter'];

/** What is left of an answer when the question is known. */
export type AnswerBody = Omit<ShownAnswer, 'question' | 'query'>;

/** The answer to “who backs X”, “whom does X back”, “does X back Y”, “who are the friends of X”. */
export async function relationAnswer(named: NamedQuestion, reader: Reader): Promise<AnswerBody> {
  const { question, subjects } = named;
  const { time, voice } = question;
  const filter: Filter = {
    ...endsFilter(named),
    ...voicesFilter(voice),
    ...questionTime(time),
    certainty: time === null ? 'POSSIBLE' : 'LIKELY',
  };
  const { ties, total } = await readTies(reader, filter, named);
  const shown = subjects.map(({ slug }) => slug);
  if (ties.length === 0) {
    const { possible, ...body } = await nothing(named, filter, reader);
    return { ...body, slugs: [...new Set([...shown, ...endsOfTies(possible)])], ties: possible.map(({ id }) => id), charts: [] };
  }
  const [one, two] = subjects;
  const rows = two
    ? ties.map((tie) => tieRow(tie, voice, time !== null))
    : rowsByEnd(ties, one!.slug, voice, time !== null).map(({ row }) => row);
  return {
    sentence: sentenceFor(named, ties),
    notes: total > ties.length ? [`The first ${ties.length} of ${total} relationships are read.`] : [],
    rows,
    instead: [],
    charts: [],
    slugs: [...new Set([...shown, ...endsOfTies(ties)])],
    ties: ties.map(({ id }) => id),
  };
}

/** Which ends the relationships have that answer a question. */
function endsFilter({ question, subjects }: NamedQuestion): Filter {
  const relation = RELATION_QUESTIONS.get(question.kind);
  const [one = '', two] = subjects.map(({ slug }) => slug);
  if (!relation) return { involving: [one], sign: question.kind === 'friends' ? 'COOPERATIVE' : 'HOSTILE' };
  const types = [relation.row.type];
  if (relation.direction === 'ANY') return two === undefined ? { types, involving: [one] } : { types, from: [one, two], to: [one, two] };
  const isObject = relation.direction === 'IN';
  if (two === undefined) return isObject ? { types, to: [one] } : { types, from: [one] };
  return isObject ? { types, to: [one], from: [two] } : { types, from: [one], to: [two] };
}

/** Relationships in the order of how sure they are of the time of the question, then of confidence, then of their statements. */
async function readTies(reader: Reader, filter: Filter, { question }: NamedQuestion): Promise<{ ties: Tie[]; total: number }> {
  const variables = { filter, first: MAX_READ, ...questionTime(question.time), passages: passagesFor(question.voice) };
  const { relationships } = await reader.read(AnswerRelationshipsDocument, variables);
  const sureness = ({ holds }: Tie) =>
    question.time === null ? 0 : { THROUGHOUT: 0, CERTAIN: 0, LIKELY: 1, POSSIBLE: 2 }[holds ?? 'POSSIBLE'];
  const ties = (relationships?.nodes ?? []).toSorted(
    (a, b) => sureness(a) - sureness(b) || b.confidence - a.confidence || (a.statement < b.statement ? -1 : 1),
  );
  return { ties, total: relationships?.totalCount ?? 0 };
}

/** “In 2015 the Syrian government was backed by Iran, Iraq and Russia, according to …” */
function sentenceFor(named: NamedQuestion, ties: readonly Tie[]): string {
  const { question, subjects } = named;
  const { time, voice } = question;
  const [one, two] = subjects;
  const relation = RELATION_QUESTIONS.get(question.kind);
  const when = time === null ? 'At one time or another' : whenOf(time);
  const said = accordingTo(ties, voice);
  const certainty = surest(ties.map(({ holds }) => holds));
  if (two) {
    const likely = time !== null && certainty === 'LIKELY' ? ', likely' : '';
    const disputed = ties.every(({ status }) => status === 'DISPUTED') ? ', disputed' : '';
    const tie = ties[0]!;
    return capitalizedSentence(`${when}${likely}${disputed}: ${tie.statement}${said}.`);
  }
  const ends = rowsByEnd(ties, one!.slug, voice, time !== null).map((each) => ({
    sure: time === null || !['LIKELY', 'POSSIBLE'].includes(surest(each.ties.map(({ holds }) => holds)) ?? 'POSSIBLE'),
    name: `${nameInSentence(each.end)}${each.ties.every(({ status }) => status === 'DISPUTED') ? ' (disputed)' : ''}`,
  }));
  const certain = ends.filter(({ sure }) => sure).map(({ name }) => name);
  const likely = ends.filter(({ sure }) => !sure).map(({ name }) => name);
  const phrase = predicate(relation, question.kind, isPlural(one!));
  const subject = nameInSentence(one!);
  const also = likely.length === 0 ? '' : `, and likely ${phrase.endsWith(' by') ? 'by ' : ''}${enumerated(likely, 12)}`;
  const clause =
    certain.length > 0
      ? `${subject} ${phrase} ${enumerated(certain, 12)}${also}`
      : `${subject} ${withLikely(phrase)} ${enumerated(likely, 12)}`;
  return capitalizedSentence(`${when} ${clause}${said}.`);
}

/** The phrase of the vocabulary as seen from whom the question names, in the past. */
function predicate(relation: RelationQuestion | undefined, kind: string, plural: boolean): string {
  if (!relation) return kind === 'friends' ? 'stood with' : 'stood against';
  return pastPhrase(relation.direction === 'IN' ? relation.row.inversePhrase : relation.row.phrase, plural);
}

const withLikely = (phrase: string): string =>
  /^(was|were|had)\b/.test(phrase) ? phrase.replace(/^\w+/, '$& likely') : `likely ${phrase}`;

/** How many of what is known instead are listed. */
const MAX_INSTEAD = 3;

/** Says truly that nothing is known, why, and what is the nearest that is known; `possible` are those listed that may hold at the time asked about. */
async function nothing(
  named: NamedQuestion,
  filter: Filter,
  reader: Reader,
): Promise<Pick<AnswerBody, 'sentence' | 'notes' | 'rows' | 'instead'> & { readonly possible: readonly Tie[] }> {
  const { question, words } = named;
  const { time, voice } = question;
  const { at: _at, during: _during, ...anyDay } = filter;
  const { voices: _voices, ...byAnyone } = { ...filter, certainty: 'POSSIBLE' as const };
  const { voices: _also, ...anyDayByAnyone } = { ...anyDay, certainty: 'POSSIBLE' as const };
  const byOthers = { ...named, question: { ...question, voice: null } };
  const [denied, otherDays, others, otherDaysOfOthers] = await Promise.all([
    readTies(reader, { ...filter, certainty: 'POSSIBLE', status: ['DENIED'] }, named),
    readTies(reader, { ...anyDay, certainty: 'POSSIBLE' }, named),
    voice === null ? NONE : readTies(reader, byAnyone, byOthers),
    voice === null ? NONE : readTies(reader, anyDayByAnyone, byOthers),
  ]);
  const found = { denied, otherDays, others, otherDaysOfOthers };
  const counts = { denied: denied.total, otherDays: otherDays.total, others: others.total, otherDaysOfOthers: otherDaysOfOthers.total };
  const when = timeInWords(questionTime(time), longDate);
  const { sentence, instead } = reasonForNothing(counts, words, when, voice !== null);
  const window = selectedWindow(time);
  const known = instead === null ? [] : found[instead].ties;
  const nearest = window ? known.toSorted((a, b) => daysFrom(a.validity, window) - daysFrom(b.validity, window)) : known;
  const best = nearest.find(({ holds }) => holds === 'POSSIBLE') ?? nearest[0];
  const listed = [...new Set(best ? [best, ...nearest] : [])].slice(0, MAX_INSTEAD);
  const rows = listed.map((tie) => tieRow(tie, instead === 'otherDays' || instead === 'denied' ? voice : null, time !== null));
  const note =
    best === undefined
      ? null
      : window !== null && best.holds === 'POSSIBLE'
        ? noneKnown(when!, best.statement, [best.validity], window)
        : `The nearest that is known: ${best.statement}, ${dateLabel(best.validity)}.`;
  return {
    sentence,
    notes: note ? [note] : [],
    rows: [],
    instead: rows,
    possible: time !== null && instead === 'otherDays' ? listed.filter(({ holds }) => holds === 'POSSIBLE') : [],
  };
}

const NONE = Promise.resolve({ ties: [] as Tie[], total: 0 });
