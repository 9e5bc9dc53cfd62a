import { nestingOf } from '../../model/nesting.ts';
import { BOUNDS } from './bounds.ts';
import { tooComplex } from './refusal.ts';

/** Rejects variables that are nested deeper than any input of the schema. @throws QUERY_TOO_COMPLEX */
export function expectShallow(variables: Record<string, unknown> | null | undefined): void {
  const nesting = nestingOf(variables);
  if (nesting > BOUNDS.nesting) throw tooComplex('nesting', nesting);
}
