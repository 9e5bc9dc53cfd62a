import type { Engine } from '../../../engine/engine.ts';
import { COMMAND_KINDS } from '../../../write/commands.ts';
import { Known } from '../../../write/known.ts';
import { write } from '../../../write/write.ts';
import type { Target } from './target.ts';

/** Whoever imports by the command line writes in this name. */
const IMPORTER = 'import';

/** Writes each batch into a store, in one revision. */
export function ownStore(engine: Engine, now: () => Date): Target {
  const known = new Known();
  return (rows, { key, summary }) => {
    const purpose = { key, summary, by: IMPORTER, at: now(), action: 'IMPORTED', partial: true } as const;
    const commands = COMMAND_KINDS.some((kind) => rows[kind] !== undefined);
    return write(engine, rows, commands ? purpose : { ...purpose, known });
  };
}
