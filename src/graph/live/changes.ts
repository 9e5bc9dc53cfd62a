import { endable } from '../../live/endable.ts';
import type { LiveRevision } from '../../live/revision.ts';
import { Context } from '../common/context.ts';
import { checkInterest, type Interest, involvedIds, narrowed } from './interest.ts';
import { type GraphChange, MOST_LISTED } from './live.type.ts';

/**
 * The messages of a subscription: changes after the revision that the client has, or from now on.
 * @throws BAD_INPUT, UNKNOWN_ENTITY; later TOO_SLOW, if the client does not keep up
 */
export async function changesOf(context: Context, interest: Interest, since: number | null): Promise<AsyncIterableIterator<GraphChange>> {
  await checkInterest(context, interest);
  const start = await context.shape.live.startAfter(since);
  return endable((signal) => changesAfter(context, interest, start, signal));
}

async function* changesAfter(
  context: Context,
  { involving, types }: Interest,
  start: number,
  signal: AbortSignal,
): AsyncGenerator<GraphChange, void> {
  let involved = involving && (await involvedIds(renewed(context), involving));
  for await (const revision of context.shape.live.after(start, signal)) {
    if (involving && revision.merges) involved = await involvedIds(renewed(context), involving);
    const narrow = await narrowed(renewed(context), revision, types, involved);
    if (narrow) yield messageOf(narrow);
  }
}

/** A context for each message, so that none is answered from what an earlier one loaded. */
function renewed({ engine, shape, signal, caller }: Context): Context {
  return new Context(engine, shape, signal, caller);
}

function messageOf({ number, action, by, summary, ties, entities, events }: LiveRevision): GraphChange {
  const cut = (ids: readonly string[]) => ids.slice(0, MOST_LISTED);
  const truncated = [ties, entities, events].some((ids) => ids.length > MOST_LISTED);
  const message = { revision: number, action, by, summary, truncated, ties: cut(ties), entityIds: cut(entities), eventIds: cut(events) };
  return message as GraphChange;
}
