import { groupBy } from '../../model/group.ts';
import { STATUSES } from '../../model/kinds.ts';
import type { VoiceFilter } from '../../model/tieFilter.ts';
import { GRAPH, LIST_TAGS, PASSAGES } from '../../revisions/touched.ts';
import { listPerKey } from '../common/batch.ts';
import { argumentsKey, type Context, type TagsOf } from '../common/context.ts';
import { type EntityNode, loadEntity } from '../entity/entity.loader.ts';
import { restrictsVoices } from '../entity/voices.loader.ts';
import { countByKey, eventKeys } from '../event/count.cypher.ts';
import {
  type EventSelection,
  eventsByVoices,
  ofEvents,
  rowParameters,
  selectionOf,
  totalsOf,
  totalsOfEvents,
} from '../event/event.loader.ts';
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
  const selection = await selectionOf(context, { kind: 'everything' }, filter);
  if (restrictsVoices(filter?.voices)) return breakdownByVoices(context, selection, filter.voices, by, first);
  const { start, narrowing, certainty, shared, rowKey } = selection;
  const name = `eventGroups ${argumentsKey({ by, first, start, narrowing, certainty, shared })}`;
  const { revision, list: groups } = await context.load(
    name,
    rowKey,
    async ({ engine }, keys) => {
      const parameters = { ...rowParameters(keys, shared), limit: first };
      return countedFor(keys, await engine.read(countByKey(by, start, narrowing, certainty), parameters));
    },
    ofGroups(by),
  );
  context.addRevision(revision);
  return Promise.all(groups.map(([key, ...totals]) => named(context, by, key as string, totalsOf(totals))));
}

/** As `eventBreakdown`, from the passages of some voices: a source has the events of which a passage of it counts. */
async function breakdownByVoices(context: Context, selection: EventSelection, voices: VoiceFilter, by: EventDimension, first: number) {
  const { view, events } = await eventsByVoices(context, selection, voices);
  const byId = new Map(events.map((event) => [event.id, event]));
  const keys = by === 'SOURCE' ? events.flatMap(({ id }) => view.sourcesOfEvent(id).map((source) => [source, id])) : await keysOf();
  const groups = groupBy(
    keys.filter(([, id]) => byId.has(id!)),
    ([key]) => key!,
  );
  const totals = [...groups].map(([key, members]) => ({ key, ...totalsOfEvents(members.map(([, id]) => byId.get(id!)!)) }));
  const listed = totals.sort((a, b) => b.events - a.events || b.deaths.best! - a.deaths.best! || (a.key < b.key ? -1 : 1)).slice(0, first);
  return Promise.all(listed.map(({ key, ...rest }) => named(context, by, key, rest)));

  async function keysOf(): Promise<string[][]> {
    const { start, narrowing, certainty, rowKey } = selection;
    const shared = { ...selection.shared, status: STATUSES };
    return context.load(
      `eventKeys ${argumentsKey({ by, start, narrowing, certainty, shared })}`,
      rowKey,
      async ({ engine }, rows) => {
        const parameters = { ...rowParameters(rows, shared), limit: MAX_KEYS };
        return listPerKey(rows, await engine.read(eventKeys(by, start, narrowing, certainty), parameters), (item) => item as string[]);
      },
      ofGroups(by),
    );
  }
}

/** Of events in groups: those of provinces depend on which place lies in which and is one, those of sources on the passages. */
function ofGroups(by: EventDimension): TagsOf<unknown> {
  const others = by === 'PROVINCE' ? [GRAPH, LIST_TAGS.places] : by === 'SOURCE' ? [PASSAGES] : [];
  return (rowKey, value) => [...ofEvents(rowKey, value), ...others];
}

/** An event has several actors, and few have more than some. */
const MAX_KEYS = 2_000_000;

async function named(context: Context, by: EventDimension, key: string, totals: EventTotals): Promise<Group> {
  const entities = by === 'KIND' || by === 'SOURCE' ? [] : await Promise.all(key.split(' ').map((id) => loadEntity(context, id)));
  const names = by === 'SOURCE' ? [(await loadSource(context, key))?.title] : entities.map((entity) => entity?.name);
  const label = names.length === 0 ? key : names.map((one) => one ?? key).join(' – ');
  return { key, label, entity: by === 'DYAD' ? null : (entities[0] ?? null), ...totals };
}
