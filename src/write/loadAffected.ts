import type { Transaction } from '../engine/engine.ts';
import { groupBy } from '../model/group.ts';
import { idKind } from '../model/id.ts';
import { sourceId } from '../store/mintId.ts';
import { RETRACTED } from '../store/retracted.ts';
import { EVIDENCE, SOURCE } from '../store/source.ts';
import { type CheckedRow, isValid } from './batch.ts';
import { queryByList } from './queryByList.ts';
import { addTarget, type References } from './references.ts';
import { addRequired } from './restore.ts';
import type { UnitOfWork } from './unitOfWork.ts';
import {
  ABOUT_BY_SOURCE,
  DEPENDENT_ATTRIBUTIONS,
  DEPENDENT_BACKING,
  DEPENDENT_EVIDENCE,
  DEPENDENT_MERGES,
  DEPENDENT_TERRITORIES,
  DEPENDENT_TIES,
  EVIDENCE_RECORDS_BY_ID,
  RETRACTED_ABOUT,
  RETRACTED_BY_ID,
  SOURCES,
} from './write.cypher.ts';

/**
 * Adds references to records that the rows change without naming them: what passages are about, what a retracted record
 * refers to, what cites a source.
 */
export async function loadAffected(
  transaction: Transaction,
  unit: UnitOfWork,
  rows: readonly CheckedRow[],
  references: References,
): Promise<void> {
  for (const [values] of await queryByList(transaction, EVIDENCE_RECORDS_BY_ID, 'ids', references.evidenceIds)) {
    const record = EVIDENCE.decode(values!);
    addTarget(record.about, references);
    references.sourceIds.add(record.source);
  }
  if (rows.some(({ kind }) => kind === 'restorations')) {
    const found = await queryByList(transaction, RETRACTED_BY_ID, 'ids', references.targets);
    for (const [values] of found) addRequired(RETRACTED.decode(values!), references);
  }
  for (const [source, about] of await citingBySource(transaction, rows)) {
    unit.citing.set(source, about);
    for (const id of about) addTarget(id, references);
  }
}

/** The ties and events that cite the sources whose reliability the rows change, by source. */
async function citingBySource(transaction: Transaction, rows: readonly CheckedRow[]): Promise<Map<string, string[]>> {
  const reliabilities = new Map(
    rows
      .filter(isValid)
      .flatMap(({ kind, row }) =>
        kind === 'sources' && row.reliability !== undefined ? [[sourceId(row.key), row.reliability ?? 'F']] : [],
      ),
  );
  const sources = (await queryByList(transaction, SOURCES, 'ids', reliabilities.keys())).map(([values]) => SOURCE.decode(values!));
  const changed = sources.filter(({ id, reliability }) => reliabilities.get(id) !== reliability).map(({ id }) => id);
  const found = await queryByList(transaction, ABOUT_BY_SOURCE, 'ids', changed);
  return new Map(found.map(([source, about]) => [source as string, about as string[]]));
}

/** Loads the retracted records with these ids, and the retracted passages about some ties and events. */
export async function loadRetracted(
  transaction: Transaction,
  unit: UnitOfWork,
  ids: readonly string[],
  about: readonly string[],
): Promise<void> {
  const found = [
    ...(await queryByList(transaction, RETRACTED_BY_ID, 'ids', ids)),
    ...(await queryByList(transaction, RETRACTED_ABOUT, 'ids', about)),
  ];
  unit.retracted.load(found.map(([values]) => RETRACTED.decode(values!)));
}

const ENTITY_DEPENDENTS = [DEPENDENT_TIES, DEPENDENT_BACKING, DEPENDENT_ATTRIBUTIONS, DEPENDENT_TERRITORIES, DEPENDENT_MERGES];

/** Loads what still depends on the entities and sources that are to be retracted. */
export async function loadDependents(transaction: Transaction, unit: UnitOfWork, rows: readonly CheckedRow[]): Promise<void> {
  const ids = rows.filter(isValid).flatMap(({ kind, row }) => (kind === 'retractions' ? [unit.entity(row.id)?.id ?? row.id] : []));
  const entities = ids.filter((id) => unit.entities.get(id));
  const sources = ids.filter((id) => idKind(id) === 'source');
  const dependents = await queryByList(transaction, DEPENDENT_EVIDENCE, 'ids', sources);
  for (const statement of ENTITY_DEPENDENTS) dependents.push(...(await queryByList(transaction, statement, 'ids', entities)));
  for (const [id, found] of groupBy(dependents, ([id]) => id as string)) {
    unit.dependents.set(
      id,
      found.map(([, what, count]) => `${count} ${DEPENDENT_LABELS[what as string] ?? what}`),
    );
  }
}

const DEPENDENT_LABELS: Readonly<Record<string, string>> = {
  PARTICIPATES: 'event(s) in which it took part',
  HAPPENED_IN: 'event(s) that happened there',
  BACKS_AGAINST: 'BACKS against it',
  ATTRIBUTED: 'passage(s) attributed to it',
  TERRITORY: 'state(s) whose territory it is',
  SAME: 'actor(s) merged with it',
  EVIDENCE: 'passage(s) of evidence',
};
