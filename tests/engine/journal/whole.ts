import { afterAll, beforeAll } from 'vitest';
import { expectHistory } from './expected.ts';
import { expectedDigests, LAST } from './history.ts';
import { remove, written } from './stores.ts';

/** Shared by the tests of a file: directories to copy, and digests of the store after each revision. */
export interface Whole {
  /** Directory of a store that was closed. */
  readonly closed: string;
  /** Directory of a store whose process was killed right after its last write was acknowledged. */
  readonly killed: string;
  readonly digests: string[][];
  /** Opens a directory, expects the history in it, closes it; returns the notice of opening it. */
  expectWhole(directory: string, last?: number): Promise<string | null>;
}

export function whole(): () => Whole {
  let made: Whole | undefined;
  beforeAll(async () => {
    const [closed, killed, digests] = await Promise.all([written('close'), written('kill'), expectedDigests()]);
    made = { closed, killed, digests, expectWhole: (directory, last = LAST) => expectHistory(directory, digests, last) };
  });
  afterAll(() => [made!.closed, made!.killed].forEach(remove));
  return () => made!;
}
