import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded } from '../engine/embedded/embedded.ts';
import { moveStore, STORE_FILE, storeFiles } from '../engine/embedded/storeFiles.ts';
import { headOf } from '../feed/build.ts';
import { AllegianceError } from '../model/errors.ts';
import { type Command, WrongUse } from './command.ts';

/** Makes a backup the embedded store. */
export const RESTORE_COMMAND: Command = {
  name: 'restore',
  summary: 'Makes a backup the embedded store of ALLEGIANCE_DATA. A store that is there is left alone, or with --force put aside.',
  operand: 'FILE',
  options: {
    force: { meaning: 'put the store that is there aside, into a directory beside it whose name is printed' },
    json: { meaning: 'print {"data", "revision", "replaced"} alone' },
  },
  examples: ['allegiance restore monday.grafeo', 'ALLEGIANCE_DATA=elsewhere allegiance restore monday.grafeo --force'],
  run: async ({ config: { data, neo4j }, operand: file, isSet }) => {
    if (file === undefined) throw new WrongUse('Expected the file to restore: `allegiance restore monday.grafeo`.');
    if (neo4j !== null)
      throw new AllegianceError('BAD_INPUT', 'Expected the embedded store; Neo4j is restored by `neo4j-admin database restore` or `load`.');
    if (!existsSync(file)) throw new AllegianceError('BAD_INPUT', `There is no file ${file}.`);
    const isThere = storeFiles(data).length > 0;
    if (isThere && !isSet('force')) {
      throw new AllegianceError('BAD_INPUT', `There is a store in ${data} already. --force puts it aside and restores the backup.`);
    }
    if (isThere) await expectNotInUse(data);
    const fresh = `${data}.restoring-${process.pid}`;
    try {
      const revision = await unpack(file, fresh);
      const replaced = isThere ? `${data}.replaced-${new Date().toISOString().replaceAll(/[:.]/g, '-')}` : null;
      if (replaced !== null) moveStore(data, replaced);
      moveStore(fresh, data);
      console.log(isSet('json') ? JSON.stringify({ data, revision, replaced }) : inWords(file, data, revision, replaced));
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  },
};

/** A copy of the backup, opened once, so that no broken file takes the place of a store. Returns its revision. */
async function unpack(file: string, directory: string): Promise<number> {
  mkdirSync(directory, { recursive: true });
  copyFileSync(file, join(directory, STORE_FILE));
  const engine = await openEmbedded(directory).catch((error: unknown) => {
    const message = `Expected a backup that \`allegiance backup\` wrote; ${file} cannot be opened as one. JSON Lines are read by \`allegiance import jsonl\`.`;
    throw new AllegianceError('BAD_INPUT', message, {}, { cause: error });
  });
  try {
    return await headOf(engine);
  } finally {
    await engine.close();
  }
}

/** @throws STORE_IN_USE; a store that cannot be opened for another reason may be replaced all the same */
async function expectNotInUse(data: string): Promise<void> {
  try {
    await (await openEmbedded(data)).close();
  } catch (error) {
    if (error instanceof AllegianceError && error.code === 'STORE_IN_USE') throw error;
  }
}

function inWords(file: string, data: string, revision: number, replaced: string | null): string {
  const aside = replaced === null ? '' : ` The store that was there is in ${replaced}.`;
  return `Restored ${file} to ${data}: revision ${revision}.${aside}`;
}
