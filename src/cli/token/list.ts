import { withTokens } from '../../access/open.ts';
import type { TokenRecord } from '../../access/token.ts';
import type { Command } from '../command.ts';

/** Lists the tokens that were made, in force or not. */
export const TOKEN_LIST: Command = {
  name: 'token list',
  summary: 'Lists who holds a token, in which role and since when. The tokens themselves are kept nowhere.',
  options: { json: { meaning: 'print a list of {"name", "role", "createdAt", "revokedAt"}' } },
  examples: ['allegiance token list', 'allegiance token list --json'],
  run: async ({ config, isSet }) => {
    const records = await withTokens(config, (tokens) => tokens.list());
    console.log(isSet('json') ? asJson(records) : asText(records));
  },
};

function asJson(records: readonly TokenRecord[]): string {
  return JSON.stringify(records.map(({ name, role, createdAt, revokedAt }) => ({ name, role, createdAt, revokedAt })));
}

function asText(records: readonly TokenRecord[]): string {
  if (records.length === 0) return 'There is no token yet. `allegiance token create` makes one.';
  const widest = Math.max(...records.map(({ name }) => name.length));
  return records.map((record) => `${record.name.padEnd(widest)}  ${record.role}  ${timesOf(record)}`).join('\n');
}

function timesOf({ createdAt, revokedAt }: TokenRecord): string {
  return `since ${createdAt}${revokedAt === null ? '' : `, revoked ${revokedAt}`}`;
}
