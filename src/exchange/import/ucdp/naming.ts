import type { ActorKind } from '../../../model/kinds.ts';
import { normalizeName } from '../../../model/normalizeName.ts';
import { KNOWN_ACTORS, type KnownActor, SHARED_NAMES, SINGLE_ACTORS_WITH_COMMA } from './knownActors.ts';

const MAX_SLUG_LENGTH = 100;
const GOVERNMENT = /^Government of (.+)$/;

/** An actor as a table names it: by UCDP id and name, or by name alone. */
export interface NamedActor {
  /** Null where the table gives only the name. */
  readonly id: string | null;
  readonly name: string;
}

/** Lower-case words joined by hyphens: `Jama’at al-Nusra` is `jamaat-al-nusra`. Empty for a name without Latin letters. */
export function slugOf(name: string): string {
  return normalizeName(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** The members that the name of a side lists; empty where it names one actor. */
export function membersOf(name: string): string[] {
  if (SINGLE_ACTORS_WITH_COMMA.has(name) || !name.includes(', ')) return [];
  // A comma in brackets is part of a member's name.
  return name.split(/, (?![^(]*\))/).map((member) => member.trim());
}

const BY_NAME = new Map([...KNOWN_ACTORS].flatMap(([id, { ucdpNames }]) => ucdpNames.map((name) => [name, id] as const)));

/** The UCDP id for a name in KNOWN_ACTORS; null for other names. */
export function idByName(name: string): string | null {
  return BY_NAME.get(name) ?? null;
}

/** True where several actors have this name. */
export function isSharedName(name: string): boolean {
  return SHARED_NAMES.has(slugOf(name));
}

/** Slug, kind and name of a new actor. UCDP's "Government of X" is the STATE X here. */
export function identityOf({ id, name }: NamedActor): Omit<KnownActor, 'ucdpNames'> {
  const known = id === null ? undefined : KNOWN_ACTORS.get(id);
  if (known) return known;
  const state = GOVERNMENT.exec(name)?.[1]?.replace(/ \([^)]*\)$/, '');
  if (state !== undefined && membersOf(name).length === 0) return { slug: slugOf(state), kind: 'STATE', name: state };
  return { slug: generatedSlug(id, name), kind: kindOf(name), name };
}

function kindOf(name: string): ActorKind {
  if (membersOf(name).length > 0 || name.endsWith('Operations Room')) return 'COALITION';
  // "Thai elements": people within a state who back somebody while the state does not.
  return name.endsWith(' elements') ? 'ORGANIZATION' : 'ARMED_GROUP';
}

function generatedSlug(id: string | null, name: string): string {
  const slug = slugOf(name);
  if (id !== null && (slug === '' || !/[a-z]/.test(slug))) return `ucdp-${id}`;
  const suffix = id !== null && (SHARED_NAMES.has(slug) || slug.length > MAX_SLUG_LENGTH) ? `-${id}` : '';
  return slug.slice(0, MAX_SLUG_LENGTH - suffix.length).replace(/-$/, '') + suffix;
}
