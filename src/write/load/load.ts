import type { Transaction } from '../../engine/engine.ts';
import { type IdKind, idKind } from '../../model/id.ts';
import { DOCUMENT, EVIDENCE, SOURCE } from '../../store/source.ts';
import type { EntityRow } from '../validate/rows.ts';
import { type CheckedRow, isValid } from '../validate/validate.ts';
import { loadAffected, loadDependents, loadForbidding, loadOuterPlaces, loadQuoted, loadRetracted } from './affected.ts';
import type { Stamp } from './changeTracker.ts';
import { hasMerges, loadCanons, loadReferencedEntities } from './entities.ts';
import type { EntityCache } from './entityCache.ts';
import { ABOUT_BY_SPEAKER, DOCUMENTS, EVENTS, EVIDENCE_ABOUT, PARTICIPANTS_BY_EVENT, SOURCES, TIES } from './load.cypher.ts';
import { decodeEvents, decodeTie, degreesIn, queryByList, readRecords, tiePairs } from './records.ts';
import { References } from './references.ts';
import { entityIdOf, identifiersOf, tieIdsOf } from './rowIds.ts';
import { idsOfSameTies } from './sameTies.ts';
import { type Overlay, UnitOfWork } from './unitOfWork.ts';

/** Records that need not be loaded from the store. */
export interface LoadOptions {
  readonly overlay?: Overlay;
  readonly cache?: EntityCache | undefined;
}

/** Loads all records that the rows refer to or affect, in a fixed number of statements. */
export async function load(
  transaction: Transaction,
  rows: readonly CheckedRow[],
  stamp: Stamp,
  { overlay, cache }: LoadOptions = {},
): Promise<UnitOfWork> {
  const unit = new UnitOfWork(stamp, overlay);
  const references = new References(rows.filter(isValid));
  await loadAffected(transaction, unit, rows, references);
  await loadReferencedEntities(transaction, unit, references, rows, cache);
  addSlugsOfIdentified(unit, rows);
  for (const id of await idsAboutBySpeaker(transaction, unit, rows)) references.addTarget(id);
  await loadEvents(transaction, unit, [...references.eventIds]);
  const named = [...new Set([...references.tieIds, ...tieIdsOfAll(unit, rows)])];
  await loadTies(transaction, unit, named);
  const ties = [...new Set([...named, ...(await loadSameTies(transaction, unit, rows, named))])];
  await loadOuterPlaces(
    transaction,
    unit.around,
    ties.filter((id) => !unit.ties.get(id)),
  );
  const about = [...ties, ...references.eventIds];
  await loadRetracted(transaction, unit, [...references.targets, ...ties], about);
  // What never existed has no evidence.
  const evidenced = about.filter((id) => unit.ties.get(id) || unit.events.get(id) || unit.retracted.get(id));
  await loadEvidenceWithSources(transaction, unit, evidenced, references.sourceIds, cache);
  unit.documents.load(await readRecords(transaction, DOCUMENTS, DOCUMENT, references.documentIds));
  await loadQuoted(transaction, unit, rows);
  await loadDependents(transaction, unit, rows);
  await loadForbidding(transaction, unit, rows);
  return unit;
}

/** The ties and events of which an actor speaks that the rows merge or separate: its voice becomes another. */
async function idsAboutBySpeaker(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<readonly string[]> {
  if (!hasMerges(rows)) return [];
  const actors = unit.entities.all().map(({ id }) => id);
  const found = await queryByList(transaction, ABOUT_BY_SPEAKER, 'ids', actors);
  unit.spokenOf.push(...found.map(([about]) => about as string));
  return unit.spokenOf;
}

/** Where an identifier matches a row to an entity with another slug, other rows may refer to it by the row's slug. */
function addSlugsOfIdentified(unit: UnitOfWork, rows: readonly CheckedRow[]): void {
  for (const row of entityRows(rows)) {
    const id = entityIdOf(row, unit);
    if (!unit.slugs.has(row.slug) && unit.entities.get(id)) unit.slugs.set(row.slug, id);
  }
}

/** The ids of the ties that the rows may be about, also where other rows add the identifiers of their ends to existing entities. */
function tieIdsOfAll(unit: UnitOfWork, rows: readonly CheckedRow[]): string[] {
  const provisional: string[] = [];
  for (const row of entityRows(rows)) {
    const id = entityIdOf(row, unit);
    for (const key of unit.entities.get(id) ? identifiersOf(row).filter((key) => !unit.identifiers.has(key)) : []) {
      unit.identifiers.set(key, id);
      provisional.push(key);
    }
  }
  const ids = tieIdsOf(rows, unit);
  // The identifiers are only provisional: the rows that add them may still be rejected.
  for (const key of provisional) unit.identifiers.delete(key);
  return ids;
}

function entityRows(rows: readonly CheckedRow[]): EntityRow[] {
  return rows.filter(isValid).flatMap(({ kind, row }) => (kind === 'actors' || kind === 'places' ? row : []));
}

/** Loads ties and events that are to be reassessed, those that are shown as one with them, and the evidence about all of these. */
export async function loadAssessed(transaction: Transaction, unit: UnitOfWork, about: readonly string[]): Promise<void> {
  const ids = (kind: IdKind) => about.filter((id) => idKind(id) === kind);
  await loadEvents(transaction, unit, ids('event'));
  await loadTies(transaction, unit, ids('tie'));
  const same = await loadSameTies(transaction, unit, [], ids('tie'));
  await loadEvidenceWithSources(transaction, unit, [...new Set([...about, ...same])], new Set(), undefined);
}

async function loadEvents(transaction: Transaction, unit: UnitOfWork, ids: readonly string[]): Promise<void> {
  const participants = await queryByList(transaction, PARTICIPANTS_BY_EVENT, 'ids', ids);
  unit.events.load(decodeEvents(await queryByList(transaction, EVENTS, 'ids', ids), participants));
}

/** Loads the ties that some may read as one with, also after what the rows merge. Returns their ids, and those of some of the given. */
export async function loadSameTies(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  named: readonly string[],
): Promise<string[]> {
  const same = await idsOfSameTies(transaction, unit, rows, named);
  await loadTies(
    transaction,
    unit,
    same.filter((id) => !unit.ties.get(id)),
  );
  return same;
}

async function loadTies(transaction: Transaction, unit: UnitOfWork, ids: readonly string[]): Promise<void> {
  const rows = tiePairs(ids, await degreesIn(transaction, ids));
  if (rows.length > 0) unit.ties.load((await transaction.run(TIES, { rows })).map(decodeTie));
}

/** Loads the evidence about some ties and events, with its sources, those that are named beside, and who speaks in it. */
export async function loadEvidenceWithSources(
  transaction: Transaction,
  unit: UnitOfWork,
  about: readonly string[],
  named: ReadonlySet<string>,
  cache: EntityCache | undefined,
): Promise<void> {
  const evidence = await readRecords(transaction, EVIDENCE_ABOUT, EVIDENCE, about);
  unit.evidence.load(evidence);
  for (const record of evidence) unit.indexEvidence(record);
  const speakers = evidence.flatMap(({ attributedTo }) => attributedTo ?? []);
  await loadCanons(transaction, unit, speakers);
  const sources = new Set([...named, ...evidence.map((record) => record.source)]);
  const cached = [...sources].flatMap((id) => cache?.sources.get(id) ?? []);
  for (const { id } of cached) sources.delete(id);
  unit.sources.load([...cached, ...(await readRecords(transaction, SOURCES, SOURCE, sources))]);
}
