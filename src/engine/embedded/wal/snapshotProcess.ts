import { type ChildProcess, fork } from 'node:child_process';
import { constants, copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openFile, readLatestRevision } from '../grafeo.ts';
import { fingerprintOf, hasFingerprint, syncFile } from '../storeFiles.ts';
import { parseEntry, readSegment } from './readSegment.ts';
import { replay } from './replay.ts';
import { type BuiltSnapshot, type SnapshotMessage, type SnapshotTask, STARTER } from './snapshots.ts';

/**
 * The process that builds a snapshot of a store: from the snapshot before it and the log since. Saving blocks the thread that does
 * it for as long as it takes, seconds for large stores, so the process of the store leaves that to this one. The process that it answers ends
 * it: a store that is closed would be written once more, into a copy that nobody needs.
 */
function buildOne(): void {
  process.once('message', (task: SnapshotTask) => {
    build(task).then(
      (built) => say(built),
      (error: unknown) => say({ error: error instanceof Error ? error.message : String(error) }),
    );
  });
  // Nobody waits any more.
  process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
}

/** The process that starts one of these for each task: it stays small, so that nothing waits for that. */
function startOthers(): void {
  let child: ChildProcess | null = null;
  process.on('message', (task: SnapshotTask) => {
    const started = fork(process.argv[1]!, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child = started;
    const { pid } = started;
    if (pid !== undefined) say({ started: pid });
    started.once('message', (message: SnapshotMessage) => {
      say(message);
      started.kill('SIGKILL');
    });
    started.once('error', (error) => say({ error: error.message }));
    started.once('exit', (code, signal) => pid !== undefined && say({ ended: pid, how: String(signal ?? code) }));
    started.send(task);
  });
  process.once('disconnect', () => {
    child?.kill('SIGKILL');
    process.exit();
  });
}

function say(message: SnapshotMessage): void {
  process.send?.(message);
}

if (process.argv[2] === STARTER) startOthers();
else buildOne();

async function build({ base, segment, segmentNumber, entries, revision, directory, target }: SnapshotTask): Promise<BuiltSnapshot> {
  const { header, lines } = await readSegment(segment, segmentNumber);
  if (header === null || lines.length < entries || !(await hasFingerprint(base, header.base)))
    throw new Error('the snapshot or the log before it is damaged');
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { mode: 0o700 });
  const copy = join(directory, 'copy.grafeo');
  await copyFile(base, copy, constants.COPYFILE_FICLONE);
  const database = openFile(copy);
  try {
    for (const line of lines.slice(0, entries)) await replay(database, parseEntry(line));
    const latest = await readLatestRevision(database);
    if (latest !== revision) throw new Error(`expected revision ${revision} at its end, got ${latest}`);
    database.save(target);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  await syncFile(target);
  return { snapshot: (await fingerprintOf(target))! };
}
