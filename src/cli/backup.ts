import { existsSync, statSync } from 'node:fs';
import { AllegianceError } from '../model/errors.ts';
import { ASKING, withGraph } from './ask/asked.ts';
import { type Command, WrongUse } from './command.ts';
import { wholeFile } from './writeFile.ts';

/** Writes the whole embedded store into a file. */
export const BACKUP_COMMAND: Command = {
  name: 'backup',
  summary: 'Writes the whole embedded store, revisions and history with it, into one file; a server may go on writing.',
  details:
    'The file is the store as of one moment. Tokens are not in it. Neo4j has tools of its own for this: neo4j-admin database backup, or dump.',
  operand: 'FILE',
  options: {
    ...ASKING,
    token: { value: 'TOKEN', meaning: 'token of an admin to ask it with (ALLEGIANCE_TOKEN)' },
    force: { meaning: 'overwrite the file' },
    json: { meaning: 'print {"file", "bytes"} alone' },
  },
  examples: ['allegiance backup monday.grafeo', 'allegiance backup monday.grafeo --url http://127.0.0.1:4000 --token TOKEN'],
  run: async (input) => {
    const { operand: file } = input;
    if (file === undefined) throw new WrongUse('Expected the file to write: `allegiance backup monday.grafeo`.');
    if (existsSync(file) && !input.isSet('force'))
      throw new AllegianceError('BAD_INPUT', `${file} is there already. --force overwrites it.`);
    await withGraph(input, (graph) => wholeFile(file, (unfinished) => graph.backup(unfinished)));
    const bytes = statSync(file).size;
    console.log(input.isSet('json') ? JSON.stringify({ file, bytes }) : `Backed up to ${file} (${Math.ceil(bytes / 1024)} kB).`);
  },
};
