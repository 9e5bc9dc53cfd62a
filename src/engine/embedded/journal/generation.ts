import { rename, rm } from 'node:fs/promises';
import { type Database, headOf } from '../grafeo.ts';
import { type Files, fingerprintOf, generationsOf, syncDirectory, syncFile } from './files.ts';
import { Journal } from './journal.ts';
import { readMark } from './mark.ts';

/**
 * Starts the next segment of the log: saves a snapshot of the store, creates an empty segment that continues from it, and deletes
 * the earlier ones. The switch is atomic: the new segment takes effect when its file is renamed from `.draft` to its final name.
 */
export async function beginGeneration(files: Files, database: Database): Promise<Journal> {
  const before = [(await readMark(files.mark))?.generation ?? 0, ...(await generationsOf(files, 'segment'))];
  const generation = Math.max(...before) + 1;
  const revision = await headOf(database);
  const snapshot = files.snapshot(generation);
  await rm(snapshot, { force: true });
  database.save(snapshot);
  await syncFile(snapshot);
  const draft = `${files.segment(generation)}.draft`;
  const journal = await Journal.create(draft, { generation, base: { ...(await fingerprintOf(snapshot))!, revision } });
  try {
    await syncDirectory(files.directory);
    await rename(draft, files.segment(generation));
    await syncDirectory(files.directory);
  } catch (error) {
    await journal.close();
    throw error;
  }
  await removeOthers(files, generation);
  return journal;
}

/** Deletes the files of other segments; files that cannot be deleted are left. */
export async function removeOthers(files: Files, generation: number): Promise<void> {
  for (const kind of ['segment', 'snapshot'] as const) {
    const others = (await generationsOf(files, kind)).filter((number) => number !== generation);
    await Promise.allSettled(others.map((number) => rm(files[kind](number), { force: true })));
  }
}
