/**
 * An async iterator over what a generator yields that can be ended at any time. A plain async generator cannot: its `return`
 * waits for the promise that the generator awaits. This one is given a signal that ends the wait.
 */
export function cancellable<T>(start: (signal: AbortSignal) => AsyncGenerator<T, void>): AsyncIterableIterator<T> {
  const controller = new AbortController();
  const generator = start(controller.signal);
  return {
    next: () => generator.next(),
    return: () => {
      controller.abort();
      return generator.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
