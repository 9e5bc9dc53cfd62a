import { AllegianceError } from '../../model/errors.ts';
import { tieParts } from '../../model/id.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import type { LiveRevision } from '../../revisions/liveRevision.ts';
import type { Context } from '../common/context.ts';
import { loadMembers, resolveReference } from '../entity/entity.loader.ts';
import { requireEntities } from '../entity/search.loader.ts';
import { EVENTS_INVOLVING } from './interest.cypher.ts';

/** Entities that one subscription may follow. */
const MAX_INVOLVED = 100;

/** The arguments of a subscription; null: no restriction. */
export interface Interest {
  /** References as given: the entities that they name may be merged later. */
  readonly involving: readonly string[] | null;
  readonly types: readonly RelationshipType[] | null;
}

/** @throws BAD_INPUT for too many entities, UNKNOWN_ENTITY for a reference that names none */
export async function checkInterest(context: Context, { involving }: Interest): Promise<void> {
  if (involving === null) return;
  if (involving.length > MAX_INVOLVED) {
    throw new AllegianceError('BAD_INPUT', `Expected at most ${MAX_INVOLVED} entities in \`involving\`; got ${involving.length}.`);
  }
  await requireEntities(context, involving);
}

/** The ids of the referenced entities and of those merged into them: ids of ties contain the ids at the time of recording. */
export async function involvedIds(context: Context, involving: readonly string[]): Promise<ReadonlySet<string>> {
  const named = await Promise.all(involving.map((reference) => resolveReference(context, reference)));
  const ids = named.filter((id) => id !== null);
  const members = await Promise.all(ids.map((id) => loadMembers(context, id)));
  return new Set([...ids, ...members.flat().map(({ id }) => id)]);
}

/**
 * A revision reduced to what a subscription follows; null if nothing remains.
 * @param involved The ids of the entities followed; null: all.
 */
export async function reduceRevision(
  context: Context,
  revision: LiveRevision,
  types: Interest['types'],
  involved: ReadonlySet<string> | null,
): Promise<LiveRevision | null> {
  const isFollowed = (id: string): boolean => {
    const { from, type, to } = tieParts(id);
    return (!types || types.includes(type)) && (!involved || involved.has(from) || involved.has(to));
  };
  const reduced: LiveRevision = {
    ...revision,
    ties: revision.ties.filter(isFollowed),
    deletedTies: revision.deletedTies.filter(isFollowed),
    entities: involved ? revision.entities.filter((id) => involved.has(id)) : revision.entities,
    events: involved ? await eventsInvolving(context, revision.events, involved) : revision.events,
  };
  const ties = reduced.ties.length + reduced.deletedTies.length;
  const concerns = types ? ties : involved ? ties + reduced.entities.length + reduced.events.length : 1;
  return concerns > 0 ? reduced : null;
}

async function eventsInvolving(context: Context, events: readonly string[], involved: ReadonlySet<string>): Promise<readonly string[]> {
  if (events.length === 0) return [];
  return (await context.engine.read(EVENTS_INVOLVING, { events, entities: [...involved] })).map(([id]) => id as string);
}
