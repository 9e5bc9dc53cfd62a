import { rename, rm } from 'node:fs/promises';
import { type Database, readLatestRevision } from '../grafeo.ts';
import { readCheckpoint } from './checkpoint.ts';
import { fingerprintOf, type StoreFiles, segmentNumbersOf, syncDirectory, syncFile } from './files.ts';
import { Segment } from './segment.ts';

/**
 * Starts the next segment of the log: saves a snapshot of the store, creates an empty segment that continues from it, and deletes
 * the earlier ones. The switch is atomic: the new segment takes effect when its file is renamed from `.draft` to its final name.
 */
export async function startSegment(files: StoreFiles, database: Database): Promise<Segment> {
  const earlier = [(await readCheckpoint(files.checkpoint))?.generation ?? 0, ...(await segmentNumbersOf(files, 'segment'))];
  const generation = Math.max(...earlier) + 1;
  const revision = await readLatestRevision(database);
  const snapshot = files.snapshot(generation);
  await rm(snapshot, { force: true });
  database.save(snapshot);
  await syncFile(snapshot);
  const temporary = `${files.segment(generation)}.draft`;
  const segment = await Segment.create(temporary, { generation, base: { ...(await fingerprintOf(snapshot))!, revision } });
  try {
    await syncDirectory(files.directory);
    await rename(temporary, files.segment(generation));
    await syncDirectory(files.directory);
  } catch (error) {
    await segment.close();
    throw error;
  }
  await removeOtherSegments(files, generation);
  return segment;
}

/** Deletes the files of other segments; files that cannot be deleted are left. */
export async function removeOtherSegments(files: StoreFiles, generation: number): Promise<void> {
  for (const kind of ['segment', 'snapshot'] as const) {
    const others = (await segmentNumbersOf(files, kind)).filter((number) => number !== generation);
    await Promise.allSettled(others.map((number) => rm(files[kind](number), { force: true })));
  }
}
