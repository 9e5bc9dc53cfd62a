import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileTokens } from '../../src/access/fileTokens.ts';
import { mintToken } from '../../src/access/token.ts';

/** Gives a copied data directory tokens of its own instead of those that were copied: one for each role, in their order. */
export async function newTokens(directory: string, roles: readonly Parameters<typeof mintToken>[1][]): Promise<string[]> {
  await rm(join(directory, 'tokens.json'), { force: true });
  const tokens: string[] = [];
  for (const role of roles) {
    const { token, record } = mintToken(`benchmark ${role}`, role, new Date());
    await fileTokens(directory).add(record);
    tokens.push(token);
  }
  return tokens;
}
