import type { Transaction } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { tieParts } from '../../model/id.ts';
import type { RelationshipType } from '../../model/vocabulary.ts';
import { EVENT, type Participation } from '../../store/event.ts';
import { EVIDENCE, SOURCE } from '../../store/source.ts';
import { lowerDegreeEnd, TIE } from '../../store/tie.ts';
import type { CheckedRow } from '../validate/validate.ts';
import { loadAffected, loadDependents, loadRetracted } from './affected.ts';
import { loadReferencedEntities } from './entities.ts';
import { DEGREES_BY_ENTITY, EVENTS, EVIDENCE_ABOUT, PARTICIPANTS_BY_EVENT, SOURCES, TIES } from './load.cypher.ts';
import { queryByList } from './queryByList.ts';
import { entityIdOf, referencesOf, tieIdsOf } from './references.ts';
import { rowsByAnchor } from './rowsByAnchor.ts';
import type { UnitOfWork } from './unitOfWork.ts';

/** Loads all records that the rows refer to or affect, in a fixed number of statements. */
export async function load(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<void> {
  const references = referencesOf(rows);
  await loadAffected(transaction, unit, rows, references);
  await loadReferencedEntities(transaction, unit, references, rows);
  addSlugsOfIdentified(unit, rows);
  await loadEvents(transaction, unit, [...references.eventIds]);
  const ties = [...new Set([...references.tieIds, ...tieIdsOfAll(unit, rows)])];
  await loadTies(transaction, unit, ties);
  const about = [...ties, ...references.eventIds];
  await loadRetracted(transaction, unit, [...references.targets, ...ties], about);
  // What never existed has no evidence.
  const evidenced = about.filter((id) => unit.ties.get(id) || unit.events.get(id) || unit.retracted.get(id));
  await loadEvidence(transaction, unit, evidenced, references.sourceIds);
  await loadDependents(transaction, unit, rows);
}

/** Where an identifier matches a row to an entity with another slug, other rows may refer to it by the row's slug. */
function addSlugsOfIdentified(unit: UnitOfWork, rows: readonly CheckedRow[]): void {
  for (const checked of rows) {
    if (!('row' in checked) || (checked.kind !== 'actors' && checked.kind !== 'places') || unit.slugs.has(checked.row.slug)) continue;
    const id = entityIdOf(checked.row, unit);
    if (unit.entities.get(id)) unit.slugs.set(checked.row.slug, id);
  }
}

/** The ids of the ties that the rows may be about, also where other rows add the identifiers of their ends to existing entities. */
function tieIdsOfAll(unit: UnitOfWork, rows: readonly CheckedRow[]): string[] {
  const provisional: string[] = [];
  for (const checked of rows) {
    if (!('row' in checked) || (checked.kind !== 'actors' && checked.kind !== 'places')) continue;
    const id = entityIdOf(checked.row, unit);
    const keys = (checked.row.identifiers ?? []).map(({ scheme, value }) => `${scheme}:${value}`);
    for (const key of unit.entities.get(id) ? keys.filter((key) => !unit.identifiers.has(key)) : []) {
      unit.identifiers.set(key, id);
      provisional.push(key);
    }
  }
  const ids = tieIdsOf(rows, unit);
  // The identifiers are only provisional: the rows that add them may still be rejected.
  for (const key of provisional) unit.identifiers.delete(key);
  return ids;
}

async function loadEvents(transaction: Transaction, unit: UnitOfWork, ids: readonly string[]): Promise<void> {
  const rows = await queryByList(transaction, PARTICIPANTS_BY_EVENT, 'ids', ids);
  const byEvent = groupBy(rows, (row) => row[0] as string);
  unit.events.load(
    (await queryByList(transaction, EVENTS, 'ids', ids)).map(([values]) => {
      const event = EVENT.decode(values!);
      const participants = (byEvent.get(event.id) ?? []).map(
        ([, actor, role, deaths]) => ({ actor, role, deaths: deaths ?? null }) as Participation,
      );
      return { ...event, participants: participants.sort((a, b) => (`${a.role} ${a.actor}` < `${b.role} ${b.actor}` ? -1 : 1)) };
    }),
  );
}

async function loadTies(transaction: Transaction, unit: UnitOfWork, ids: readonly string[]): Promise<void> {
  const degrees = await degreesOf(transaction, ids, unit.cache?.degrees);
  const rows = rowsByAnchor(ids, (id) => lowerDegreeEnd(id, degrees));
  if (rows.length === 0) return;
  unit.ties.load(
    (await transaction.run(TIES, { rows })).map(([type, from, to, values]) => ({
      ...TIE.decode(values!),
      type: type as RelationshipType,
      from: from as string,
      to: to as string,
    })),
  );
}

/** The number of ties of each end of some ties. Results are added to `cached`, and ends found there are not queried. */
export async function degreesOf(
  transaction: Transaction,
  tieIds: readonly string[],
  cached = new Map<string, number>(),
): Promise<Map<string, number>> {
  const ends = new Set(tieIds.flatMap((id) => [tieParts(id).from, tieParts(id).to]).filter((id) => !cached.has(id)));
  for (const [id, ties] of await queryByList(transaction, DEGREES_BY_ENTITY, 'ids', ends)) cached.set(id as string, ties as number);
  return cached;
}

async function loadEvidence(
  transaction: Transaction,
  unit: UnitOfWork,
  about: readonly string[],
  named: ReadonlySet<string>,
): Promise<void> {
  const evidence = (await queryByList(transaction, EVIDENCE_ABOUT, 'ids', about)).map(([values]) => EVIDENCE.decode(values!));
  unit.evidence.load(evidence);
  for (const record of evidence) unit.indexEvidence(record);
  const sources = new Set([...named, ...evidence.map((record) => record.source)]);
  const cached = [...sources].flatMap((id) => unit.cache?.sources.get(id) ?? []);
  for (const { id } of cached) sources.delete(id);
  const read = (await queryByList(transaction, SOURCES, 'ids', sources)).map(([values]) => SOURCE.decode(values!));
  unit.sources.load([...cached, ...read]);
}
