import { type RelationshipType, vocabularyOf } from '../model/vocabulary.ts';
import type { TieRecord } from './tie.ts';

/** What makes two ties the same where their ends are. */
export interface TieIdentity extends Pick<TieRecord, 'start' | 'against' | 'from' | 'to'> {
  readonly type: RelationshipType;
}

/** A key that ties have in common which are the same after merges: type, ends, start and opponents. */
export function tieIdentity({ type, from, to, start, against }: TieIdentity, canonOf: (entity: string) => string): string {
  const ends = [canonOf(from), canonOf(to)];
  if (vocabularyOf(type).symmetric) ends.sort();
  return JSON.stringify([type, ...ends, start, [...new Set(against.map(canonOf))].sort()]);
}
