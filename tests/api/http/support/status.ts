import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ServerProcess } from './launch.ts';
import { postQuery } from './request.ts';

export const STATUS = '{ status { revision actors places events relationships sources } }';
/** Status of a store that holds the seed. */
export const SEED = { revision: 1, actors: 58, places: 14, events: 16, relationships: 168, sources: 4 };

/** An empty directory, and a function that deletes it. */
export function makeDirectory(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-start-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A directory that is deleted when the test is over. */
export function temporary(): string {
  const { directory, remove } = makeDirectory();
  onTestFinished(remove);
  return directory;
}

/** The setting of a server on this data. */
export const onData = (directory: string) => ({ ALLEGIANCE_DATA: directory });

/** What its store holds. */
export async function statusOf(launched: ServerProcess): Promise<unknown> {
  const { body } = await postQuery(await launched.url(), STATUS);
  return (body.data as { status: unknown }).status;
}
