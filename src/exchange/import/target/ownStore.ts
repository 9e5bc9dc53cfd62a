import type { Engine } from '../../../engine/engine.ts';
import { COMMAND_KINDS } from '../../../write/commands.ts';
import { Known } from '../../../write/known.ts';
import { write } from '../../../write/write.ts';
import type { Target } from './target.ts';

/** The author of revisions that the command line imports. */
const IMPORTER = 'import';

/** A target that writes each batch into a store, as one revision. */
export function ownStore(engine: Engine, now: () => Date): Target {
  const known = new Known();
  return (rows, { key, summary }) => {
    const purpose = { key, summary, by: IMPORTER, at: now(), action: 'IMPORTED', partial: true } as const;
    const commands = COMMAND_KINDS.some((kind) => rows[kind] !== undefined);
    return write(engine, rows, commands ? purpose : { ...purpose, known });
  };
}
