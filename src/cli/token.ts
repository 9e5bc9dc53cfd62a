import { firstTokenFor, withTokenStore } from '../access/open.ts';
import { mintToken, parseHolderName, parseRole, type TokenRecord } from '../access/token.ts';
import { AllegianceError, quoted } from '../model/errors.ts';
import { type Command, DONE, NOTHING_FOUND, UsageError } from './command.ts';

/** Creates a token and prints it. */
export const TOKEN_CREATE: Command = {
  name: 'token create',
  summary: 'Creates a token and prints it once: only its hash is stored. A running server accepts it at once.',
  options: {
    role: { value: 'ROLE', meaning: 'reader, proposer (can also save drafts), editor (can also write) or admin (can do everything)' },
    name: { value: 'NAME', meaning: 'name of its holder, who is the author of revisions' },
    json: { meaning: 'print only {"token": …} as JSON' },
  },
  examples: [
    'allegiance token create --role editor --name "Leila Haddad"',
    'allegiance token create --role reader --name dashboard --json',
  ],
  run: async ({ config, text, isSet }) => {
    const role = parseRole(text('role'));
    const name = parseHolderName(text('name'));
    const { token, record } = mintToken(name, role, new Date());
    await withTokenStore(config, (tokens) => tokens.add(record));
    console.log(isSet('json') ? JSON.stringify({ token }) : `The ${role} token of ${name}, which is shown only once: ${token}`);
  },
};

/** Prints the token of the first start again. */
export const TOKEN_SHOW: Command = {
  name: 'token show',
  summary: "Prints the editor's token of the first start again, until it is used for the first time.",
  options: { json: { meaning: 'print only {"token": …} as JSON' } },
  examples: ['allegiance token show'],
  run: async ({ config, isSet }) => {
    const token = await withTokenStore(config, async (tokens) => (await firstTokenFor(config, tokens)?.read()) ?? null);
    if (isSet('json')) console.log(JSON.stringify({ token }));
    else console.log(token === null ? NO_FIRST_TOKEN : `Editor token: ${token}`);
    return token === null ? NOTHING_FOUND : DONE;
  },
};

const NO_FIRST_TOKEN =
  'No token is stored: it was used already, or the first start made none. `allegiance token create --role editor --name NAME` makes another.';

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

/** Revokes a token. */
export const TOKEN_REVOKE: Command = {
  name: 'token revoke',
  summary: 'Revokes the token of a holder. A running server rejects it within a second.',
  operand: 'NAME',
  options: {},
  examples: ['allegiance token revoke dashboard'],
  run: async ({ config, operands: [holder] }) => {
    if (holder === undefined)
      throw new UsageError('Expected the name of a holder, as in `allegiance token revoke dashboard`. `allegiance token list` lists them.');
    const name = parseHolderName(holder);
    const revoked = await withTokenStore(config, (tokens) => tokens.revoke(name, new Date()));
    if (!revoked) {
      throw new AllegianceError(
        'BAD_INPUT',
        `Expected the name of an active token; got ${quoted(name)}. \`allegiance token list\` lists all tokens.`,
      );
    }
    console.log(`The token of ${name} is revoked.`);
  },
};
