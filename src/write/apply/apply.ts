import type { Cypher } from '../../engine/cypher.ts';
import type { Transaction, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { type NameRecord, searchForms } from '../../store/entity.ts';
import { EVENT } from '../../store/event.ts';
import { EVIDENCE } from '../../store/source.ts';
import { TIE, type TieRecord } from '../../store/tie.ts';
import type { ChangeTracker, GraphRecord } from '../load/changeTracker.ts';
import { degreesIn, queryByList, tiePairs } from '../load/records.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import {
  CREATE,
  CREATE_IDENTIFIERS,
  CREATE_NAMES,
  CREATE_PARTICIPANTS,
  CREATE_PLACES,
  createEntities,
  createTies,
  DELETE,
  DELETE_IDENTIFIERS,
  DELETE_NAMES,
  DELETE_PARTICIPANTS,
  DELETE_PLACES,
  DELETE_TIES,
  relabelEntities,
  UPDATE,
  updateTies,
} from './apply.cypher.ts';

/**
 * Writes the planned changes to the store, one statement per kind of change: nodes before the ties between them. What was
 * retracted is deleted last, ties before their ends, and stored as `:Retracted`; the `:Retracted` of what was restored is deleted.
 */
export async function apply(transaction: Transaction, unit: UnitOfWork): Promise<void> {
  await run(transaction, CREATE.sources, unit.sources.created());
  await run(transaction, UPDATE.sources, updated(unit.sources));
  await run(transaction, CREATE.documents, unit.documents.created());
  await run(transaction, UPDATE.documents, updated(unit.documents));
  await writeEntities(transaction, unit.entities);
  await writeEvents(transaction, unit.events);
  await writeTies(transaction, unit.ties);
  await create(transaction, CREATE.evidence, unit.evidence.created(), EVIDENCE.encode);
  await run(transaction, UPDATE.evidence, updated(unit.evidence));
  await deleteRetracted(transaction, unit);
}

async function writeEntities(transaction: Transaction, tracker: ChangeTracker<NamedEntity>): Promise<void> {
  const created = tracker.created();
  const updates = tracker.updated();
  for (const [kind, entities] of groupBy(created, (entity) => entity.kind)) {
    await run(transaction, createEntities(kind), entities.map(withoutNames));
  }
  await run(transaction, UPDATE.entities, updated(tracker).map(withoutNames));
  const corrected = updates.flatMap(({ before, after }) => (before.kind === after.kind ? [] : after));
  for (const [kind, entities] of groupBy(corrected, (entity) => entity.kind)) {
    await run(transaction, relabelEntities(kind), idsOf(entities), 'ids');
  }
  const renamed = updates.flatMap(({ before, after }) => (before.names === after.names ? [] : after));
  await run(transaction, DELETE_NAMES, idsOf(renamed), 'owners');
  const names = [...created, ...renamed].flatMap((entity) => entity.names);
  await run(transaction, CREATE_NAMES, names.map(withSearchForms));
  const removed = updates.flatMap(({ before, after }) => before.identifiers.filter((key) => !after.identifiers.includes(key)));
  await run(transaction, DELETE_IDENTIFIERS, removed, 'keys');
  const added = [...created.map((after) => ({ before: null, after })), ...updates].flatMap(({ before, after }) =>
    after.identifiers.filter((key) => !before?.identifiers.includes(key)).map((key) => ({ key, owner: after.id })),
  );
  await run(transaction, CREATE_IDENTIFIERS, added);
}

/** A name with the forms by which search finds it. */
export function withSearchForms(name: NameRecord) {
  return { ...name, ...searchForms(name.name) };
}

async function writeEvents(transaction: Transaction, tracker: ChangeTracker<EventWithParticipants>): Promise<void> {
  const [created, changed] = [tracker.created(), updated(tracker)];
  await create(transaction, CREATE.events, created, EVENT.encode);
  await run(transaction, UPDATE.events, changed.map(withoutParticipants));
  for (const statement of [DELETE_PARTICIPANTS, DELETE_PLACES]) await run(transaction, statement, idsOf(changed), 'ids');
  const events = [...created, ...changed];
  const participants = events.flatMap((event) => event.participants.map(({ actor, role, deaths }) => [actor, event.id, role, deaths]));
  await create(transaction, CREATE_PARTICIPANTS, participants);
  const places = events.flatMap(({ id: event, place }) => (place === null ? [] : [[place, event]]));
  await create(transaction, CREATE_PLACES, places);
}

async function writeTies(transaction: Transaction, tracker: ChangeTracker<TieRecord>): Promise<void> {
  for (const [type, ties] of groupBy(tracker.created(), (tie) => tie.type)) {
    await create(transaction, createTies(type), ties, (tie) => [tie.from, tie.to, ...TIE.encode(tie)]);
  }
  const changed = updated(tracker);
  const degreeOf = await degreesIn(transaction, idsOf(changed));
  for (const [type, ties] of groupBy(changed, (tie) => tie.type)) {
    const properties = new Map(ties.map((tie) => [tie.id, withoutEnds(tie)]));
    await run(
      transaction,
      updateTies(type),
      tiePairs([...properties.keys()], degreeOf, (id) => properties.get(id) as unknown as Value),
    );
  }
}

async function deleteRetracted(transaction: Transaction, unit: UnitOfWork): Promise<void> {
  const ties = idsOf(unit.ties.deleted());
  await run(transaction, DELETE_TIES, tiePairs(ties, await degreesIn(transaction, ties)));
  await run(transaction, DELETE.evidence, idsOf(unit.evidence.deleted()), 'ids');
  await run(transaction, DELETE.documents, idsOf(unit.documents.deleted()), 'ids');
  await run(transaction, DELETE.sources, idsOf(unit.sources.deleted()), 'ids');
  const events = idsOf(unit.events.deleted());
  for (const statement of [DELETE_PARTICIPANTS, DELETE_PLACES, DELETE.events]) await run(transaction, statement, events, 'ids');
  const entities = unit.entities.deleted();
  const identifiers = entities.flatMap((entity) => entity.identifiers);
  await run(transaction, DELETE_NAMES, idsOf(entities), 'owners');
  await run(transaction, DELETE_IDENTIFIERS, identifiers, 'keys');
  await run(transaction, DELETE.entities, idsOf(entities), 'ids');
  await run(transaction, DELETE.retracted, idsOf(unit.retracted.deleted()), 'ids');
  await run(transaction, CREATE.retracted, unit.retracted.created());
}

/** Records that one statement creates: what the engine is given for more at once would take this thread for too long. */
const CREATED_AT_ONCE = 250;

/** Runs a statement on all records, a part at a time, each encoded as a list. */
async function create<T>(
  transaction: Transaction,
  statement: Cypher,
  records: readonly T[],
  encode: (record: T) => Value[] = (record) => record as unknown as Value[],
): Promise<void> {
  for (let from = 0; from < records.length; from += CREATED_AT_ONCE)
    await transaction.run(statement, { rows: records.slice(from, from + CREATED_AT_ONCE).map(encode) });
}

/** Runs a statement on a list of rows, ids or keys; not at all on an empty one. */
async function run(transaction: Transaction, statement: Cypher, rows: readonly (object | string)[], parameter = 'rows'): Promise<void> {
  await queryByList(transaction, statement, parameter, rows as readonly Value[]);
}

function updated<T extends GraphRecord>(tracker: ChangeTracker<T>): T[] {
  return tracker.updated().map(({ after }) => after);
}

function idsOf(records: readonly { readonly id: string }[]): string[] {
  return records.map(({ id }) => id);
}

function withoutNames({ names: _names, ...entity }: NamedEntity) {
  return entity;
}

function withoutParticipants({ participants: _participants, ...event }: EventWithParticipants) {
  return event;
}

function withoutEnds({ type: _type, from: _from, to: _to, ...tie }: TieRecord) {
  return tie;
}
