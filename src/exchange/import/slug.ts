import { createHash } from 'node:crypto';
import { normalizeName } from '../../model/normalizeName.ts';

export const MAX_SLUG_LENGTH = 100;

/** Lower-case words joined by hyphens: `Jama’at al-Nusra` is `jamaat-al-nusra`. Empty for a name without Latin letters. */
export function slugOf(name: string): string {
  return hyphenated(normalizeName(name));
}

/**
 * A slug for a name: `Ahrar al-Shām` is `ahrar-al-sham`, at most 100 characters. Where letters are lost (another script, a
 * long name), a hash of the name is appended, so that two names do not get the same slug.
 */
export function slugFor(name: string): string {
  const normalized = normalizeName(name);
  const latin = hyphenated(normalized);
  const isLossless = !/[^a-z0-9 ]/.test(normalized) && latin.length <= MAX_SLUG_LENGTH && /[a-z]/.test(latin);
  if (isLossless) return latin;
  const beginning = slugStart(latin, MAX_SLUG_LENGTH - 10);
  return `${/[a-z]/.test(beginning) ? beginning : `n${beginning && `-${beginning}`}`}-${hexDigits(normalized, 8)}`;
}

/** The beginning of a slug, at most so many characters. */
export function slugStart(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '');
}

/** Hexadecimal digits that distinguish what has the same slug; stable between runs. */
export function hexDigits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}

function hyphenated(normalized: string): string {
  return normalized.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
