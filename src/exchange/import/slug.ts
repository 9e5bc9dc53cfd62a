import { createHash } from 'node:crypto';
import { fold } from '../../model/fold.ts';

const LONGEST = 100;

/**
 * A slug for a name: `Ahrar al-Shām` is `ahrar-al-sham`, at most 100 characters. Where letters are lost (another script, a
 * long name), a hash of the name is appended, so that two names do not get the same slug.
 */
export function slugFor(name: string): string {
  const folded = fold(name);
  const latin = folded.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  const isWhole = !/[^a-z0-9 ]/.test(folded) && latin.length <= LONGEST && /[a-z]/.test(latin);
  if (isWhole) return latin;
  const hash = createHash('sha256').update(folded).digest('hex').slice(0, 8);
  const beginning = latin.slice(0, LONGEST - 10).replace(/-$/, '');
  return `${/[a-z]/.test(beginning) ? beginning : `n${beginning && `-${beginning}`}`}-${hash}`;
}
