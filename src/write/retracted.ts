import { problem } from './check.ts';
import type { Problem } from './report.ts';
import type { Workspace } from './workspace.ts';

/** A row about something that was retracted is refused: it would come back without a word about why it went. */
export function checkNotRetracted(space: Workspace, id: string, field: string | null): Problem[] {
  const retracted = space.retracted.get(id);
  if (!retracted) return [];
  const message = `Expected something that is not retracted; ${id} was retracted in revision ${retracted.revision}: ${retracted.reason} Restore it first.`;
  return [problem(field, 'RETRACTED', message)];
}
