import { dryRunTarget } from '../../exchange/import/target/dryRun.ts';
import { serverTarget } from '../../exchange/import/target/server.ts';
import { storeTarget } from '../../exchange/import/target/store.ts';
import type { Target } from '../../exchange/import/target/target.ts';
import { type Input, UsageError } from '../command.ts';
import { openStore } from '../store.ts';

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
  const engine = await openStore(config, `import through the server: --url http://127.0.0.1:${config.port} --token TOKEN.`);
  return { target: isSet('dry-run') ? dryRunTarget(engine, now) : storeTarget(engine, now), close: () => engine.close() };
}
