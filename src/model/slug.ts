import { normalizeName } from './normalizeName.ts';

export const MAX_SLUG_LENGTH = 100;

/** Lower-case words joined by hyphens: `Jama’at al-Nusra` is `jamaat-al-nusra`. Empty for a name without Latin letters. */
export function slugOf(name: string): string {
  return hyphenated(normalizeName(name));
}

/** The beginning of a slug, at most so many characters. */
export function slugStart(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '');
}

/** The Latin letters and digits of a normalized name, the rest as hyphens. */
export function hyphenated(normalized: string): string {
  return normalized.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
