import type { LiveRevision } from '../../revisions/liveRevision.ts';
import { Context } from '../common/context.ts';
import { checkInterest, type Interest, involvedIds, reduceRevision } from './interest.ts';

/** Relationships, entities and events, each, that one message lists. */
const MAX_LISTED_PER_MESSAGE = 100;

/**
 * The messages of a subscription: changes after the revision that the client has, or from now on. Between them are the revisions
 * that it passes, so that it can be resumed after any of them.
 * @throws BAD_INPUT, UNKNOWN_ENTITY; later TOO_SLOW, if the client does not keep up
 */
export async function subscribeToChanges(
  context: Context,
  interest: Interest,
  since: number | null,
): Promise<AsyncIterableIterator<GraphChangeNode | Passed>> {
  await checkInterest(context, interest);
  const start = await context.services.revisions.startingRevision(since);
  const began = context.services.clock.latest ?? start;
  return cancellable((signal) => changesAfter(context, interest, { start, began }, signal));
}

async function* changesAfter(
  context: Context,
  { involving, types }: Interest,
  { start, began }: { readonly start: number; readonly began: number },
  signal: AbortSignal,
): AsyncGenerator<GraphChangeNode | Passed, void> {
  yield new Passed(start);
  const { revisions, messages } = context.services;
  const interest = JSON.stringify([involving, types]);
  let involved = involving && (await involvedIds(sharedContext(context), involving));
  for await (const revision of revisions.after(start, signal)) {
    const { number } = revision;
    if (involving && revision.merges)
      involved = await messages.get(`involved ${interest}`, number, began, () => involvedIds(sharedContext(context), involving));
    yield await messages.get(`reduced ${interest}`, number, began, async () => {
      const reduced = await reduceRevision(sharedContext(context), revision, types, involved);
      return reduced ? messageOf(reduced) : new Passed(number);
    });
  }
}

/** A revision that a subscription has passed without a message: one that does not concern it, or the one after which it starts. */
export class Passed {
  constructor(readonly revision: number) {}
}

/** A message as resolvers return it; the relationships, entities and events are ids. */
export type GraphChangeNode = ReturnType<typeof messageOf>;

/**
 * A context for what followers of the same share: none of them ends it when it disconnects, and nothing is answered from what an
 * earlier one loaded.
 */
function sharedContext({ store, services, caller }: Context): Context {
  return new Context(store, services, undefined, caller);
}

function messageOf({ number, action, by, summary, ties, entities, events }: LiveRevision) {
  const cut = (ids: readonly string[]) => ids.slice(0, MAX_LISTED_PER_MESSAGE);
  const truncated = [ties, entities, events].some((ids) => ids.length > MAX_LISTED_PER_MESSAGE);
  return { revision: number, action, by, summary, truncated, ties: cut(ties), entityIds: cut(entities), eventIds: cut(events) };
}

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
