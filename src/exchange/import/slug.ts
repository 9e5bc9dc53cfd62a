import { createHash } from 'node:crypto';
import { normalizeName } from '../../model/normalizeName.ts';

const MAX_SLUG_LENGTH = 100;

/**
 * A slug for a name: `Ahrar al-Shām` is `ahrar-al-sham`, at most 100 characters. Where letters are lost (another script, a
 * long name), a hash of the name is appended, so that two names do not get the same slug.
 */
export function slugFor(name: string): string {
  const normalized = normalizeName(name);
  const latin = normalized.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const isLossless = !/[^a-z0-9 ]/.test(normalized) && latin.length <= MAX_SLUG_LENGTH && /[a-z]/.test(latin);
  if (isLossless) return latin;
  const hash = createHash('sha256').update(normalized).digest('hex').slice(0, 8);
  const beginning = latin.slice(0, MAX_SLUG_LENGTH - 10).replace(/-$/, '');
  return `${/[a-z]/.test(beginning) ? beginning : `n${beginning && `-${beginning}`}`}-${hash}`;
}
