import type { Cypher } from '../../engine/cypher.ts';
import type { Transaction, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import { gramsOf } from '../../model/similarity.ts';
import { indexPrefix, type NameRecord } from '../../store/entity.ts';
import { EVIDENCE } from '../../store/source.ts';
import { lowerDegreeEnd, TIE, type TieRecord } from '../../store/tie.ts';
import type { ChangeTracker, Update } from '../load/changeTracker.ts';
import {
  CREATE_EVENTS,
  CREATE_EVIDENCE,
  CREATE_IDENTIFIERS,
  CREATE_NAMES,
  CREATE_PARTICIPANTS,
  CREATE_PLACES,
  CREATE_SOURCES,
  createEntities,
  createTies,
  DELETE_IDENTIFIERS,
  DELETE_NAMES,
  DELETE_PARTICIPANTS,
  DELETE_PLACES,
  UPDATE_ENTITIES,
  UPDATE_EVENTS,
  UPDATE_EVIDENCE,
  UPDATE_SOURCES,
  updateTies,
} from '../load/load.cypher.ts';
import { degreesOf } from '../load/load.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import { applyRetractions } from './retractions.ts';

/** Writes the planned changes to the store: nodes before the ties between them, one statement per kind of change. */
export async function apply(transaction: Transaction, unit: UnitOfWork): Promise<void> {
  await writeRecords(transaction, unit.sources, CREATE_SOURCES, UPDATE_SOURCES);
  await writeEntities(transaction, unit.entities);
  await writeEvents(transaction, unit.events);
  await writeTies(transaction, unit);
  await writeRecords(transaction, unit.evidence, CREATE_EVIDENCE, UPDATE_EVIDENCE, EVIDENCE.encode);
  await applyRetractions(transaction, unit);
}

async function writeRecords<T extends { recordedAt: string; revision: number }>(
  transaction: Transaction,
  tracker: ChangeTracker<T>,
  create: Cypher,
  update: Cypher,
  row: (record: T) => object = (record) => record,
): Promise<void> {
  await runRows(transaction, create, tracker.created().map(row));
  await runRows(
    transaction,
    update,
    tracker.updated().map(({ after }) => after),
  );
}

async function writeEntities(transaction: Transaction, tracker: ChangeTracker<NamedEntity>): Promise<void> {
  const created = tracker.created();
  for (const [kind, entities] of groupBy(created, (entity) => entity.kind)) {
    await runRows(transaction, createEntities(kind), entities.map(withoutNames));
  }
  const updated = tracker.updated();
  await runRows(
    transaction,
    UPDATE_ENTITIES,
    updated.map(({ after }) => withoutNames(after)),
  );
  const renamed = updated.filter(({ before, after }) => before.names !== after.names).map(({ after }) => after);
  if (renamed.length > 0) await transaction.run(DELETE_NAMES, { owners: renamed.map((entity) => entity.id) });
  await runRows(
    transaction,
    CREATE_NAMES,
    [...created, ...renamed].flatMap((entity) => entity.names.map(withSearchForms)),
  );
  const removedIdentifiers = updated.flatMap(({ before, after }) => before.identifiers.filter((key) => !after.identifiers.includes(key)));
  if (removedIdentifiers.length > 0) await transaction.run(DELETE_IDENTIFIERS, { keys: removedIdentifiers });
  await runRows(transaction, CREATE_IDENTIFIERS, newIdentifiers(created, updated));
}

/** A name with the forms by which search finds it. */
function withSearchForms(name: NameRecord) {
  return { ...name, folded: indexPrefix(normalizeName(name.name)), grams: gramsOf(name.name) };
}

function newIdentifiers(created: readonly NamedEntity[], updated: readonly Update<NamedEntity>[]): { key: string; owner: string }[] {
  const rows = created.flatMap((entity) => entity.identifiers.map((key) => ({ key, owner: entity.id })));
  const added = updated.flatMap(({ before, after }) =>
    after.identifiers.filter((key) => !before.identifiers.includes(key)).map((key) => ({ key, owner: after.id })),
  );
  return [...rows, ...added];
}

async function writeEvents(transaction: Transaction, tracker: ChangeTracker<EventWithParticipants>): Promise<void> {
  const created = tracker.created();
  const updated = tracker.updated().map(({ after }) => after);
  await runRows(transaction, CREATE_EVENTS, created.map(withoutParticipants));
  await runRows(transaction, UPDATE_EVENTS, updated.map(withoutParticipants));
  if (updated.length > 0) {
    const ids = updated.map((event) => event.id);
    await transaction.run(DELETE_PARTICIPANTS, { ids });
    await transaction.run(DELETE_PLACES, { ids });
  }
  const changed = [...created, ...updated];
  await runRows(
    transaction,
    CREATE_PARTICIPANTS,
    changed.flatMap((event) => event.participants.map((one) => ({ event: event.id, ...one }))),
  );
  await runRows(
    transaction,
    CREATE_PLACES,
    changed.flatMap((event) => (event.place === null ? [] : [{ event: event.id, place: event.place }])),
  );
}

async function writeTies(transaction: Transaction, unit: UnitOfWork): Promise<void> {
  for (const [type, ties] of groupBy(unit.ties.created(), (tie) => tie.type)) {
    await runRows(
      transaction,
      createTies(type),
      ties.map((tie) => [tie.from, tie.to, ...TIE.encode(tie)]),
    );
  }
  const updated = unit.ties.updated().map(({ after }) => after);
  if (updated.length === 0) return;
  const degrees = await degreesOf(
    transaction,
    updated.map((tie) => tie.id),
  );
  for (const [type, ties] of groupBy(updated, (tie) => tie.type)) {
    const anchors = groupBy(ties, (tie) => lowerDegreeEnd(tie.id, degrees));
    const rows = [...anchors].map(([anchor, own]) => ({ anchor, ties: Object.fromEntries(own.map((tie) => [tie.id, withoutEnds(tie)])) }));
    await runRows(transaction, updateTies(type), rows);
  }
}

async function runRows<T extends object>(transaction: Transaction, statement: Cypher, rows: readonly T[]): Promise<void> {
  if (rows.length > 0) await transaction.run(statement, { rows: rows as unknown as Value });
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
