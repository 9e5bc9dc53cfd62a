import { type QuestionTime, whenInWords } from '../../model/answerWords.ts';
import { isPlural, nameInSentence, pastPhrase, type Subject, voiceInSentence } from '../../model/statement.ts';
import { VOCABULARY, type VocabularyRow } from '../../model/vocabulary.ts';
import { dateInWords } from '../graph/dateLabel.ts';
import type { TimeSelection } from '../state/view.ts';

/** Questions that are about no single type of relationship. */
export const OTHER_QUESTIONS = [
  'friends',
  'foes',
  'stance',
  'connected',
  'changes',
  'events',
  'disputes',
  'camps',
  'central',
  'mostBacked',
  'mostFighting',
  'mostDeaths',
  'alone',
  'according',
] as const;
export type OtherQuestion = (typeof OTHER_QUESTIONS)[number];

/** Questions that rank all of the graph. */
export const RANKING_QUESTIONS: readonly string[] = ['central', 'mostBacked', 'mostFighting', 'mostDeaths'] satisfies OtherQuestion[];

/** A question by one type of relationship, from one of its sides. */
export interface RelationQuestion {
  /** The field of the API that lists the answer: `backedBy`. */
  readonly field: string;
  readonly row: VocabularyRow;
  /** The direction of the relationships of whom the question names: IN where others back it. */
  readonly direction: 'IN' | 'OUT' | 'ANY';
}

/** Every type of relationship, asked from each side. */
export const RELATION_QUESTIONS: ReadonlyMap<string, RelationQuestion> = new Map(
  VOCABULARY.flatMap((row): RelationQuestion[] =>
    row.inverseField === null
      ? [{ field: row.field, row, direction: 'ANY' }]
      : [
          { field: row.inverseField, row, direction: 'IN' },
          { field: row.field, row, direction: 'OUT' },
        ],
  ).map((question) => [question.field, question]),
);

/** By whose word: one source, by key; all sources of a publisher; or a speaker, by slug or by the words of an attribution. */
export interface Voice {
  readonly by: 'source' | 'publisher' | 'speaker';
  readonly value: string;
}

/** A question, as the address holds it. */
export interface Question {
  /** A field of RELATION_QUESTIONS, or one of OTHER_QUESTIONS. */
  readonly kind: string;
  /** Slugs of the entities that it names, in its order. */
  readonly names: readonly string[];
  readonly time: TimeSelection | null;
  readonly voice: Voice | null;
}

/** How many names a question has: at least, and at most. */
export function nameCounts(kind: string): readonly [least: number, most: number] {
  if (kind === 'stance' || kind === 'connected') return [2, 2];
  if (kind === 'camps' || kind === 'alone' || RANKING_QUESTIONS.includes(kind)) return [0, 0];
  if (kind === 'changes' || kind === 'events' || kind === 'disputes' || kind === 'according') return [0, 1];
  return RELATION_QUESTIONS.has(kind) ? [1, 2] : [1, 1];
}

/** May an entity of this kind stand at the place `at` of the names of a question? */
export function fits(kind: string, at: number, entityKind: string): boolean {
  const relation = RELATION_QUESTIONS.get(kind);
  const isPlace = entityKind === 'PLACE';
  if (!relation) return kind === 'friends' || kind === 'foes' || kind === 'stance' ? !isPlace : true;
  const { row, direction } = relation;
  const isSubject = (direction === 'IN') === at > 0;
  return (isSubject || direction === 'ANY' ? row.from : row.to).includes(isPlace ? 'place' : 'actor');
}

/** The text of the address: `backedBy;syrian-government;2015`. */
export function encodeQuestion({ kind, names, time, voice }: Question): string {
  const when = time === null ? '' : [time.at, time.until].filter((date) => date !== null).join('/');
  const parts = [
    kind,
    names.map(encodeURIComponent).join('+'),
    when,
    voice === null ? '' : `${voice.by}:${encodeURIComponent(voice.value)}`,
  ];
  return parts.join(';').replace(/;+$/, '');
}

/** Reads what `encodeQuestion` wrote; null for any other text. */
export function decodeQuestion(text: string): Question | null {
  const [kind = '', names = '', when = '', said = ''] = text.split(';');
  const slugs = names
    .split('+')
    .map(decodedPart)
    .filter((slug) => slug !== '');
  const isKnown = RELATION_QUESTIONS.has(kind) || OTHER_QUESTIONS.some((other) => other === kind);
  const [least, most] = nameCounts(kind);
  if (!isKnown || slugs.length < least || slugs.length > most) return null;
  const [at = '', until = ''] = when.split('/');
  const [, by, value = ''] = /^(source|publisher|speaker):(.+)$/.exec(said) ?? [];
  return {
    kind,
    names: slugs,
    time: at === '' ? null : { at, until: until || null },
    voice: by === undefined ? null : { by: by as Voice['by'], value: decodedPart(value) },
  };
}

function decodedPart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The time of a question as the variables of an operation. */
export function questionTime(time: TimeSelection | null): QuestionTime {
  if (time === null) return {};
  return time.until === null ? { at: time.at } : { during: { start: time.at, end: time.until } };
}

/** `30 November 2024`. */
export const longDate = (date: string): string => dateInWords(date, 'long');

/** `in 2015`, `on 30 November 2024`, `from 2011 to 2013`; empty for any time. */
export const whenOf = (time: TimeSelection | null): string => whenInWords(questionTime(time), longDate) ?? '';

/**
 * A question in words: “Who backed the Syrian government in 2015, according to the Syrian army?”
 * @param subjects Whom it names, in its order.
 * @param voiceName The name of the voice; null where it has none.
 */
export function questionInWords(
  { kind, time }: Pick<Question, 'kind' | 'time'>,
  subjects: readonly Subject[],
  voiceName: string | null,
): string {
  const relation = RELATION_QUESTIONS.get(kind);
  const past = time !== null;
  const names = subjects.map(nameInSentence);
  const words = relation ? relationInWords(relation, subjects, past) : otherInWords(kind, subjects, names, past, voiceName);
  const said = voiceName === null || kind === 'alone' || kind === 'according' ? '' : `, according to ${voiceInSentence(voiceName)}`;
  return `${[words, whenOf(time)].filter((part) => part !== '').join(' ')}${said}?`;
}

/** “Who backs X”; “Whom does X back”; “Does X back Y”; in the past “Who backed X”, “Whom did X back”, “Did X back Y”. */
function relationInWords({ row, direction }: RelationQuestion, [one, two]: readonly Subject[], past: boolean): string {
  if (one !== undefined && two !== undefined) {
    const [from, to] = direction === 'IN' ? [two, one] : [one, two];
    return withVerbFirst(row.phrase, from, past, nameInSentence(to));
  }
  if (direction !== 'OUT') {
    const who = row.from.includes('actor') ? 'Who' : 'What';
    return `${who} ${past ? pastPhrase(row.phrase, false) : row.phrase} ${one ? nameInSentence(one) : '…'}`;
  }
  const whom = row.to.includes('actor') ? 'Whom' : 'What';
  const clause = withVerbFirst(row.phrase, one, past, '').trim();
  return `${whom} ${clause.charAt(0).toLowerCase()}${clause.slice(1)}`;
}

const BASE_VERBS: Readonly<Record<string, string>> = { has: 'have', split: 'split', merged: 'merge' };
/** Phrases that are in the past already: “split from”. */
const PAST_ALREADY = /^(split|merged|absorbed|was)\b/;

function withVerbFirst(phrase: string, subject: Subject | undefined, past: boolean, object: string): string {
  const [verb = '', ...rest] = phrase.split(' ');
  const plural = subject !== undefined && isPlural(subject);
  const name = subject ? nameInSentence(subject) : '…';
  if (verb === 'is') {
    const is = plural ? ['Are', 'Were'] : ['Is', 'Was'];
    const what = plural ? rest.join(' ').replace(/^a (\w+)/, '$1s') : rest.join(' ');
    return [is[past ? 1 : 0], name, what, object].join(' ').trim();
  }
  const base = BASE_VERBS[verb] ?? verb.replace(/s$/, '');
  return [past || PAST_ALREADY.test(phrase) ? 'Did' : plural ? 'Do' : 'Does', name, base, ...rest, object].join(' ').trim();
}

function otherInWords(
  kind: string,
  subjects: readonly Subject[],
  names: readonly string[],
  past: boolean,
  voiceName: string | null,
): string {
  const [one = '…', two = '…'] = names;
  const named = names.length > 0;
  switch (kind) {
    case 'friends':
      return `Who ${past ? 'stood' : 'stands'} with ${one}`;
    case 'foes':
      return `Who ${past ? 'stood' : 'stands'} against ${one}`;
    case 'stance':
      return `${past ? 'Were' : 'Are'} ${one} and ${two} friends or foes`;
    case 'connected':
      return `How ${past ? 'were' : 'are'} ${one} and ${two} connected`;
    case 'changes':
      return `What changed${named ? ` for ${one}` : ''}`;
    case 'events':
      return `What happened${named ? ` ${subjects[0]?.kind === 'PLACE' ? 'in' : 'with'} ${one}` : ''}`;
    case 'disputes':
      return `Who ${past ? 'disagreed' : 'disagrees'}${named ? ` about ${one}` : ''}`;
    case 'camps':
      return `Which camps ${past ? 'were' : 'are'} there`;
    case 'central':
      return `Who ${past ? 'connected' : 'connects'} the others`;
    case 'mostBacked':
      return `Who ${past ? 'had' : 'has'} the most backers`;
    case 'mostFighting':
      return `Who ${past ? 'fought' : 'fights'} the most others`;
    case 'mostDeaths':
      return 'In whose events did the most die';
    case 'alone':
      return `What rests on ${voiceName === null ? '…' : voiceInSentence(voiceName)} alone`;
    default:
      return `What is said${named ? ` of ${one}` : ''} according to ${voiceName === null ? '…' : voiceInSentence(voiceName)}`;
  }
}
