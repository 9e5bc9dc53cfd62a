import { nestingOf } from '../../model/nesting.ts';
import { REQUEST_LIMITS } from './requestLimits.ts';
import { tooComplex } from './tooComplex.ts';

/** Rejects variables that are nested deeper than any input of the schema. @throws QUERY_TOO_COMPLEX */
export function checkNesting(variables: Record<string, unknown> | null | undefined): void {
  const nesting = nestingOf(variables);
  if (nesting > REQUEST_LIMITS.nesting) throw tooComplex('nesting', nesting);
}
