import { withTokenStore } from '../../access/open.ts';
import { mintToken, parseHolderName, parseRole } from '../../access/token.ts';
import type { Command } from '../command.ts';

/** Creates a token and prints it. */
export const TOKEN_CREATE: Command = {
  name: 'token create',
  summary: 'Creates a token and prints it once: only its hash is stored. A running server accepts it at once.',
  options: {
    role: { value: 'ROLE', meaning: 'reader, editor (can also write) or admin (can do everything)' },
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
