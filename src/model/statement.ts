import { type RelationshipType, type Sign, vocabularyOf } from './vocabulary.ts';

/** A tie as a sentence, from its `from`: "Iran backs Hezbollah"; or from its `to`: "Hezbollah is backed by Iran". */
export function readAloud(type: RelationshipType, fromName: string, toName: string, side: 'from' | 'to'): string {
  const row = vocabularyOf(type);
  return side === 'from' ? `${fromName} ${row.phrase} ${toName}` : `${toName} ${row.inversePhrase} ${fromName}`;
}

/** One tie of a chain: the names in the order of the chain, the side it is read from, and whether it starts at a person. */
export interface ReadHop {
  readonly type: RelationshipType;
  readonly fromName: string;
  readonly toName: string;
  /** Read from the tie's `from`? */
  readonly forward: boolean;
  /** Does the hop start at a person? Then it continues with "who", else with "which". */
  readonly ofPerson: boolean;
}

/** A chain as a sentence: "Iran backs Hezbollah, which fights Israel". */
export function readChain(hops: readonly ReadHop[]): string {
  return hops
    .map(({ type, fromName, toName, forward, ofPerson }, index) => {
      const row = vocabularyOf(type);
      const subject = index === 0 ? fromName : ofPerson ? ', who' : ', which';
      return `${subject} ${forward ? row.phrase : row.inversePhrase} ${toName}`;
    })
    .join('');
}

/** The sign of a chain: the product of its signs; one neutral tie makes it neutral. */
export function chainSign(types: readonly RelationshipType[]): Sign {
  const signs = types.map((type) => vocabularyOf(type).sign);
  if (signs.includes('NEUTRAL')) return 'NEUTRAL';
  return signs.filter((sign) => sign === 'HOSTILE').length % 2 === 0 ? 'COOPERATIVE' : 'HOSTILE';
}
