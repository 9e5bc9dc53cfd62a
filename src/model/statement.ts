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
function agreeing(phrase: string, subject: Subject): string {
  if (!isPlural(subject)) return phrase;
  const [verb = '', ...rest] = phrase.split(' ');
  return [PLURAL_VERBS[verb] ?? verb.replace(/s$/, ''), ...rest].join(' ').replace(/^are a (\w+)/, 'are $1s');
}

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
