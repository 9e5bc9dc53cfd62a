import { afterAll, beforeAll } from 'vitest';
import { expectHistory } from './expected.ts';
import { expectedDigests, LAST } from './history.ts';
import { remove, written } from './stores.ts';

/** Shared by the tests of a file: directories to copy, and digests of the store after each revision. */
export interface Fixtures {
  /** Directory of a store that was closed. */
  readonly closed: string;
  /** Directory of a store whose process was killed right after its last write was acknowledged. */
  readonly killed: string;
  readonly digests: string[][];
  /** Opens a directory, expects the history in it, closes it; returns the notice of opening it. */
  expectComplete(directory: string, last?: number): Promise<string | null>;
}

export function prepareFixtures(): () => Fixtures {
  let fixtures: Fixtures | undefined;
  beforeAll(async () => {
    const [closed, killed, digests] = await Promise.all([written('close'), written('kill'), expectedDigests()]);
    fixtures = { closed, killed, digests, expectComplete: (directory, last = LAST) => expectHistory(directory, digests, last) };
  });
  afterAll(() => [fixtures!.closed, fixtures!.killed].forEach(remove));
  return () => fixtures!;
}
