import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';

/** Characters of all messages that are held. */
const MAX_LENGTH = 16 * 2 ** 20;
/** Length that counts for what is not a text, or not ready yet. */
const SMALL = 1_000;

interface Entry {
  /** The latest revision that was known before it was made. */
  readonly madeAt: number;
  readonly value: Promise<unknown>;
}

/**
 * What followers of one question have in common, by question and revision: it is made once for all of them. A follower is given
 * only what was made after it began to follow, so no message is older than what it had seen then. To one that is slow, a message
 * is as old as if it had been sent at once and read late.
 */
export class SharedMessages {
  readonly #entries = new LRUCache<string, Entry>({ maxSize: MAX_LENGTH });

  constructor(private readonly clock: Clock) {
    // Numbers of revisions are used again by a store that was restored.
    clock.onChange((revision, previous) => {
      if (revision < previous) this.#entries.clear();
    });
  }

  /**
   * The message of a revision.
   * @param question All that the message depends on, beside the revision.
   * @param began The latest revision that was known when the follower began.
   * @param make Makes it. Where this throws, or `isReusable` refuses the outcome, only those share it who waited for it.
   */
  get<T>(
    question: string,
    revision: number,
    began: number,
    make: () => Promise<T>,
    isReusable: (made: T) => boolean = () => true,
  ): Promise<T> {
    const key = `${revision} ${question}`;
    const known = this.#entries.get(key);
    if (known && known.madeAt >= began) return known.value as Promise<T>;
    const entry: Entry = { madeAt: this.clock.latest ?? 0, value: make() };
    this.#entries.set(key, entry, { size: key.length + SMALL });
    const settle = (size: number | null) => {
      if (this.#entries.peek(key) !== entry) return;
      if (size === null) this.#entries.delete(key);
      else this.#entries.set(key, entry, { size });
    };
    (entry.value as Promise<T>).then(
      (made) => settle(isReusable(made) ? key.length + lengthOf(made) : null),
      () => settle(null),
    );
    return entry.value as Promise<T>;
  }
}

function lengthOf(made: unknown): number {
  if (typeof made === 'object' && made !== null && 'text' in made && typeof made.text === 'string') return SMALL + made.text.length;
  return SMALL;
}
