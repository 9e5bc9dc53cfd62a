import { nestingOf } from '../../model/nesting.ts';
import { BOUNDS } from './bounds.ts';
import { tooComplex } from './refusal.ts';

/** Refuses variables that hold more within each other than any input of the schema does. */
export function expectShallow(variables: Record<string, unknown> | null | undefined): void {
  const nesting = nestingOf(variables);
  if (nesting > BOUNDS.nesting) throw tooComplex('nesting', nesting);
}
