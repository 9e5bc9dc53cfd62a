import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Authenticator } from '../access/authenticator.ts';
import type { FirstToken } from '../access/firstToken.ts';
import { authenticatorFor, firstTokenFor, tokenStoreFor } from '../access/open.ts';
import { mintToken, type TokenStore } from '../access/token.ts';
import { type Config, isLoopback } from '../config.ts';
import { storesBeside } from '../engine/embedded/replaceStore.ts';
import type { Engine } from '../engine/engine.ts';
import { APPLIED } from '../engine/migrations.ts';
import { openEngine } from '../engine/open.ts';
import { whileOpening } from '../engine/opening.ts';
import { isEmpty, loadSeed } from '../exchange/import/seed.ts';
import { startServer } from '../http/server.ts';
import { log } from '../http/telemetry/log.ts';
import { startTracing } from '../http/telemetry/tracing.ts';
import { AllegianceError } from '../model/errors.ts';
import { GraphFile } from '../revisions/graphFile.ts';
import { PACKAGE_ROOT } from '../root.ts';
import { type Notify, prepareStore } from '../write/derive/derive.ts';
import { PENDING } from '../write/reassess/reassess.cypher.ts';

/** Milliseconds before the next attempt to prepare the store. */
const RETRY_INTERVAL_MS = 1_000;

/** Serves the configured graph until SIGINT or SIGTERM. With `seed` the seed is also loaded into an empty Neo4j. */
export async function serveUntilStopped(config: Config, seed: boolean): Promise<void> {
  const endTracing = config.tracingEndpoint === null ? null : await startTracing(config.tracingEndpoint);
  const graphFile = new GraphFile(graphFileOf(config), (reason) => log.warn(reason), [APPLIED, PENDING]);
  const engine = await openEngine(config, { serves: true, ...(config.neo4j === null && { saved: graphFile.savedReads() }) });
  if (engine.notice !== null) console.log(engine.notice);
  if (engine.kind === 'embedded') printStoresBeside(config.data);
  // What is left of one request must not end the others: Node would end the process.
  process.on('unhandledRejection', (error) => log.error('an error that nobody waited for', error));
  try {
    await serve(engine, config, seed, graphFile);
  } finally {
    await engine.close();
    await endTracing?.();
  }
}

async function serve(engine: Engine, config: Config, seed: boolean, graphFile: GraphFile): Promise<void> {
  log.setLevel(config.logLevel);
  const tokens = tokenStoreFor(engine, config);
  const firstToken = firstTokenFor(config, tokens);
  const authenticator = authenticatorFor(config, tokens, (token) => firstToken?.accepted(token));
  let reason: string | null = 'The store is being prepared. Try again in a moment.';
  let progress: string | null = null;
  const prepareOnce = async (): Promise<void> => {
    await expectAccess(config, authenticator);
    await prepare(engine, seed || engine.kind === 'embedded', (line) => {
      console.log(line);
      progress = line;
    });
    if (isLoopback(config.host) && !config.jwt) await showFirstToken(tokens, firstToken);
    reason = null;
  };
  if (engine.kind === 'embedded') await prepareOnce();
  else await expectAccess(config, authenticator).catch(rethrowPermanent);
  const server = await startServer(
    engine,
    { ...config, graphFile },
    { readiness: () => (reason === null ? null : (progress ?? reason)), authenticator },
  );
  const stopped = stopSignal(whileOpening(engine));
  printAddresses(server.url, engine, config);
  if (engine.opened) printOpening(engine.opened);
  const prepareUntilReady = async (): Promise<void> => {
    while (reason !== null) {
      await prepareOnce().catch((error: unknown) => {
        progress = null;
        reason = unavailableReason(error, reason);
      });
      if (reason !== null) await new Promise((resolve) => setTimeout(resolve, RETRY_INTERVAL_MS));
    }
  };
  await Promise.race([
    stopped,
    // They end the server where the store cannot be opened, or its thread has ended, and resolve never.
    ...(engine.opened ? [engine.opened.then(() => stopped)] : []),
    ...(engine.failed ? [engine.failed] : []),
    prepareUntilReady()
      .then(() => server.resume())
      .then(() => stopped),
  ]).finally(() => server.close());
}

async function prepare(engine: Engine, seed: boolean, notify: Notify): Promise<void> {
  await prepareStore(engine, new Date(), notify);
  if (!seed) return;
  if (await isEmpty(engine)) console.log(await loadSeed(engine, join(PACKAGE_ROOT, 'seed'), new Date()));
  else if (engine.kind === 'neo4j') console.log('The store holds data already; the seed was not loaded.');
}

/** Other machines can reach the server, but nobody has access. This is permanent: waiting does not help. */
class NoAccessConfigured extends AllegianceError {
  constructor(host: string) {
    super(
      'FORBIDDEN',
      `On HOST=${host} other machines reach this server, and nobody has access yet: create a token with \`allegiance token create\`, set ALLEGIANCE_JWKS_URL, or allow reading without a token with ALLEGIANCE_OPEN_READING=1.`,
    );
  }
}

/** @throws NoAccessConfigured */
async function expectAccess({ host, openReading }: Config, authenticator: Authenticator): Promise<void> {
  if (isLoopback(host) || openReading || (await authenticator.isConfigured())) return;
  throw new NoAccessConfigured(host);
}

/** Makes a token of an editor at the first start, and prints it at each start until it is used; on Neo4j only at the first. */
async function showFirstToken(tokens: TokenStore, firstToken: FirstToken | null): Promise<void> {
  await firstToken?.make();
  const token = firstToken ? await firstToken.read() : await makeToken(tokens);
  if (token !== null) console.log(`Editor token: ${token}`);
}

async function makeToken(tokens: TokenStore): Promise<string | null> {
  if ((await tokens.list()).length > 0) return null;
  const { token, record } = mintToken('editor', 'editor', new Date());
  await tokens.add(record);
  return token;
}

/** The file with the copy of the graph: one for each store. */
function graphFileOf({ data, neo4j, graphDirectory }: Config): string {
  if (neo4j === null && graphDirectory === null) return join(data, 'graph.columns');
  const store = JSON.stringify(neo4j === null ? resolve(data) : [neo4j.uri, neo4j.database]);
  const name = createHash('sha256').update(store).digest('hex').slice(0, 16);
  return join(graphDirectory ?? join(homedir(), '.cache/allegiance'), `${name}.columns`);
}

/** Rethrows errors that waiting does not solve. Others mean that the store is not available yet. */
function rethrowPermanent(error: unknown): void {
  if (error instanceof NoAccessConfigured) throw error;
}

/** The reason why the store cannot be used. It is logged when it changes. */
function unavailableReason(error: unknown, before: string | null): string {
  rethrowPermanent(error);
  const reason = error instanceof AllegianceError ? error.message : 'The store does not answer. Try again in a moment.';
  if (reason !== before) log.warn('the store could not be prepared; trying again every second', error);
  return reason;
}

function printAddresses(url: string, engine: Engine, config: Config): void {
  const store = config.neo4j === null ? `embedded store in ${config.data}` : `Neo4j at ${config.neo4j.uri}`;
  console.log(
    `Allegiance is running (${store}). Press Ctrl-C to stop it.\n  Explorer            ${url}/\n  Playground and API  ${url}/graphql\n  Health              ${url}/health`,
  );
  if (engine.kind === 'embedded') console.log('Open the explorer in a browser to see who supports and who fights whom.');
}

/** Prints what restores have left beside the directory of the store. */
function printStoresBeside(data: string): void {
  const { replaced, unused } = storesBeside(data);
  for (const directory of replaced) console.log(`Beside the store: ${directory}, a store that a restore has replaced.`);
  for (const directory of unused)
    console.log(`Beside the store: ${directory}, left by a restore that was interrupted and changed nothing. It can be deleted.`);
}

/** Says that the store is still being opened, and when it is. */
function printOpening(opened: Promise<string | null>): void {
  const began = performance.now();
  console.log('The store is being opened. What the graph in memory holds is answered already; all else waits.');
  const print = (notice: string | null) => {
    if (notice !== null) console.log(notice);
    console.log(`The store is open, after ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
  };
  opened.then(print, () => undefined);
}

/**
 * Resolves on SIGINT or SIGTERM.
 * @param endsAtOnce Does the process end without more ado? Opening a store cannot be interrupted.
 */
function stopSignal(endsAtOnce: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (!endsAtOnce()) return resolve();
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      });
    }
  });
}
