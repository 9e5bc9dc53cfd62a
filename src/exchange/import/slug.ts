import { createHash } from 'node:crypto';
import { normalizeName } from '../../model/normalizeName.ts';
import { hyphenated, MAX_SLUG_LENGTH, slugStart } from '../../model/slug.ts';

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

/** Hexadecimal digits that distinguish what has the same slug; stable between runs. */
export function hexDigits(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}
