import type { Config } from '../config.ts';
import type { Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/open.ts';
import { fileTokens } from './fileTokens.ts';
import { Gate } from './gate.ts';
import { graphTokens } from './graphTokens.ts';
import { jwtReader } from './jwt.ts';
import type { TokenStore } from './token.ts';

/** The tokens that belong to a store: in the graph on Neo4j, else beside the embedded store, which one process alone can open. */
export function tokensOf(engine: Engine, { data }: Config): TokenStore {
  return engine.kind === 'neo4j' ? graphTokens(engine) : fileTokens(data);
}

/** Works on the tokens of the configured store, whether a server runs on it or not. */
export async function withTokens<T>(config: Config, work: (tokens: TokenStore) => Promise<T>): Promise<T> {
  if (config.neo4j === null) return work(fileTokens(config.data));
  const engine = await openEngine(config);
  try {
    return await work(graphTokens(engine));
  } finally {
    await engine.close();
  }
}

/** The gate of a server: on an address of this machine alone reading is open, elsewhere only when that is asked for. */
export function gateOf(config: Config, tokens: TokenStore): Gate {
  return new Gate({ tokens, jwt: config.jwt && jwtReader(config.jwt), openReading: config.openReading || isLoopback(config.host) });
}

/** An address that only programs on this machine reach. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
