import { unknownSettings } from '../config.ts';
import type { Command } from './command.ts';
import { printable } from './style.ts';

/** Starts the server and serves until it is stopped. */
export const START: Command = {
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
