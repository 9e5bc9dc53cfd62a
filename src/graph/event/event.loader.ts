import type { View } from '../../analysis/projection/view.ts';
import type { Parameters, Value } from '../../engine/engine.ts';
import { AllegianceError } from '../../model/errors.ts';
import { idKind } from '../../model/id.ts';
import { type Bounds, type Certainty, UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { type EventRole, STATUSES, type Status } from '../../model/kinds.ts';
import { tieCriterion, type VoiceFilter } from '../../model/tieFilter.ts';
import { eventsTag, LIST_TAGS } from '../../revisions/touched.ts';
import { EVENT, type EventRecord, type Participation } from '../../store/event.ts';
import { eventId } from '../../store/mintId.ts';
import type { TieRecord } from '../../store/tie.ts';
import { listPerKey, recordPerId, rowPerKey, rowsPerKey } from '../common/batch.ts';
import { argumentsKey, type BatchLoader, type Context, ofRecord, type TagsOf } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters, pageRowsOf } from '../common/page.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { loadEntity, loadPlacesBelow, ofTies } from '../entity/entity.loader.ts';
import { requireEntities } from '../entity/search.loader.ts';
import { resolveVoices, restrictsVoices, viewByVoices, viewWithPassages } from '../entity/voices.loader.ts';
import {
  allEvents,
  COALITIONS,
  EVENTS_BY_ID,
  type EventOrderKey,
  type EventStart,
  listEvents,
  type Narrowing,
  PARTICIPANTS,
  totalEvents,
} from './event.cypher.ts';
import type { EventTotals } from './event.type.ts';
import type { EventFilter } from './filter.ts';

/** An event as resolvers return it. */
export interface EventNode extends EventRecord {
  readonly __typename: 'Event';
}

function eventNode(values: Value): EventNode {
  return { ...EVENT.decode(values), __typename: 'Event' };
}

/** The event with this id or key; null if there is none. */
export function loadEvent(context: Context, reference: string): Promise<EventNode | null> {
  return context.load(
    'event',
    idKind(reference) === 'event' ? reference : eventId(reference),
    async ({ engine }, ids) => {
      return recordPerId(ids, await engine.read(EVENTS_BY_ID, { ids }), eventNode);
    },
    ofRecord,
  );
}

export function loadParticipants(context: Context, event: string): Promise<Participation[]> {
  return context.load(
    'event.participants',
    event,
    async ({ engine }, ids) => {
      const rows = await engine.read(PARTICIPANTS, { ids });
      const byEvent = rowsPerKey(ids, rows, ([, actor, role, deaths]) => ({ actor, role, deaths }) as Participation);
      return byEvent.map((participants) => participants.sort(byRole));
    },
    ofRecord,
  );
}

const ROLE_ORDER: readonly EventRole[] = [
  'INITIATOR',
  'SIDE_A',
  'SPEAKER',
  'PARTY',
  'SUPPORTER',
  'TARGET',
  'SIDE_B',
  'RECIPIENT',
  'VICTIM',
  'MEDIATOR',
];

function byRole(a: Participation, b: Participation): number {
  return ROLE_ORDER.indexOf(a.role) - ROLE_ORDER.indexOf(b.role) || (a.actor < b.actor ? -1 : 1);
}

/** An actor and the days on which its events count. */
type Part = { readonly actor: string; readonly lo: number; readonly hi: number };

/** One list of events; the statement explains the fields. */
interface EventRow {
  readonly parts: readonly Part[];
  readonly groups: ReadonlyArray<readonly Part[]>;
  readonly places: readonly string[];
  readonly within: readonly string[] | null;
  readonly attackers?: readonly string[];
  readonly defenders?: readonly string[];
  readonly attackersSwapped?: readonly string[];
  readonly defendersSwapped?: readonly string[];
}

/** The record that a list of events belongs to. */
export type EventSubject =
  | { readonly kind: 'everything' }
  | { readonly kind: 'actor' | 'place'; readonly id: string }
  | { readonly kind: 'opposed'; readonly tie: TieRecord };

export interface EventConnectionNode extends Connection<EventNode> {
  readonly totals: () => Promise<EventTotals>;
}

/** The parameters of a list of events. */
export interface EventSelection {
  readonly start: EventStart;
  readonly narrowing: Narrowing;
  readonly certainty: Certainty;
  readonly shared: Shared;
  /** The row, as a key of a loader; `rowParameters` parses it. */
  readonly rowKey: string;
}

/** @throws UNKNOWN_ENTITY, BAD_WINDOW */
export async function selectionOf(
  context: Context,
  subject: EventSubject,
  filter: EventFilter | null | undefined,
): Promise<EventSelection> {
  const {
    certainty,
    parameters: { first, last, status },
  } = criterionParameters(tieCriterion(filter ?? {}, 'POSSIBLE'));
  const row = await rowOf(context, subject, filter ?? {});
  return {
    start: row.parts.length > 0 ? 'actors' : row.places.length > 0 ? 'places' : 'all',
    narrowing: subject.kind === 'opposed' ? 'opposed' : row.groups.length > 0 ? 'groups' : 'none',
    certainty,
    shared: { first, last, status, kinds: filter?.kinds ?? null, minDeaths: filter?.minDeaths ?? null },
    rowKey: argumentsKey(row),
  };
}

/** A page of events, with totals that are counted only if selected. */
export async function loadEvents(
  context: Context,
  subject: EventSubject,
  filter: EventFilter | null | undefined,
  key: EventOrderKey,
  descending: boolean,
  page: Page,
): Promise<EventConnectionNode> {
  const selection = await selectionOf(context, subject, filter);
  if (restrictsVoices(filter?.voices)) {
    const { events } = await eventsByVoices(context, selection, filter.voices);
    const load = async ({ id, status }: WeighedEvent) => {
      const event = await loadEvent(context, id);
      return event && { ...event, status };
    };
    return pageOfEvents(events, load, key, descending, page);
  }
  const { start, narrowing, certainty, shared, rowKey } = selection;
  const base = argumentsKey({ start, narrowing, certainty, shared });
  const order = page.backward !== descending ? 'DESC' : 'ASC';

  const found = await context.load(
    `events ${base} ${key} ${order} ${argumentsKey(page)}`,
    rowKey,
    async ({ engine }, keys) => {
      const statement = listEvents(start, narrowing, certainty, key, order);
      const rows = await engine.read(statement, { ...rowParameters(keys, shared), ...pageParameters(page) });
      return listPerKey(keys, rows, eventNode);
    },
    ofEvents,
  );
  const totals = () => context.load(`eventTotals ${base}`, rowKey, totalsBatch(start, narrowing, certainty, shared), ofEvents);
  return {
    ...connectionOf(
      page,
      found,
      (event) => (key === 'START' ? event.ord : event.deathsOrd),
      async () => (await totals()).events,
    ),
    totals,
  };
}

/** What lists and totals need of an event. */
interface ExaminedEvent extends Bounds {
  readonly id: string;
  readonly ord: string;
  readonly deathsOrd: string;
  readonly deaths: EventTotals['deaths'];
}

/** An event that passes by some voices, with the status by these. */
export interface WeighedEvent extends ExaminedEvent {
  readonly status: Status;
}

/** Events that a list by voices may examine. */
const MAX_EXAMINED = 200_000;

/**
 * The events of a selection by some voices, with the view that has these. The statement finds the events whatever their
 * status, and the passages in memory decide.
 * @throws UNKNOWN_SOURCE, UNKNOWN_ENTITY; QUERY_TIMEOUT for more than 200,000 events
 */
export async function eventsByVoices(
  context: Context,
  selection: EventSelection,
  filter: VoiceFilter,
): Promise<{ readonly view: View; readonly events: WeighedEvent[] }> {
  const voices = await resolveVoices(context, await viewWithPassages(context), filter);
  const found = await examinedEvents(context, selection);
  // Read after the events, so that their passages are there.
  const view = viewByVoices(await viewWithPassages(context), voices);
  const requested = selection.shared.status as readonly Status[];
  const events = found.flatMap((event) => {
    const status = view.weightOfEvent(event.id)?.status;
    return status !== undefined && requested.includes(status) ? [{ ...event, status }] : [];
  });
  return { view, events };
}

/** The events of a selection, whatever their status. @throws QUERY_TIMEOUT for more than 200,000 */
async function examinedEvents(context: Context, { start, narrowing, certainty, shared, rowKey }: EventSelection): Promise<ExaminedEvent[]> {
  const { status: _, ...others } = shared;
  const everyStatus = { ...others, status: STATUSES };
  const base = argumentsKey({ start, narrowing, certainty, everyStatus });
  const found = await context.load(
    `allEvents ${base}`,
    rowKey,
    async ({ engine }, keys) => {
      const parameters = { ...rowParameters(keys, everyStatus), limit: MAX_EXAMINED + 1 };
      return listPerKey(keys, await engine.read(allEvents(start, narrowing, certainty), parameters), examinedEvent);
    },
    ofEvents,
  );
  if (found.length > MAX_EXAMINED) throw tooManyEvents();
  return found;
}

/** The events that a source asserts or denies, whatever their status. */
export async function loadEventsOfSource(context: Context, source: string, onlyHere: boolean, page: Page): Promise<EventConnectionNode> {
  const selection = await selectionOf(context, { kind: 'everything' }, { status: STATUSES });
  const found = await examinedEvents(context, selection);
  const view = await viewWithPassages(context);
  const index = view.passages.sourceIndex.get(source) ?? -1;
  const events = found.filter(({ id }) => view.eventCites(id, index, onlyHere));
  return pageOfEvents(events, ({ id }) => loadEvent(context, id), 'START', false, page);
}

function examinedEvent(values: Value): ExaminedEvent {
  const [id, ord, deathsOrd, lo, hi, clo, chi, best, low, high] = values as readonly Value[];
  const deaths = { best: best ?? 0, low: low ?? best ?? 0, high: high ?? best ?? 0 };
  return { id, ord, deathsOrd, lo, hi, clo, chi, deaths } as ExaminedEvent;
}

export function tooManyEvents(): AllegianceError {
  return new AllegianceError(
    'QUERY_TIMEOUT',
    `By voices at most ${MAX_EXAMINED} events can be examined at once, and more pass the other filters. Narrow them with \`within\`, \`actors\` or \`during\`.`,
  );
}

/** A page of events that are all known, loaded by id. */
async function pageOfEvents<T extends ExaminedEvent>(
  events: readonly T[],
  load: (event: T) => Promise<EventNode | null>,
  key: EventOrderKey,
  descending: boolean,
  page: Page,
): Promise<EventConnectionNode> {
  const keyOf = (event: Pick<EventNode, 'ord' | 'deathsOrd'>) => (key === 'START' ? event.ord : event.deathsOrd);
  const onPage = pageRowsOf({ ...page, backward: page.backward !== descending }, events, keyOf);
  const nodes = (await Promise.all(onPage.map(load))).filter((event) => event !== null);
  const totals = totalsOfEvents(events);
  return { ...connectionOf(page, nodes, keyOf, async () => totals.events), totals: async () => totals };
}

export function totalsOfEvents(events: readonly Pick<WeighedEvent, 'deaths'>[]): EventTotals {
  const sum = (part: 'best' | 'low' | 'high') => events.reduce((total, { deaths }) => total + deaths[part]!, 0);
  return { events: events.length, deaths: { best: sum('best'), low: sum('low'), high: sum('high') } };
}

function totalsBatch(start: EventStart, narrowing: Narrowing, certainty: Certainty, shared: Shared): BatchLoader<EventTotals> {
  return async (context, keys) => {
    const rows = await context.engine.read(totalEvents(start, narrowing, certainty), rowParameters(keys, shared));
    return rowPerKey(keys, rows, ([, ...totals]) => totalsOf(totals), NOTHING);
  };
}

export const NOTHING: EventTotals = { events: 0, deaths: { best: 0, low: 0, high: 0 } };

/** Events and deaths from the columns of a statement. */
export function totalsOf([events, best, low, high]: readonly Value[]): EventTotals {
  return { events: events as number, deaths: { best: best as number, low: low as number, high: high as number } };
}

/** Actors or places whose events a list depends on; one of more depends on all events. */
const MAX_OWNERS = 50;

/** Of a list of events, or a count of them. An event that has one of the actors, or is in one of the places, touches these. */
export const ofEvents: TagsOf<unknown> = (rowKey) => {
  const { parts, places } = JSON.parse(rowKey) as EventRow;
  const owners = parts.length > 0 ? parts.map(({ actor }) => actor) : places;
  return owners.length > 0 && owners.length <= MAX_OWNERS ? owners.map(eventsTag) : [LIST_TAGS.events];
};

type Shared = Readonly<Record<string, Value>>;

/** The parameters of several lists, whose rows are parsed from the keys of a loader. */
export function rowParameters(keys: readonly string[], shared: Shared): Parameters {
  return { rows: keys.map((key) => ({ key, ...(JSON.parse(key) as object) })) as unknown as Value, ...shared };
}

async function rowOf(context: Context, subject: EventSubject, filter: EventFilter): Promise<EventRow> {
  if (subject.kind === 'opposed') return opposedRow(context, subject.tie);
  const via = filter.viaCoalitions !== false;
  const [anyOf, allOf] = await Promise.all([
    filter.actors ? requireEntities(context, filter.actors) : null,
    filter.allActors ? requireEntities(context, filter.allActors) : [],
  ]);
  const required = [...(subject.kind === 'actor' ? [[subject.id]] : []), ...(anyOf ? [anyOf] : []), ...allOf.map((id) => [id])];
  const groups = await Promise.all(required.map((ids) => partsOf(context, ids, via)));
  const [parts = [], ...others] = groups;
  const within = await placesOf(context, subject, filter);
  return parts.length > 0 || required.length > 0
    ? { parts: parts.length > 0 ? parts : [NOBODY], groups: others, places: [], within }
    : { parts: [], groups: [], places: within?.length === 0 ? [NOWHERE] : (within ?? []), within: null };
}

/** Represents an empty list of actors, which matches nothing. */
const NOBODY: Part = { actor: '', lo: UNKNOWN_LO, hi: UNKNOWN_HI };
/** Represents two places of which neither contains the other. */
const NOWHERE = '';

async function placesOf(context: Context, subject: EventSubject, filter: EventFilter): Promise<string[] | null> {
  const inside = filter.within ? await loadPlacesBelow(context, (await requireEntities(context, [filter.within]))[0]!) : null;
  if (subject.kind !== 'place') return inside;
  const here = await loadPlacesBelow(context, subject.id);
  return inside === null ? here : here.filter((place) => inside.includes(place));
}

/** Actors, and the coalitions of which they were part, with the days. */
async function partsOf(context: Context, ids: readonly string[], viaCoalitions: boolean): Promise<Part[]> {
  const own = ids.map((actor) => ({ actor, lo: UNKNOWN_LO, hi: UNKNOWN_HI }));
  if (!viaCoalitions) return own;
  const coalitions = await Promise.all(ids.map((id) => context.load('event.coalitions', id, coalitionsOf, ofTies)));
  return [...own, ...coalitions.flat()];
}

const coalitionsOf: BatchLoader<Part[]> = async (context, ids) => {
  const rows = await context.engine.read(COALITIONS, { ids });
  return rowsPerKey(ids, rows, ([, actor, lo, hi]) => ({ actor, lo, hi }) as Part);
};

const FIRST_SIDE: readonly EventRole[] = ['SIDE_A', 'INITIATOR'];
const SECOND_SIDE: readonly EventRole[] = ['SIDE_B', 'TARGET', 'VICTIM'];

/** Events with the ends of a tie, themselves, on opposing sides within its interval; a place is a side if it happened there. */
async function opposedRow(context: Context, tie: TieRecord): Promise<EventRow> {
  const roles = (actor: string, side: readonly EventRole[]) => side.map((role) => `${actor} ${role}`);
  const target = await loadEntity(context, tie.to);
  const isPlace = target?.kind === 'PLACE';
  return {
    parts: [{ actor: tie.from, lo: tie.lo, hi: tie.hi }],
    groups: [],
    places: [],
    within: isPlace ? await loadPlacesBelow(context, tie.to) : null,
    attackers: roles(tie.from, FIRST_SIDE),
    defenders: isPlace ? roles(tie.from, FIRST_SIDE) : roles(tie.to, SECOND_SIDE),
    attackersSwapped: isPlace ? [] : roles(tie.to, FIRST_SIDE),
    defendersSwapped: isPlace ? [] : roles(tie.from, SECOND_SIDE),
  };
}
