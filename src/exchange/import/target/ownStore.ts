import type { Engine } from '../../../engine/engine.ts';
import { write } from '../../../write/write.ts';
import type { Target } from './target.ts';

/** Whoever imports by the command line writes in this name. */
const IMPORTER = 'import';

/** Writes each batch into a store, in one revision. */
export function ownStore(engine: Engine, now: () => Date): Target {
  return (rows, { key, summary }) => write(engine, rows, { key, summary, by: IMPORTER, at: now(), action: 'IMPORTED', partial: true });
}
