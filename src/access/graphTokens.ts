import type { Engine } from '../engine/engine.ts';
import { ADD_TOKEN, LIST_TOKENS, REVOKE_TOKEN } from './token.cypher.ts';
import { type TokenRecord, type TokenStore, tokenNameInUse } from './token.ts';

/** Milliseconds for which the list is cached: changes by other processes are seen this much later. */
const CACHE_TTL = 1_000;

/** Tokens as `:Token` nodes of the graph store, shared by all processes that use it. */
export function graphTokens(engine: Engine): TokenStore {
  let cached: { readonly readAt: number; readonly records: Promise<readonly TokenRecord[]> } | null = null;

  async function read(): Promise<readonly TokenRecord[]> {
    const rows = await engine.read(LIST_TOKENS);
    return rows.map(([hash, name, role, createdAt, revokedAt]) => ({ hash, name, role, createdAt, revokedAt }) as TokenRecord);
  }

  return {
    list: () => {
      if (cached && performance.now() - cached.readAt < CACHE_TTL) return cached.records;
      const reading = { readAt: performance.now(), records: read() };
      reading.records.catch(() => {
        if (cached === reading) cached = null;
      });
      cached = reading;
      return reading.records;
    },
    add: async (record) => {
      const { revokedAt: _inForce, ...fields } = record;
      const added = await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(ADD_TOKEN, fields) }));
      if (added.length === 0) throw tokenNameInUse(record.name);
      cached = null;
    },
    revoke: async (name, at) => {
      const parameters = { name, at: at.toISOString() };
      const [row] = await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(REVOKE_TOKEN, parameters) }));
      cached = null;
      return (row![0] as number) > 0;
    },
  };
}
