import { type RelationshipType, vocabularyByCode, vocabularyOf } from './vocabulary.ts';

/**
 * Ids are opaque to clients but structured for us: 60 bits of SHA-256 in upper-case base32hex (RFC 4648 §7, which
 * keeps the order of the bits), never equal to a slug, which is lower-case.
 *
 *   entity 12 characters | tie: from 12, type 2, to 12, own 12 = 38 | event V-, source S-, evidence P-, document D- and 12
 *
 * A tie's id carries its ends, so it is found through an indexed node, and sorting by id is sorting by `from`.
 */
const ENTITY = /^[0-9A-V]{12}$/;
const TIE = /^[0-9A-V]{38}$/;
const PREFIXED = /^([VSPD])-[0-9A-V]{12}$/;
const SLUG = /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SCHEME_VALUE = /^[a-z][a-z0-9.-]*:.+$/s;

export const ID_KINDS = ['entity', 'tie', 'event', 'source', 'evidence', 'document'] as const;
export type IdKind = (typeof ID_KINDS)[number];
const PREFIX_KINDS: Record<string, IdKind> = { V: 'event', S: 'source', P: 'evidence', D: 'document' };

/** The kind of record that an id names; null for any other text. */
export function idKind(id: string): IdKind | null {
  if (ENTITY.test(id)) return 'entity';
  if (TIE.test(id)) return vocabularyByCode(id.slice(12, 14)) ? 'tie' : null;
  const prefix = PREFIXED.exec(id)?.[1];
  return prefix ? PREFIX_KINDS[prefix]! : null;
}

/** Lower-case words of letters a to z and digits joined by hyphens, at least one letter, at most 100 characters. */
export function isSlug(text: string): boolean {
  return text.length <= 100 && SLUG.test(text);
}

/** `ucdp:6815`: an identifier in an outside data set. */
export function isOutsideIdentifier(text: string): boolean {
  return SCHEME_VALUE.test(text);
}

/** The ends of a tie as stored: of a symmetric one, the smaller id first. */
export function storedEnds(type: RelationshipType, from: string, to: string): [from: string, to: string] {
  return vocabularyOf(type).symmetric && from > to ? [to, from] : [from, to];
}

/** The part of a tie's id that is not its type or ends. */
const OWN_AT = 26;
const OWN = /^[0-9A-V]{12}$/;

/** The last twelve characters of a tie's id, which are not its type or ends. */
export function idSuffix(id: string): string {
  return id.slice(OWN_AT);
}

export function isIdSuffix(text: string): boolean {
  return OWN.test(text);
}

/** The ends and type that a tie's id contains. */
export function tieParts(id: string): { from: string; type: RelationshipType; to: string } {
  const row = vocabularyByCode(id.slice(12, 14));
  if (!row) throw new RangeError(`not the id of a relationship: ${id}`);
  return { from: id.slice(0, 12), type: row.type, to: id.slice(14, 26) };
}
