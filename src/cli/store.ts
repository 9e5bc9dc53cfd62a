import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/open.ts';
import { AllegianceError } from '../model/errors.ts';
import { prepareStore } from '../write/derive/derive.ts';

/**
 * Opens the configured store for a command, brought up to date with this version, and prints what was repaired or derived again.
 * @param instead What to do where a server has the store open: the end of the message of STORE_IN_USE.
 */
export async function openStore(config: Config, instead: string): Promise<Engine> {
  const engine = await openEngine(config).catch((error: unknown) => {
    if (!(error instanceof AllegianceError) || error.code !== 'STORE_IN_USE') throw error;
    throw new AllegianceError('STORE_IN_USE', `${error.message} If a server runs on it, ${instead}`, {}, { cause: error });
  });
  if (engine.notice !== null) console.error(engine.notice);
  try {
    await prepareStore(engine, new Date(), console.error);
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
