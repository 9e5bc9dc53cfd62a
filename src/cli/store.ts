import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { migrate } from '../engine/migrations.ts';
import { openEngine } from '../engine/open.ts';
import { AllegianceError } from '../model/errors.ts';

/**
 * Opens the configured store for a command, with the schema of this version, and prints what was repaired.
 * @param instead What to do where a server has the store open: the end of the message of STORE_IN_USE.
 */
export async function openStore(config: Config, instead: string): Promise<Engine> {
  const engine = await openEngine(config).catch((error: unknown) => {
    if (!(error instanceof AllegianceError) || error.code !== 'STORE_IN_USE') throw error;
    throw new AllegianceError('STORE_IN_USE', `${error.message} If a server runs on it, ${instead}`, {}, { cause: error });
  });
  if (engine.notice !== null) console.error(engine.notice);
  try {
    await migrate(engine, new Date());
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
