import { withTokens } from '../../access/open.ts';
import { holderNamed, mintToken, roleNamed } from '../../access/token.ts';
import type { Command } from '../command.ts';

/** Makes a token and prints it, this once. */
export const TOKEN_CREATE: Command = {
  name: 'token create',
  summary: 'Makes a token and prints it: only its hash is kept, so this is the one time. A running server takes it at once.',
  options: {
    role: { value: 'ROLE', meaning: 'reader, editor (may write too) or admin (may do everything)' },
    name: { value: 'NAME', meaning: 'who will hold it; revisions are written in this name' },
    json: { meaning: 'print {"token": …} alone' },
  },
  examples: [
    'allegiance token create --role editor --name "Leila Haddad"',
    'allegiance token create --role reader --name dashboard --json',
  ],
  run: async ({ config, text, isSet }) => {
    const role = roleNamed(text('role'));
    const name = holderNamed(text('name'));
    const { token, record } = mintToken(name, role, new Date());
    await withTokens(config, (tokens) => tokens.add(record));
    console.log(isSet('json') ? JSON.stringify({ token }) : `The ${role} token of ${name}, shown only this once: ${token}`);
  },
};
