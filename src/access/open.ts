import { type Config, isLoopback } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/open.ts';
import { Authenticator } from './authenticator.ts';
import { fileTokens } from './fileTokens.ts';
import { type FirstToken, firstTokenIn } from './firstToken.ts';
import { graphTokens } from './graphTokens.ts';
import { jwtVerifier } from './jwt.ts';
import type { TokenStore } from './token.ts';

/** The tokens of a store: in the graph on Neo4j, else in a file next to the embedded store, which only one process can open. */
export function tokenStoreFor(engine: Engine, { data }: Config): TokenStore {
  return engine.kind === 'neo4j' ? graphTokens(engine) : fileTokens(data);
}

/** Runs `work` with the tokens of the configured store, whether a server is using it or not. */
export async function withTokenStore<T>(config: Config, work: (tokens: TokenStore) => Promise<T>): Promise<T> {
  if (config.neo4j === null) return work(fileTokens(config.data));
  const engine = await openEngine(config);
  try {
    return await work(graphTokens(engine));
  } finally {
    await engine.close();
  }
}

/** The token that the first start makes; null on Neo4j, which has no directory to keep it in. */
export function firstTokenFor({ neo4j, data }: Config, tokens: TokenStore): FirstToken | null {
  return neo4j === null ? firstTokenIn(data, tokens) : null;
}

/**
 * The authenticator of a server. Clients without a token may read on a loopback address, elsewhere only if configured.
 * @param onAccepted Called with each token of ours that is accepted.
 */
export function authenticatorFor(config: Config, tokens: TokenStore, onAccepted?: (token: string) => void): Authenticator {
  return new Authenticator({
    tokens,
    onAccepted,
    jwt: config.jwt && jwtVerifier(config.jwt),
    openReading: config.openReading || isLoopback(config.host),
  });
}
