import { SETTINGS } from '../config.ts';
import { BACKUP_COMMAND } from './backup.ts';
import type { Command } from './command.ts';
import { EXPORT_COMMAND } from './export.ts';
import { IMPORT } from './import/import.ts';
import { PATH_COMMAND } from './path.ts';
import { RESTORE_COMMAND } from './restore.ts';
import { SEARCH_COMMAND } from './search.ts';
import { START } from './start.ts';
import { STATUS_COMMAND } from './status.ts';
import { TOKEN_CREATE } from './token/create.ts';
import { TOKEN_LIST } from './token/list.ts';
import { TOKEN_REVOKE } from './token/revoke.ts';

/** Everything the program can do, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  START,
  IMPORT,
  EXPORT_COMMAND,
  PATH_COMMAND,
  SEARCH_COMMAND,
  STATUS_COMMAND,
  TOKEN_CREATE,
  TOKEN_LIST,
  TOKEN_REVOKE,
  BACKUP_COMMAND,
  RESTORE_COMMAND,
];

/** The command that the first words name, and the words after it; without a name it is `start`. Null for an unknown one. */
export function commandFor(words: readonly string[]): { command: Command; rest: readonly string[] } | null {
  if (words.length === 0 || words[0]!.startsWith('-')) return { command: START, rest: words };
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  return command ? { command, rest: words.slice(command.name.split(' ').length) } : null;
}

const WIDEST = Math.max(...SETTINGS.map(({ name }) => name.length));

export const USAGE = `Allegiance: who backs, attacks, controls, commands whom, when, and on whose word.

  npm start               start the server; the seed is loaded into an empty embedded store
  npm start -- --seed     load the seed into an empty Neo4j as well
  npm start -- --help     this text

Commands, as in \`allegiance token create\` or \`npm start -- token create\`; each explains itself with --help:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}

Exit codes: 0 done, 1 failed, 2 called wrongly, 3 nothing found.

Settings (environment variables):
${SETTINGS.map(({ name, fallback, meaning }) => `  ${name.padEnd(WIDEST + 2)}${meaning}${fallback === null ? '' : ` (${fallback})`}`).join('\n')}
`;
