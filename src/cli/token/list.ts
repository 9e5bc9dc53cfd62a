import { withTokenStore } from '../../access/open.ts';
import type { TokenRecord } from '../../access/token.ts';
import type { Command } from '../command.ts';

/** Lists all tokens, including revoked ones. */
export const TOKEN_LIST: Command = {
  name: 'token list',
  summary: 'Lists the holders of tokens with role and dates. The tokens themselves are not stored.',
  options: { json: { meaning: 'print a JSON list of {"name", "role", "createdAt", "revokedAt"}' } },
  examples: ['allegiance token list', 'allegiance token list --json'],
  run: async ({ config, isSet }) => {
    const records = await withTokenStore(config, (tokens) => tokens.list());
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
