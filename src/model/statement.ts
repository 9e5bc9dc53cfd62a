import { type RelationshipType, type Sign, vocabularyOf } from './vocabulary.ts';

/** A tie read aloud from its `from`: "Iran backs Hezbollah"; or from its `to`: "Hezbollah is backed by Iran". */
export function readAloud(type: RelationshipType, fromName: string, toName: string, side: 'from' | 'to'): string {
  const row = vocabularyOf(type);
  return side === 'from' ? `${fromName} ${row.phrase} ${toName}` : `${toName} ${row.inversePhrase} ${fromName}`;
}

/** One tie of a chain as it is passed: its names, the side it is read from, and whether a person stands in between. */
export interface ReadHop {
  readonly type: RelationshipType;
  readonly fromName: string;
  readonly toName: string;
  /** Read from the tie's `from`? */
  readonly forward: boolean;
  /** Is it a person that the hop begins at? "who" is said of persons, "which" of all others. */
  readonly ofPerson: boolean;
}

/** A chain read aloud: "Iran backs Hezbollah, which fights Israel". */
export function readChain(hops: readonly ReadHop[]): string {
  return hops
    .map(({ type, fromName, toName, forward, ofPerson }, index) => {
      const row = vocabularyOf(type);
      const subject = index === 0 ? fromName : ofPerson ? ', who' : ', which';
      return `${subject} ${forward ? row.phrase : row.inversePhrase} ${toName}`;
    })
    .join('');
}

/** The sign of a chain: signs multiply, and one neutral tie makes it neutral. */
export function chainSign(types: readonly RelationshipType[]): Sign {
  const signs = types.map((type) => vocabularyOf(type).sign);
  if (signs.includes('NEUTRAL')) return 'NEUTRAL';
  return signs.filter((sign) => sign === 'HOSTILE').length % 2 === 0 ? 'COOPERATIVE' : 'HOSTILE';
}
