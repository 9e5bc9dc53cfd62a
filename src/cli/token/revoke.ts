import { withTokenStore } from '../../access/open.ts';
import { parseHolderName } from '../../access/token.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { type Command, UsageError } from '../command.ts';

/** Revokes a token. */
export const TOKEN_REVOKE: Command = {
  name: 'token revoke',
  summary: 'Revokes the token of a holder. A running server rejects it within a second.',
  operand: 'NAME',
  options: {},
  examples: ['allegiance token revoke dashboard'],
  run: async ({ config, operand }) => {
    if (operand === undefined)
      throw new UsageError('Expected the name of a holder, as in `allegiance token revoke dashboard`. `allegiance token list` lists them.');
    const name = parseHolderName(operand);
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
