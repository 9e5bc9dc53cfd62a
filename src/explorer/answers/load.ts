import { QuestionNamesDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import { type AnswerEntity, type NamedQuestion, type Reader, readerOf, type ShownAnswer } from './answer.ts';
import { aloneAnswer, campsAnswer, changesAnswer, disputesAnswer, eventsAnswer } from './graphAnswers.ts';
import { accordingAnswer, connectedAnswer, stanceAnswer } from './pairAnswers.ts';
import { decodeQuestion, type OtherQuestion, type Question, questionInWords } from './question.ts';
import { deathsAnswer, rankingAnswer } from './rankingAnswers.ts';
import { type AnswerBody, relationAnswer } from './relationAnswer.ts';
import { nameOfVoice } from './voices.ts';

type Answering = (named: NamedQuestion, reader: Reader) => Promise<AnswerBody>;

const ANSWERS: Readonly<Record<OtherQuestion, Answering>> = {
  friends: relationAnswer,
  foes: relationAnswer,
  stance: stanceAnswer,
  connected: connectedAnswer,
  changes: changesAnswer,
  events: eventsAnswer,
  disputes: disputesAnswer,
  camps: campsAnswer,
  central: rankingAnswer,
  mostBacked: rankingAnswer,
  mostFighting: rankingAnswer,
  mostDeaths: deathsAnswer,
  alone: aloneAnswer,
  according: accordingAnswer,
};

/** The answer to the question of an address. @throws RequestError; Error with a message for the user where the text is no question */
export async function loadAnswer(text: string, fresh: boolean): Promise<ShownAnswer> {
  const question = decodeQuestion(text);
  if (question === null) throw new Error('This link holds a question that the page does not understand. Type one into the box above.');
  const named = await withNames(question);
  const reader = readerOf(fresh);
  const body = await (ANSWERS[question.kind as OtherQuestion] ?? relationAnswer)(named, reader);
  return { ...body, question: `${named.words}?`, query: reader.first() };
}

async function withNames(question: Question): Promise<NamedQuestion> {
  const ids = [...question.names];
  const [entities, voiceName] = await Promise.all([
    ids.length === 0 ? [] : runQuery(QuestionNamesDocument, { ids }).then((found) => found.entities ?? []),
    question.voice === null ? null : nameOfVoice(question.voice),
  ]);
  const missing = ids.filter((_, at) => !entities[at]);
  if (missing.length > 0) throw new Error(`The graph has no entity “${missing.join('”, “')}”.`);
  const subjects = entities.filter((entity): entity is NonNullable<typeof entity> => entity !== null) as AnswerEntity[];
  const words = questionInWords(question, subjects, voiceName).replace(/\?$/, '');
  return { question, subjects, voiceName, words };
}
