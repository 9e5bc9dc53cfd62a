import type { Command } from './command.ts';

/** Starts the server and serves until it is told to stop. */
export const START: Command = {
  name: 'start',
  summary: 'Starts the server and serves until Ctrl-C. Without a command this is done.',
  options: { seed: { meaning: 'load the seed into an empty Neo4j as well; the embedded store takes it anyway' } },
  examples: ['npm start', 'PORT=4001 npm start', 'NEO4J_URI=neo4j://localhost NEO4J_USER=neo4j NEO4J_PASSWORD=… npm start -- --seed'],
  run: async ({ config, isSet }) => {
    const { serveUntilStopped } = await import('./serve.ts');
    await serveUntilStopped(config, isSet('seed'));
  },
};
