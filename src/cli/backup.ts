import { existsSync, statSync } from 'node:fs';
import { AllegianceError } from '../model/errors.ts';
import { type Command, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/graphClient.ts';
import { writeAtomically } from './writeFile.ts';

/** Writes the whole embedded store to a file. */
export const BACKUP_COMMAND: Command = {
  name: 'backup',
  summary: 'Writes the whole embedded store, with revisions and history, to one file, also while a server is writing.',
  details:
    'The file is a consistent copy of the store. It contains no tokens. For Neo4j use its own tools: neo4j-admin database backup, or dump.',
  operand: 'FILE',
  options: {
    ...CONNECTION_OPTIONS,
    token: { value: 'TOKEN', meaning: 'token of an admin for this server (ALLEGIANCE_TOKEN)' },
    force: { meaning: 'overwrite the file if it exists' },
    json: { meaning: 'print only {"file", "bytes"} as JSON' },
  },
  examples: ['allegiance backup monday.grafeo', 'allegiance backup monday.grafeo --url http://127.0.0.1:4000 --token TOKEN'],
  run: async (input) => {
    const { operand: file } = input;
    if (file === undefined) throw new UsageError('Expected the name of the file to write: `allegiance backup monday.grafeo`.');
    if (existsSync(file) && !input.isSet('force'))
      throw new AllegianceError('BAD_INPUT', `The file ${file} exists. Use --force to overwrite it.`);
    await withGraph(input, (graph) => writeAtomically(file, (unfinished) => graph.backup(unfinished)));
    const bytes = statSync(file).size;
    console.log(input.isSet('json') ? JSON.stringify({ file, bytes }) : `Backed up to ${file} (${Math.ceil(bytes / 1024)} kB).`);
  },
};
