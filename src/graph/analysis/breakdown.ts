import { argumentsKey, type Context } from '../common/context.ts';
import { type EntityNode, loadEntity } from '../entity/entity.loader.ts';
import { countByKey } from '../event/count.cypher.ts';
import { rowParameters, selectionOf, totalsOf } from '../event/event.loader.ts';
import type { EventTotals } from '../event/event.type.ts';
import type { EventFilter } from '../event/filter.ts';
import { loadSource } from '../source/source.loader.ts';
import type { EventDimension } from './events.type.ts';
import { countedFor } from './totals.ts';

export interface Group extends EventTotals {
  readonly key: string;
  readonly label: string;
  readonly entity: EntityNode | null;
}

/**
 * The groups with most events, then most deaths, then by key.
 * @throws UNKNOWN_ENTITY, BAD_WINDOW
 */
export async function eventBreakdown(context: Context, filter: EventFilter | null, by: EventDimension, first: number): Promise<Group[]> {
  const { start, narrowing, certainty, shared, rowKey } = await selectionOf(context, { kind: 'everything' }, filter);
  const name = `eventGroups ${argumentsKey({ by, first, start, narrowing, certainty, shared })}`;
  const { revision, list: groups } = await context.load(name, rowKey, async (_, keys) => {
    const parameters = { ...rowParameters(keys, shared), limit: first };
    return countedFor(keys, await context.engine.read(countByKey(by, start, narrowing, certainty), parameters));
  });
  context.addRevision(revision);
  return Promise.all(groups.map(([key, ...totals]) => named(context, by, key as string, totalsOf(totals))));
}

async function named(context: Context, by: EventDimension, key: string, totals: EventTotals): Promise<Group> {
  const entities = by === 'KIND' || by === 'SOURCE' ? [] : await Promise.all(key.split(' ').map((id) => loadEntity(context, id)));
  const names = by === 'SOURCE' ? [(await loadSource(context, key))?.title] : entities.map((entity) => entity?.name);
  const label = names.length === 0 ? key : names.map((one) => one ?? key).join(' – ');
  return { key, label, entity: by === 'DYAD' ? null : (entities[0] ?? null), ...totals };
}
