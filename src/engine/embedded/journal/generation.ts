import { rename, rm } from 'node:fs/promises';
import { type Database, headOf } from '../grafeo.ts';
import { type Files, fingerprintOf, generationsOf, syncDirectory, syncFile } from './files.ts';
import { Journal } from './journal.ts';
import { readMark } from './mark.ts';

/**
 * Begins the next generation: a base, which is the store as it is now, and an empty journal upon it; those before go.
 * It counts from the moment that the journal has its name: until then the one before is in force.
 */
export async function beginGeneration(files: Files, database: Database): Promise<Journal> {
  const before = [(await readMark(files.mark))?.generation ?? 0, ...(await generationsOf(files, 'journal'))];
  const generation = Math.max(...before) + 1;
  const revision = await headOf(database);
  const base = files.base(generation);
  await rm(base, { force: true });
  database.save(base);
  await syncFile(base);
  const draft = `${files.journal(generation)}.draft`;
  const journal = await Journal.create(draft, { generation, base: { ...(await fingerprintOf(base))!, revision } });
  try {
    await syncDirectory(files.directory);
    await rename(draft, files.journal(generation));
    await syncDirectory(files.directory);
  } catch (error) {
    await journal.close();
    throw error;
  }
  await removeOthers(files, generation);
  return journal;
}

/** Removes what other generations left, as far as that can be done. */
export async function removeOthers(files: Files, generation: number): Promise<void> {
  for (const kind of ['journal', 'base'] as const) {
    const others = (await generationsOf(files, kind)).filter((number) => number !== generation);
    await Promise.allSettled(others.map((number) => rm(files[kind](number), { force: true })));
  }
}
