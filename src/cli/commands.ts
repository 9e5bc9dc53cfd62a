import { SETTINGS, unknownSettings } from '../config.ts';
import { BACKUP_COMMAND, RESTORE_COMMAND } from './backup.ts';
import type { Command } from './command.ts';
import { EXPORT_COMMAND } from './export.ts';
import { IMPORT } from './import/import.ts';
import { PATH_COMMAND } from './path.ts';
import { CONNECTION_OPTIONS } from './query/connect.ts';
import { READ_COMMAND } from './read.ts';
import { SEARCH_COMMAND } from './search.ts';
import { STATUS_COMMAND } from './status.ts';
import { printable } from './style.ts';
import { TOKEN_CREATE, TOKEN_LIST, TOKEN_REVOKE, TOKEN_SHOW } from './token.ts';

/** Starts the server and serves until it is stopped. */
const START: Command = {
  name: 'start',
  summary: 'Starts the server and runs until Ctrl-C. This is the default command.',
  options: { seed: { meaning: 'load the seed into an empty Neo4j, too; an empty embedded store always gets it' } },
  examples: ['npm start', 'PORT=4001 npm start', 'NEO4J_URI=neo4j://localhost NEO4J_USER=neo4j NEO4J_PASSWORD=… npm start -- --seed'],
  run: async ({ config, isSet }) => {
    for (const warning of unknownSettings(process.env)) console.error(printable(warning));
    const { serveUntilStopped } = await import('./serve.ts');
    await serveUntilStopped(config, isSet('seed'));
  },
};

/** Answers the questions of an assistant. */
const MCP: Command = {
  name: 'mcp',
  summary: 'Serves an assistant by the Model Context Protocol, over standard input and output, until it closes its end.',
  details:
    'Its tools only read. A running server serves the same at /mcp. Messages for people go to standard error.\ndocs/assistants.md says how to add it to an assistant.',
  options: CONNECTION_OPTIONS,
  examples: ['allegiance mcp --url http://127.0.0.1:4000', 'ALLEGIANCE_URL=https://graph.example ALLEGIANCE_TOKEN=… allegiance mcp'],
  run: async (input) => {
    const { serveAssistant } = await import('./mcp.ts');
    await serveAssistant(input);
  },
};

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  START,
  IMPORT,
  EXPORT_COMMAND,
  PATH_COMMAND,
  SEARCH_COMMAND,
  READ_COMMAND,
  STATUS_COMMAND,
  MCP,
  TOKEN_CREATE,
  TOKEN_SHOW,
  TOKEN_LIST,
  TOKEN_REVOKE,
  BACKUP_COMMAND,
  RESTORE_COMMAND,
];

/** The command that the first arguments name, and the arguments after it. Without a name it is `start`; null for an unknown name. */
export function commandFor(words: readonly string[]): { command: Command; rest: readonly string[] } | null {
  if (words.length === 0 || words[0]!.startsWith('-')) return { command: START, rest: words };
  const command = COMMANDS.find(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  return command ? { command, rest: words.slice(command.name.split(' ').length) } : null;
}

/** Help for the first word of commands of two words: `token` lists `token create` and the others; null where there is none. */
export function groupHelp([word, next]: readonly string[]): string | null {
  const group = COMMANDS.filter(({ name }) => name.startsWith(`${word} `));
  if (group.length === 0 || !(next === undefined || next === '--help' || next === '-h')) return null;
  return [...group.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`), '', '--help after a command describes it.'].join('\n');
}

const NAME_WIDTH = Math.max(...SETTINGS.map(({ name }) => name.length));

export const USAGE = `Allegiance: a graph of who backs, fights or controls whom, when, and according to which sources.

  npm start               start the server; the seed is loaded into an empty embedded store
  npm start -- --seed     load the seed into an empty Neo4j as well
  npm start -- --help     print this help

Commands, as in \`allegiance token create\` (in a checkout: \`npx allegiance token create\`); --help after a command describes it:
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}

Exit codes: 0 success, 1 failure, 2 invalid arguments, 3 nothing found.

Settings (environment variables):
${SETTINGS.map(({ name, defaultValue, meaning }) => `  ${name.padEnd(NAME_WIDTH + 2)}${meaning}${defaultValue === null ? '' : ` (${defaultValue})`}`).join('\n')}
`;
