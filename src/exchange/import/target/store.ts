import type { Engine } from '../../../engine/engine.ts';
import { EntityCache } from '../../../write/load/entityCache.ts';
import { COMMAND_KINDS } from '../../../write/validate/commands.ts';
import { write } from '../../../write/write.ts';
import type { Target } from '../run.ts';

/** The author of revisions that the command line imports. */
const IMPORTER = 'import';

/** A target that writes each batch into a store, as one revision. */
export function storeTarget(engine: Engine, now: () => Date): Target {
  const cache = new EntityCache();
  return (rows, { key, summary }) => {
    const options = { key, summary, by: IMPORTER, at: now(), action: 'IMPORTED', partial: true } as const;
    const hasCommands = COMMAND_KINDS.some((kind) => rows[kind] !== undefined);
    return write(engine, rows, hasCommands ? options : { ...options, cache });
  };
}
