import { type CountedGroup, countByGroup } from '../../analysis/events/counts.ts';
import { LOCATIONS } from '../../revisions/touched.ts';
import type { Context } from '../common/context.ts';
import { type EntityNode, loadEntity } from '../entity/entity.loader.ts';
import { selectEvents, totalsOf, viewWithEventsAndPassages } from '../event/event.loader.ts';
import type { EventTotals } from '../event/event.type.ts';
import type { EventFilter } from '../event/filter.ts';
import { loadSource } from '../source/source.loader.ts';
import type { EventDimension } from './events.type.ts';

export interface Group extends EventTotals {
  readonly key: string;
  readonly label: string;
  readonly entity: EntityNode | null;
}

/**
 * The groups with most events, then most deaths, then by key. By voices, a source has the events of which a passage of it counts.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE, BAD_WINDOW
 */
export async function eventBreakdown(context: Context, filter: EventFilter | null, by: EventDimension, first: number): Promise<Group[]> {
  if (by === 'PROVINCE') context.dependOn(LOCATIONS);
  if (by === 'SOURCE') await viewWithEventsAndPassages(context);
  const matcher = await selectEvents(context, { kind: 'everything' }, filter);
  const groups = await matcher.answer(`${by} ${first}`, () => countByGroup(matcher, by, first));
  return Promise.all(groups.map((group) => named(context, by, group)));
}

async function named(context: Context, by: EventDimension, { key, ...count }: CountedGroup): Promise<Group> {
  const entities = by === 'KIND' || by === 'SOURCE' ? [] : await Promise.all(key.split(' ').map((id) => loadEntity(context, id)));
  const names = by === 'SOURCE' ? [(await loadSource(context, key))?.title] : entities.map((entity) => entity?.name);
  const label = names.length === 0 ? key : names.map((one) => one ?? key).join(' – ');
  return { key, label, entity: by === 'DYAD' ? null : (entities[0] ?? null), ...totalsOf(count) };
}
