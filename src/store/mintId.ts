import { hash } from 'node:crypto';
import { type RelationshipType, vocabularyOf } from '../model/vocabulary.ts';

/** Makes ids, in the forms of `src/model/id.ts`. The browser makes none. */

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** The id of an entity, minted from its first slug and never changed. */
export function entityId(firstSlug: string): string {
  return hash60('entity', firstSlug);
}

export function eventId(key: string): string {
  return `V-${hash60('event', key)}`;
}

export function sourceId(key: string): string {
  return `S-${hash60('source', key)}`;
}

/** The id of the document of a source: a source has at most one. */
export function documentId(source: string): string {
  return `D-${hash60('document', source)}`;
}

/** The id of a draft, which its first saving gives a key that no other has. */
export function draftId(key: string): string {
  return `R-${hash60('draft', key)}`;
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

/** Hashes, since the rows of an import name the same records again and again, and each its own several times: a cache of at most so many. */
const MAX_CACHED = 10_000;
/** Characters of the longest text that is stored. */
const MAX_CACHED_LENGTH = 100;
const cachedHashes = new Map<string, Map<string, string>>();

function hash60(domain: string, text: string): string {
  if (text.length > MAX_CACHED_LENGTH) return newHash60(domain, text);
  const cached = cachedHashes.get(domain) ?? new Map<string, string>();
  const known = cached.get(text);
  if (known !== undefined) return known;
  if (cached.size === 0) cachedHashes.set(domain, cached);
  if (cached.size >= MAX_CACHED) cached.clear();
  const made = newHash60(domain, text);
  cached.set(text, made);
  return made;
}

function newHash60(domain: string, text: string): string {
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
