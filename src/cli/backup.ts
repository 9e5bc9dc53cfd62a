import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../engine/embedded/embedded.ts';
import { besideStore, hasStore, replaceStore } from '../engine/embedded/replaceStore.ts';
import { STORE_FILE, storeFilesIn } from '../engine/embedded/storeFiles.ts';
import { highestGivenOut } from '../engine/embedded/wal/inspect.ts';
import { firstAfterRestore, SET_JUMPS } from '../engine/revisionNumbers.ts';
import { AllegianceError } from '../model/errors.ts';
import { revisionNumbersOf } from '../revisions/clock.ts';
import { type Command, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { writeAtomically } from './writeAtomically.ts';

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
    const [file] = input.operands;
    if (file === undefined) throw new UsageError('Expected the name of the file to write: `allegiance backup monday.grafeo`.');
    if (existsSync(file) && !input.isSet('force'))
      throw new AllegianceError('BAD_INPUT', `The file ${file} exists. Use --force to overwrite it.`);
    await withGraph(input, (graph) => writeAtomically(file, (unfinished) => graph.backup(unfinished)));
    const bytes = statSync(file).size;
    console.log(input.isSet('json') ? JSON.stringify({ file, bytes }) : `Backed up to ${file} (${Math.ceil(bytes / 1024)} kB).`);
  },
};

/** Restores a backup as the embedded store. */
export const RESTORE_COMMAND: Command = {
  name: 'restore',
  summary: 'Restores a backup as the embedded store in ALLEGIANCE_DATA. An existing store is left alone, or moved aside with --force.',
  operand: 'FILE',
  options: {
    force: { meaning: 'move an existing store to a new directory next to it; its name is printed' },
    json: { meaning: 'print only {"data", "revision", "next", "replaced"} as JSON' },
  },
  examples: ['allegiance restore monday.grafeo', 'ALLEGIANCE_DATA=elsewhere allegiance restore monday.grafeo --force'],
  run: async ({ config: { data, neo4j }, operands: [file], isSet }) => {
    if (file === undefined) throw new UsageError('Expected the name of the backup file: `allegiance restore monday.grafeo`.');
    if (neo4j !== null)
      throw new AllegianceError('BAD_INPUT', 'Expected the embedded store; restore Neo4j with `neo4j-admin database restore` or `load`.');
    if (!existsSync(file)) throw new AllegianceError('BAD_INPUT', `There is no file ${file}.`);
    const storeExists = hasStore(data);
    if (storeExists && !isSet('force')) {
      throw new AllegianceError('BAD_INPUT', `There is already a store in ${data}. Use --force to move it aside and restore the backup.`);
    }
    const beside = besideStore(data);
    const staging = `${beside}restoring-${process.pid}`;
    try {
      const { revision, next } = await copyBackup(file, staging, await highestGivenOut(storeFilesIn(data)));
      const replaced = storeExists ? `${beside}replaced-${new Date().toISOString().replaceAll(/[:.]/g, '-')}` : null;
      await replaceStore(data, staging, replaced);
      console.log(isSet('json') ? JSON.stringify({ data, revision, next, replaced }) : asText(file, data, revision, next, replaced));
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  },
};

/**
 * Copies the backup to a directory and opens it once, so that a damaged file never replaces a store. Its revisions go on with numbers
 * that were not given out before, neither in the store that it replaces nor after the backup was made.
 * @returns the revision of the backup, and the number of the next one
 * @throws BAD_INPUT where the file is not a backup
 */
async function copyBackup(file: string, directory: string, givenOut: number): Promise<{ revision: number; next: number }> {
  mkdirSync(directory, { recursive: true });
  copyFileSync(file, join(directory, STORE_FILE));
  const engine = await openEmbedded(directory).catch((error: unknown) => {
    const message = `Expected a file written by \`allegiance backup\`; ${file} cannot be opened as one. For JSON Lines use \`allegiance import jsonl\`.`;
    throw new AllegianceError('BAD_INPUT', message, {}, { cause: error });
  });
  try {
    const numbers = await revisionNumbersOf(engine);
    const next = firstAfterRestore(Math.max(numbers.latest, givenOut));
    await engine.write(async (transaction) => ({ commit: true, value: await transaction.run(SET_JUMPS, numbers.jumpTo(next)) }));
    return { revision: numbers.latest, next };
  } finally {
    await engine.close();
  }
}

function asText(file: string, data: string, revision: number, next: number, replaced: string | null): string {
  const aside = replaced === null ? '' : ` The previous store is in ${replaced}.`;
  return `Restored ${file} to ${data}: revision ${revision}; new revisions are numbered from ${next}.${aside}`;
}
