/**
 * An async iterator over what a generator yields, which can be ended at any time. A generator alone cannot: its `return`
 * waits for what the generator is waiting for. So it is given a signal on which to stop.
 */
export function endable<T>(make: (signal: AbortSignal) => AsyncGenerator<T, void>): AsyncIterableIterator<T> {
  const ending = new AbortController();
  const generator = make(ending.signal);
  return {
    next: () => generator.next(),
    return: () => {
      ending.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
