import type { EntityKind } from './kinds.ts';
import { type RelationshipType, type Sign, vocabularyOf } from './vocabulary.ts';

/** What a sentence needs of an entity. `kind` is null where the entity is not known. */
export interface Subject {
  readonly name: string;
  readonly kind: EntityKind | null;
}

/** The statement of a tie from its `from`: "Iran backs Hezbollah"; or from its `to`: "Hezbollah is backed by Iran". */
export function tieStatement(type: RelationshipType, from: Subject, to: Subject, side: 'from' | 'to'): string {
  const row = vocabularyOf(type);
  return side === 'from' ? clause(from, row.phrase, to) : clause(to, row.inversePhrase, from);
}

const clause = (subject: Subject, phrase: string, object: Subject): string => `${subject.name} ${agreeing(phrase, subject)} ${object.name}`;

/**
 * Whether a name takes the plural verb. The graph does not record grammatical number, so this is a rule for English names: those of a
 * coalition or a population whose head noun ends in -s ("Syrian insurgents", "Civilians of Syria"; not "Islamic Front"), and those of
 * other groups whose head noun is one of a few plurals ("Syrian Democratic Forces"; not "Hamas").
 */
export function isPlural({ name, kind }: Subject): boolean {
  const [head = ''] = name.split(/ (?:of|in|from|for) |[,(]/, 1);
  if (kind === 'COALITION' || kind === 'POPULATION') return /[a-rt-z]s$/.test(head.trim());
  return kind !== null && GROUP_KINDS.includes(kind) && PLURAL_GROUPS.test(head.trim());
}

const GROUP_KINDS: readonly EntityKind[] = ['ARMED_GROUP', 'MILITARY_FORCE', 'ORGANIZATION'];
const PLURAL_GROUPS = /\b(forces|brigades|helmets|units|rebels|insurgents|fighters|committees)$/i;

const PLURAL_VERBS: Readonly<Record<string, string>> = { is: 'are', was: 'were', has: 'have' };

/** A phrase of the vocabulary, with its verb in the number of the subject: "controls", "control". */
const agreeing = (phrase: string, subject: Subject): string => (isPlural(subject) ? pluralPhrase(phrase) : phrase);

/** A phrase of the vocabulary with the verb of several: "control", "are rivals of". */
export function pluralPhrase(phrase: string): string {
  const [verb = '', ...rest] = phrase.split(' ');
  return [PLURAL_VERBS[verb] ?? verb.replace(/s$/, ''), ...rest].join(' ').replace(/^are a (\w+)/, 'are $1s');
}

const PAST_VERBS: Readonly<Record<string, string>> = {
  is: 'was',
  has: 'had',
  leads: 'led',
  speaks: 'spoke',
  negotiates: 'negotiated',
  fights: 'fought',
  opposes: 'opposed',
  controls: 'controlled',
  operates: 'operated',
  includes: 'included',
  split: 'split',
  was: 'had been',
  merged: 'merged',
  absorbed: 'absorbed',
};

/** A phrase of the vocabulary in the past: "backed", "was backed by"; of several "were backed by", "were rivals of". */
export function pastPhrase(phrase: string, plural: boolean): string {
  const [verb = '', ...rest] = phrase.split(' ');
  const past = [PAST_VERBS[verb] ?? verb.replace(/s$/, 'ed'), ...rest].join(' ');
  return plural ? past.replace(/^was a (\w+)/, 'were $1s').replace(/^was /, 'were ') : past;
}

/** A name as it stands inside a sentence: one that ends in a common noun has an article, "the Syrian government"; those of places and persons have none. */
export function nameInSentence({ name, kind }: Subject): string {
  return kind !== null && kind !== 'PLACE' && kind !== 'PERSON' && /^(?!The\b)[A-Z].* [a-z]+$/.test(name) ? `the ${name}` : name;
}

/** The name of a speaker, publisher or source inside a sentence, whose kind is not known: “the Syrian army”, “Dmitry Peskov”, “Two rebel sources”. */
export const voiceInSentence = (name: string): string =>
  /^(an?|two|three|four|some|several|many|various|other|local|unnamed|anonymous)\b/i.test(name)
    ? name
    : nameInSentence({ name, kind: 'ORGANIZATION' });

/** One hop of a path: where it starts and ends, and whether it follows the direction of its tie. */
export interface StatementHop {
  readonly type: RelationshipType;
  readonly start: Subject;
  readonly end: Subject;
  /** Is `start` the tie's `from`? */
  readonly forward: boolean;
}

/** The statement of a path: "Iran backs Hezbollah, which fights Israel"; "who" for persons. */
export function chainStatement(hops: readonly StatementHop[]): string {
  return hops
    .map(({ type, start, end, forward }, index) => {
      const row = vocabularyOf(type);
      const subject = index === 0 ? start.name : start.kind === 'PERSON' ? ', who' : ', which';
      return `${subject} ${agreeing(forward ? row.phrase : row.inversePhrase, start)} ${end.name}`;
    })
    .join('');
}

/** The sign of a chain: the product of its signs; one neutral tie makes it neutral. */
export function chainSign(types: readonly RelationshipType[]): Sign {
  const signs = types.map((type) => vocabularyOf(type).sign);
  if (signs.includes('NEUTRAL')) return 'NEUTRAL';
  return signs.filter((sign) => sign === 'HOSTILE').length % 2 === 0 ? 'COOPERATIVE' : 'HOSTILE';
}
