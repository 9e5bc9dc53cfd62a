import type { Config } from '../../config.ts';
import type { Engine } from '../../engine/engine.ts';
import { migrate } from '../../engine/migrations.ts';
import { openEngine } from '../../engine/open.ts';
import type { Target } from '../../exchange/import/run.ts';
import { serverTarget } from '../../exchange/import/target/server.ts';
import { dryRunTarget, storeTarget } from '../../exchange/import/target/store.ts';
import { AllegianceError } from '../../model/errors.ts';
import { type Input, UsageError } from '../command.ts';

/** The target of an import and how to close it. */
export interface Destination {
  readonly target: Target;
  close(): Promise<void>;
}

/**
 * Opens the server of `--url`, else the configured store.
 * @throws UsageError; STORE_IN_USE where another process has the embedded store open
 */
export async function openDestination({ config, text, isSet }: Input): Promise<Destination> {
  const url = text('url');
  const now = (): Date => new Date();
  if (url !== undefined) {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw new UsageError(`Expected --url to be an address such as http://127.0.0.1:4000; got "${url}".`);
    if (isSet('dry-run'))
      throw new UsageError('--dry-run needs the store itself: leave out --url. If a server runs on the embedded store, stop it first.');
    return { target: serverTarget({ url, token: text('token') ?? null }), close: async () => undefined };
  }
  if (text('token') !== undefined) throw new UsageError('--token is only used together with --url.');
  const engine = await openStore(config);
  try {
    await migrate(engine, now());
  } catch (error) {
    await engine.close();
    throw error;
  }
  return { target: isSet('dry-run') ? dryRunTarget(engine, now) : storeTarget(engine, now), close: () => engine.close() };
}

async function openStore(config: Config): Promise<Engine> {
  try {
    const engine = await openEngine(config);
    if (engine.notice !== null) console.error(engine.notice);
    return engine;
  } catch (error) {
    if (!(error instanceof AllegianceError) || error.code !== 'STORE_IN_USE') throw error;
    const message = `${error.message} If a server runs on it, import through the server: --url http://127.0.0.1:${config.port} --token TOKEN.`;
    throw new AllegianceError('STORE_IN_USE', message, {}, { cause: error });
  }
}
