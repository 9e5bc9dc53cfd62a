import { countEvents } from '../../analysis/events/counts.ts';
import type { EventView } from '../../analysis/events/eventView.ts';
import { EventMatcher, type EventPart, type EventQuestion } from '../../analysis/events/matcher.ts';
import { type EventListOrder, eventsOnPage } from '../../analysis/events/pages.ts';
import type { Count } from '../../analysis/events/sums.ts';
import type { Value } from '../../engine/engine.ts';
import { idKind } from '../../model/id.ts';
import { UNKNOWN_HI, UNKNOWN_LO } from '../../model/interval.ts';
import { type EventRole, STATUSES } from '../../model/kinds.ts';
import { tieCriterion } from '../../model/tieFilter.ts';
import { ALL_EVENTS, LOCATIONS } from '../../revisions/touched.ts';
import { EVENT, type EventRecord, type Participation } from '../../store/event.ts';
import { eventId } from '../../store/mintId.ts';
import type { TieRecord } from '../../store/tie.ts';
import { recordPerId, rowsPerKey } from '../common/batch.ts';
import { type BatchLoader, type Context, ofRecord } from '../common/context.ts';
import { type Connection, connectionOf, type Page, pageParameters } from '../common/page.ts';
import { criterionParameters } from '../common/tieFilter.ts';
import { loadEntity, ofKinds } from '../entity/entity.loader.ts';
import { requireEntities } from '../entity/search.loader.ts';
import { resolveVoices, restrictsVoices, viewByVoices, viewWithPassages } from '../entity/voices.loader.ts';
import { COALITIONS, EVENTS_BY_ID, PARTICIPANTS } from './event.cypher.ts';
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
  const id = idKind(reference) === 'event' ? reference : eventId(reference);
  const batch: BatchLoader<EventNode | null> = async ({ engine }, ids) =>
    recordPerId(ids, await engine.read(EVENTS_BY_ID, { ids }), eventNode);
  return context.load('event', id, batch, ofRecord);
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

/** The record that a list of events belongs to. */
export type EventSubject =
  | { readonly kind: 'everything' }
  | { readonly kind: 'actor' | 'place'; readonly id: string }
  | { readonly kind: 'opposed'; readonly tie: TieRecord };

export interface EventConnectionNode extends Connection<EventNode> {
  readonly totals: () => Promise<EventTotals>;
}

/**
 * The events that a filter selects, found in memory. The context records the revision that the answer shows.
 * @throws UNKNOWN_ENTITY, UNKNOWN_SOURCE, BAD_WINDOW, BAD_INPUT
 */
export async function selectEvents(context: Context, subject: EventSubject, filter: EventFilter | null | undefined): Promise<EventMatcher> {
  const question = await questionOf(context, subject, filter ?? {});
  if (question.within.length > 0) context.dependOn(LOCATIONS);
  if (!restrictsVoices(filter?.voices)) return new EventMatcher(await viewWithEvents(context), question);
  const voices = await resolveVoices(context, await viewWithPassages(context), filter.voices);
  const view = await viewWithEventsAndPassages(context);
  return new EventMatcher(view, question, { graph: viewByVoices(view.graph, voices), voices });
}

/** The current events. The context records the revision that the answer shows. */
async function viewWithEvents(context: Context): Promise<EventView> {
  const view = await context.services.projection.viewWithEvents();
  context.showRevision(view.revision);
  context.dependOn(ALL_EVENTS);
  return view;
}

/** As `viewWithEvents`, with the passages. */
export async function viewWithEventsAndPassages(context: Context): Promise<EventView> {
  await viewWithPassages(context);
  const view = await viewWithEvents(context);
  // Rebuilt meanwhile.
  return view.graph.passages === null ? viewWithEventsAndPassages(context) : view;
}

/** A page of events, with totals that are counted only if selected. */
export async function loadEvents(
  context: Context,
  subject: EventSubject,
  filter: EventFilter | null | undefined,
  key: EventListOrder,
  descending: boolean,
  page: Page,
): Promise<EventConnectionNode> {
  return pageOfEvents(context, await selectEvents(context, subject, filter), key, descending, page);
}

/** The events that a source asserts or denies, whatever their status. */
export async function loadEventsOfSource(context: Context, source: string, onlyHere: boolean, page: Page): Promise<EventConnectionNode> {
  const question = await questionOf(context, { kind: 'everything' }, { status: STATUSES });
  const view = await viewWithEventsAndPassages(context);
  return pageOfEvents(context, new EventMatcher(view, question, null, { source, onlyHere }), 'START', false, page);
}

async function pageOfEvents(
  context: Context,
  matcher: EventMatcher,
  key: EventListOrder,
  descending: boolean,
  page: Page,
): Promise<EventConnectionNode> {
  const { after, before, limit } = pageParameters(page);
  const found = await eventsOnPage(matcher, key, { after, before, limit, descending: page.backward !== descending });
  const nodes = await Promise.all(
    found.map(async ({ id, status }) => {
      const event = await loadEvent(context, id);
      return event && (matcher.voices ? { ...event, status } : event);
    }),
  );
  const totals = async () => totalsOf(await matcher.answer('totals', () => countEvents(matcher)));
  return {
    ...connectionOf(
      page,
      // Null where it was retracted meanwhile.
      nodes.filter((event) => event !== null),
      (event) => (key === 'START' ? event.ord : event.deathsOrd),
      async () => (await totals()).events,
    ),
    totals,
  };
}

export function totalsOf({ events, best, low, high }: Count): EventTotals {
  return { events, deaths: { best, low, high } };
}

async function questionOf(context: Context, subject: EventSubject, filter: EventFilter): Promise<EventQuestion> {
  const {
    certainty,
    parameters: { first, last, status },
  } = criterionParameters(tieCriterion(filter, 'POSSIBLE'));
  const shared = { first, last, certainty, status, kinds: filter.kinds ?? null, minDeaths: filter.minDeaths ?? null };
  if (subject.kind === 'opposed') return { ...shared, ...(await opposedBy(context, subject.tie)) };
  const via = filter.viaCoalitions !== false;
  const [anyOf, allOf, within] = await Promise.all([
    filter.actors ? requireEntities(context, filter.actors) : null,
    filter.allActors ? requireEntities(context, filter.allActors) : [],
    filter.within ? requireEntities(context, [filter.within]) : [],
  ]);
  const required = [...(subject.kind === 'actor' ? [[subject.id]] : []), ...(anyOf ? [anyOf] : []), ...allOf.map((id) => [id])];
  const groups = await Promise.all(required.map((ids) => partsOf(context, ids, via)));
  return { ...shared, groups, within: [...(subject.kind === 'place' ? [subject.id] : []), ...within], opposed: null };
}

/** Actors, and the coalitions of which they were part, with the days. */
async function partsOf(context: Context, ids: readonly string[], viaCoalitions: boolean): Promise<EventPart[]> {
  const own = ids.map((actor) => ({ actor, lo: UNKNOWN_LO, hi: UNKNOWN_HI }));
  if (!viaCoalitions) return own;
  const coalitions = await Promise.all(ids.map((id) => context.load('event.coalitions', id, coalitionsOf, ofKinds)));
  return [...own, ...coalitions.flat()];
}

const coalitionsOf: BatchLoader<EventPart[]> = async (context, ids) => {
  const rows = await context.engine.read(COALITIONS, { ids });
  return rowsPerKey(ids, rows, ([, actor, lo, hi]) => ({ actor, lo, hi }) as EventPart);
};

/** Events with the ends of a tie, themselves, on opposing sides within its interval; a place is a side if it happened there. */
async function opposedBy(context: Context, { from, to, lo, hi }: TieRecord): Promise<Pick<EventQuestion, 'groups' | 'within' | 'opposed'>> {
  const isPlace = (await loadEntity(context, to))?.kind === 'PLACE';
  return { groups: [[{ actor: from, lo, hi }]], within: isPlace ? [to] : [], opposed: { from, to: isPlace ? null : to } };
}
