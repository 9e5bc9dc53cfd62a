import { afterAll, beforeAll } from 'vitest';
import { expectHistory } from './expected.ts';
import { expectedDigests, LAST } from './history.ts';
import { remove, written } from './stores.ts';

/** What the tests of a file share: directories to copy, and what a store holds after each revision. */
export interface Whole {
  /** The process closed the store. */
  readonly closed: string;
  /** It was killed right after its last write was acknowledged. */
  readonly killed: string;
  readonly digests: string[][];
  /** Opens a directory, expects the history in it, closes it; returns what opening said. */
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
