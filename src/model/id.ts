import { hash } from 'node:crypto';
import { type RelationshipType, vocabularyByCode, vocabularyOf } from './vocabulary.ts';

/**
 * Ids are opaque to clients but structured for us: 60 bits of SHA-256 in upper-case base32hex (RFC 4648 §7, which
 * keeps the order of the bits), never equal to a slug, which is lower-case.
 *
 *   entity 12 characters | tie: from 12, type 2, to 12, own 12 = 38 | event V-, source S-, evidence P- and 12
 *
 * A tie's id carries its ends, so it is found through an indexed node, and sorting by id is sorting by `from`.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
const ENTITY = /^[0-9A-V]{12}$/;
const TIE = /^[0-9A-V]{38}$/;
const PREFIXED = /^([VSP])-[0-9A-V]{12}$/;
const SLUG = /^(?=.*[a-z])[a-z0-9]+(?:-[a-z0-9]+)*$/;
const SCHEME_VALUE = /^[a-z][a-z0-9.-]*:.+$/s;

export const ID_KINDS = ['entity', 'tie', 'event', 'source', 'evidence'] as const;
export type IdKind = (typeof ID_KINDS)[number];
const PREFIX_KINDS: Record<string, IdKind> = { V: 'event', S: 'source', P: 'evidence' };

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

/** The id of an entity, minted from its first slug and never changed. */
export function entityId(firstSlug: string): string {
  return hash60('entity', firstSlug);
}

export function eventId(key: string): string {
  return `V-${hash60('event', key)}`;
}

/** Ids of sources, since the rows of an import repeat few keys: a cache of at most so many. */
const MAX_CACHED_SOURCES = 1_000;
const cachedSources = new Map<string, string>();

export function sourceId(key: string): string {
  const cached = cachedSources.get(key);
  if (cached) return cached;
  if (cachedSources.size >= MAX_CACHED_SOURCES) cachedSources.clear();
  const id = `S-${hash60('source', key)}`;
  cachedSources.set(key, id);
  return id;
}

/** The same words of the same speaker in the same place of the same source about the same thing are one piece of evidence. */
export function evidenceId(parts: {
  about: string;
  source: string;
  locator: string | null;
  stance: string;
  speaker: string | null;
  quote: string;
}): string {
  const { about, source, locator, stance, speaker, quote } = parts;
  return `P-${hash60('evidence', JSON.stringify([about, source, locator, stance, speaker, quote]))}`;
}

/** The ends of a tie as stored: of a symmetric one, the smaller id first. */
export function storedEnds(type: RelationshipType, from: string, to: string): [from: string, to: string] {
  return vocabularyOf(type).symmetric && from > to ? [to, from] : [from, to];
}

/** The part of a tie's id that is not its type or ends. */
const OWN_AT = 26;
const OWN = /^[0-9A-V]{12}$/;

/**
 * The id of a tie, minted once: from the source's own key, else from its start and opponents; or with the own part of an
 * id that it has already. `from` and `to` are ids of entities as stored.
 */
export function tieId(
  type: RelationshipType,
  from: string,
  to: string,
  naming: { key: string } | { start: string | null; against: readonly string[] } | { own: string },
): string {
  return from + vocabularyOf(type).code + to + ownOf(naming);
}

function ownOf(naming: Parameters<typeof tieId>[3]): string {
  if ('own' in naming) return naming.own;
  return 'key' in naming ? hash60('key', naming.key) : hash60('start', JSON.stringify([naming.start, [...naming.against].sort()]));
}

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

function hash60(domain: string, text: string): string {
  const bytes = hash('sha256', `${domain}\0${text}`, 'buffer');
  const [first, second] = [bytes.readUInt32BE(0), bytes.readUInt32BE(4)];
  return sixDigits(first >>> 2) + sixDigits(((first & 3) << 28) | (second >>> 4));
}

/** 30 bits. */
function sixDigits(bits: number): string {
  let digits = '';
  for (let shift = 25; shift >= 0; shift -= 5) digits += DIGITS[(bits >>> shift) & 31];
  return digits;
}
