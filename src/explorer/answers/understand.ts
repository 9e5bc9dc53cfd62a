import { normalizeName } from '../../model/normalizeName.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { TimeSelection } from '../state/view.ts';
import type { TimeContext } from '../time/parseTime.ts';
import { findTime } from './dates.ts';
import { OTHER_QUESTIONS, type OtherQuestion, RANKING_QUESTIONS, RELATION_QUESTIONS } from './question.ts';

/** What was understood of a typed text, before its names are looked up. */
export interface UnderstoodText {
  /** Kinds of question that the words may mean, the likeliest first; empty where they name none. */
  readonly kinds: readonly string[];
  /** What must be names, in the order of the text; several readings where it is not clear where one ends, the likeliest first. */
  readonly names: readonly (readonly string[])[];
  readonly time: TimeSelection | null;
  /** Whose word, as it was typed; null where the text names none. */
  readonly voice: string | null;
}

/** Words that people use for a type of relationship beside those of its phrases. */
const SYNONYMS: Partial<Record<RelationshipType, string>> = {
  BACKS: 'support help aid arm fund sponsor assist',
  ALLIED_WITH: 'ally',
  PART_OF: 'belong member include',
  LEADS: 'command head chief commander',
  SPEAKS_FOR: 'spokesman spokesperson spokespeople represent',
  CEASEFIRE_WITH: 'ceasefire truce',
  NEGOTIATES_WITH: 'talk',
  ATTACKS: 'bomb shell strike hit raid',
  FIGHTS: 'battle war combat',
  OPPOSES: 'oppose',
  SANCTIONS: 'sanction embargo',
  SPLIT_FROM: 'splinter leave',
  MERGED_INTO: 'join absorb',
  SUCCEEDS: 'replace successor',
  CONTROLS: 'hold rule occupy capture govern',
  OPERATES_IN: 'host active present',
  LOCATED_IN: 'contain lie locate',
};

/** Words that mean one of the other questions, and how surely. */
const OTHER_WORDS: Readonly<Record<OtherQuestion, string>> = {
  friends: 'friend side',
  foes: 'foe enemy enemies adversary against',
  stance: 'stance stand relation relations friend foe enemy enemies hostile friendly posture',
  connected: 'connect connection link path chain related relate',
  changes: 'change changed begin began begun end ended turn start stop',
  events: 'happen event incident die died death dead kill casualty casualties victim',
  disputes: 'disagree dispute contest contradict contradiction differ deny',
  camps: 'camp bloc block coalition faction',
  central: 'central betweenness between important connects influential rank ranking hub broker',
  mostBacked: 'back support',
  mostFighting: 'fight battle war',
  mostDeaths: 'die died death dead kill casualty casualties victim deadliest bloodiest',
  alone: 'alone rest only single sole',
  according: 'say said claim report according',
};

/** Forms of verbs and nouns that no rule makes. */
const IRREGULAR: Readonly<Record<string, string>> = {
  fought: 'fight',
  led: 'lead',
  held: 'hold',
  struck: 'strike',
  spoke: 'speak',
  left: 'leave',
  chose: 'choose',
  stood: 'stand',
  said: 'say',
  says: 'say',
  began: 'begin',
  begun: 'begin',
  died: 'die',
  dying: 'die',
  lying: 'lie',
  lies: 'lie',
  disagrees: 'disagree',
  disagreed: 'disagree',
};

/** The part that the forms of a word share: `backs`, `backed`, `backers` are `back`; `allies`, `allied` are `alli`. */
export function stem(word: string): string {
  const base = IRREGULAR[word] ?? word;
  if (base.length < 4) return base.replace(/y$/, 'i');
  const cut = base.replace(/(ings|ing|ers|er|ors|or|ed|es|s)$/, '');
  const short = cut.length < 3 ? base : cut;
  return short
    .replace(/e$/, '')
    .replace(/y$/, 'i')
    .replace(/([bdfgklmnprt])\1$/, '$1');
}

/** Words of phrases that say nothing by themselves. */
const EMPTY_WORDS = new Set('is was has with by of in to from into for a an the'.split(' '));

const stemsOf = (text: string): string[] =>
  text
    .split(' ')
    .filter((word) => !EMPTY_WORDS.has(word))
    .map(stem);

/** By stem: the types of relationship that it means. Made from the phrases of the vocabulary, so a new type is understood at once. */
const TYPES_BY_STEM = (() => {
  const found = new Map<string, Set<RelationshipType>>();
  for (const { row } of RELATION_QUESTIONS.values()) {
    for (const each of stemsOf(`${row.phrase} ${row.inversePhrase} ${SYNONYMS[row.type] ?? ''}`.trim()))
      found.set(each, (found.get(each) ?? new Set()).add(row.type));
  }
  return found;
})();

const OTHERS_BY_STEM = (() => {
  const found = new Map<string, Set<OtherQuestion>>();
  for (const kind of OTHER_QUESTIONS)
    for (const each of stemsOf(OTHER_WORDS[kind])) found.set(each, (found.get(each) ?? new Set()).add(kind));
  return found;
})();

/** Words of a question that are no part of a name. */
const QUESTION_WORDS = new Set(
  'who whom whose many much most what which where when how why is are was were be been do does did has have had there they them it its show me list all any between each other others another'.split(
    ' ',
  ),
);
/** Words that may stand inside a name, and between two names. */
const GLUE = new Set('the a an of in on at to by with from for and or into as vs versus & , over not about near through'.split(' '));
/** Words that stand between two names. */
const SEPARATORS = new Set('and with to from vs versus & , or by against into'.split(' '));

interface Word {
  readonly text: string;
  /** In small letters, without accents. */
  readonly plain: string;
  readonly role: 'question' | 'relation' | 'other' | 'glue' | 'name';
}

/** “What does X say about Y”: by whose word, and the rest. */
const SAYS = /^what (?:does|did|do|has|have|had) (.+?) (?:says?|said|claim(?:s|ed)?|report(?:s|ed)?)\b(?:\s+(?:about|of))?/i;

/** “What did X do”: what happened with X. */
const DID = /^what (?:does|did|do|has|have|had) (.+?) (?:do|done)\b/i;

/** “How many people died”: nobody is named. */
const HOW_MANY = /\bhow many (?:people|persons|men|women|children|soldiers|fighters|civilians)\b/i;

const VOICE = /\b(?:according to|in the words of|by the word of|as (?:said|reported) by)\s+/i;

/** @param context What a typed time refers to: until when “since 2011” is. */
export function understandText(text: string, context: TimeContext): UnderstoodText {
  const line = text
    .trim()
    .slice(0, 200)
    .replace(SAYS, (_, name: string) => `according to ${name} ,`)
    .replace(DID, 'what happened with $1')
    .replace(HOW_MANY, 'how many');
  const said = VOICE.exec(line);
  const before = said ? line.slice(0, said.index) : line;
  const { voice, rest } = said ? voiceIn(line.slice(said.index + said[0].length)) : { voice: null, rest: '' };
  const raw = wordsIn(`${before} ${rest}`);
  const found = findTime(raw, context);
  const remaining = found ? [...raw.slice(0, found.from), '', ...raw.slice(found.to)] : raw;
  const words = withNamesWhole(remaining.map(wordOf));
  const time = found?.time ?? null;
  const kinds = kindsOf(words, voice !== null, time);
  return { kinds, names: namesOf(words, kinds.length > 0), time, voice };
}

const wordsIn = (text: string): string[] =>
  text
    .replace(/[?!;:"“”()]/g, ' ')
    .replace(/,/g, ' , ')
    .split(/\s+/)
    .filter((word) => word !== '');

/** Whose word: all up to a word that begins a question or a time. */
function voiceIn(text: string): { voice: string | null; rest: string } {
  const words = wordsIn(text);
  const ends = words.findIndex(
    (word, at) =>
      /^(who|whom|what|which|how|where|are|is|did|does|was|were|,)$/i.test(word) || (/^(in|on|from|between|since)$/i.test(word) && at > 0),
  );
  const end = ends < 0 ? words.length : ends;
  return { voice: words.slice(0, end).join(' ') || null, rest: words.slice(end).join(' ') };
}

function wordOf(text: string): Word {
  const plain = normalizeName(text) || text.toLowerCase();
  const role = roleOf(plain);
  return { text, plain, role };
}

function roleOf(plain: string): Word['role'] {
  if (plain === '') return 'question';
  if (GLUE.has(plain)) return 'glue';
  if (TYPES_BY_STEM.has(stem(plain))) return 'relation';
  if (OTHERS_BY_STEM.has(stem(plain))) return 'other';
  return QUESTION_WORDS.has(plain) ? 'question' : 'name';
}

/** After the word that names the question, one that follows a name directly belongs to it: “who backs General Command”. */
function withNamesWhole(words: readonly Word[]): Word[] {
  const meant = new Set<string>();
  return words.map((word, at) => {
    if (word.role !== 'relation' && word.role !== 'other') return word;
    const meanings = [...(TYPES_BY_STEM.get(stem(word.plain)) ?? []), ...(OTHERS_BY_STEM.get(stem(word.plain)) ?? [])];
    if (meant.size > 0 && words[at - 1]?.role === 'name' && !meanings.some((each) => meant.has(each)))
      return { ...word, role: 'name' as const };
    for (const each of meanings) meant.add(each);
    return word;
  });
}

/** The kinds of question that the words may mean. */
function kindsOf(words: readonly Word[], hasVoice: boolean, time: TimeSelection | null): string[] {
  const scores = new Map<string, number>();
  const add = (kind: string, score: number) => {
    if (score > 0) scores.set(kind, Math.max(score, scores.get(kind) ?? 0));
  };
  for (const [at, { plain, role }] of words.entries()) {
    if (role === 'relation') for (const type of TYPES_BY_STEM.get(stem(plain))!) addRelation(type, words, at, add);
    if (role === 'relation' || role === 'other' || plain === 'against' || plain === 'between')
      for (const kind of OTHERS_BY_STEM.get(stem(plain)) ?? []) add(kind, otherScore(kind, words));
  }
  if (hasVoice && scores.size === 0) add('according', 5);
  const found = [...scores].sort(([, a], [, b]) => b - a).map(([kind]) => kind);
  return time?.until && found.length === 0 && words.some(({ plain }) => plain === 'what') ? ['changes'] : found;
}

/** Both sides of a type: which of them is meant follows from where the name stands, and from “by” and “whom”. */
function addRelation(type: RelationshipType, words: readonly Word[], at: number, add: (kind: string, score: number) => void): void {
  const verb = words[at]!.plain;
  const nameBefore = words.slice(0, at).some(({ role }) => role === 'name');
  const nameAfter = words.slice(at + 1).some(({ role }) => role === 'name');
  const has = (word: string) => words.some(({ plain }) => plain === word);
  const passive = has('by') && /(ed|en|ght|ld|led|struck|hit)$/.test(verb);
  const isAgent = /(ers?|ors?|men|people|members?|heads?|chiefs?)$/.test(verb);
  for (const { field, row, direction } of RELATION_QUESTIONS.values()) {
    if (row.type !== type) continue;
    if (direction === 'ANY') add(field, 10);
    else {
      const subjectFirst = nameBefore && !nameAfter;
      const meansIn = passive ? subjectFirst || has('whom') : isAgent || (!subjectFirst && !(has('whom') && !has('by')));
      add(field, meansIn === (direction === 'IN') ? 10 : 6);
    }
  }
}

function otherScore(kind: OtherQuestion, words: readonly Word[]): number {
  const names = words.filter(({ role }) => role === 'name').length;
  const has = (pattern: RegExp) => words.some(({ plain }) => pattern.test(plain));
  const separated = words.some(
    ({ plain, role }, at) => role === 'glue' && SEPARATORS.has(plain) && at > 0 && words[at - 1]!.role === 'name',
  );
  if (kind === 'stance') return (separated && names > 1) || has(/^or$/) ? 9 : 3;
  if (kind === 'friends' || kind === 'foes') return separated && names > 1 ? 4 : 8;
  if (kind === 'central') return has(/^(central|between|important|connects|influential|rank|ranking|hub|broker)/) && names === 0 ? 9 : 2;
  if (RANKING_QUESTIONS.includes(kind)) return has(/^(most|top|deadliest|bloodiest)$/) && names === 0 ? 12 : 0;
  if (kind === 'connected') return names > 0 ? 10 : 5;
  if (kind === 'camps') return names === 0 ? 10 : 4;
  if (kind === 'according') return 4;
  if (kind === 'alone') return has(/^(alone|rests?|only)$/) ? 9 : 3;
  return 9;
}

/** Names: what stands between the words of the question; where two may stand in one part, each way to divide it. */
function namesOf(words: readonly Word[], hasKind: boolean): string[][] {
  const isName = ({ role, plain }: Word) => role === 'name' || role === 'glue' || (!hasKind && plain !== '');
  const parts: Word[][] = [];
  let part: Word[] = [];
  for (const word of [...words, null]) {
    if (word !== null && word.text !== '' && isName(word)) part.push(word);
    else {
      const trimmed = withoutGlue(part);
      if (trimmed.length > 0) parts.push(trimmed);
      part = [];
    }
  }
  const joined = (each: readonly Word[]) =>
    each
      .map(({ text }) => text)
      .join(' ')
      .replace(/ ,/g, ',');
  if (parts.length === 0) return [];
  if (parts.length > 1)
    return [
      parts.map(joined),
      ...divided(parts[0]!)
        .slice(0, 1)
        .map((each) => each.map(joined)),
    ];
  return [[joined(parts[0]!)], ...divided(parts[0]!).map((each) => each.map(joined))];
}

/** Every way to divide words into two names: at a word between them first, then at any gap. At most 6. */
function divided(words: readonly Word[]): Word[][][] {
  const atSeparator: Word[][][] = [];
  const atGap: Word[][][] = [];
  for (let at = 1; at < words.length; at++) {
    const isSeparator = SEPARATORS.has(words[at]!.plain);
    const [one, two] = [withoutGlue(words.slice(0, at)), withoutGlue(words.slice(isSeparator ? at + 1 : at))];
    if (one.length > 0 && two.length > 0) (isSeparator ? atSeparator : atGap).push([one, two]);
  }
  return [...atSeparator, ...(atSeparator.length > 0 ? [] : atGap)].slice(0, 6);
}

function withoutGlue(words: readonly Word[]): Word[] {
  const isGlue = ({ role, plain }: Word) => role === 'glue' || plain === 'and';
  const first = words.findIndex((word) => !isGlue(word));
  const last = words.findLastIndex((word) => !isGlue(word));
  return first < 0 ? [] : words.slice(first, last + 1);
}
