import { isDeepStrictEqual } from 'node:util';
import type { Cypher } from '../../engine/cypher.ts';
import type { Transaction, Value } from '../../engine/engine.ts';
import { groupBy } from '../../model/group.ts';
import { idKind } from '../../model/id.ts';
import { ENTITY, type EntityRecord, NAME, searchForms, sortKey } from '../../store/entity.ts';
import { EVENT } from '../../store/event.ts';
import type { Layout } from '../../store/layout.ts';
import { RETRACTED, type RetractedRecord } from '../../store/retracted.ts';
import { DOCUMENT, type DocumentRecord, EVIDENCE, type EvidenceRecord, SOURCE, type SourceRecord } from '../../store/source.ts';
import { TIE, type TieRecord } from '../../store/tie.ts';
import { CREATE, CREATE_NAMES, DELETE, DELETE_NAMES, UPDATE, updateTies } from '../apply/apply.cypher.ts';
import { withSearchForms } from '../apply/apply.ts';
import type { EntityCache } from '../load/entityCache.ts';
import { DEPENDENT_MERGES, ENTITIES, EVENTS, RETRACTED_BY_ID, SOURCES, TIES } from '../load/load.cypher.ts';
import { loadEvidenceWithSources, loadSameTies } from '../load/load.ts';
import { decodeTie, degreesIn, queryByList, tiePairs } from '../load/records.ts';
import type { EventWithParticipants, NamedEntity, UnitOfWork } from '../load/unitOfWork.ts';
import { derivedOfTie } from '../plan/assess.ts';
import { activeDays } from '../plan/entity.ts';
import { derivedOfEvent } from '../plan/event.ts';
import { evidenceOrd } from '../plan/evidence.ts';
import { planSameTies } from '../plan/sameTies.ts';
import { NAMES_WITH_FORMS } from './derive.cypher.ts';

/** Where the records of a batch are derived: everything is read and written under the lock of the revision counter. */
export interface DerivedRecords {
  readonly transaction: Transaction;
  readonly unit: UnitOfWork;
  readonly cache: EntityCache;
  readonly ids: readonly string[];
}

/** Derives the stored values of some records again, and writes those that differ. Returns whether any did. */
export type Derive = (batch: DerivedRecords) => Promise<boolean>;

type Properties = Readonly<Record<string, Value>>;

/**
 * What differs between what is stored of a record and what is derived; null where nothing does. A property that is missing differs
 * from any value: the defaults of a layout are not what was written.
 * @param stored The properties, as the layout lists them.
 */
function differing<T>(layout: Layout<T>, stored: Value, derived: Partial<T>): Properties | null {
  const values = stored as readonly Value[];
  const entries = Object.entries(derived).filter(([name, value]) => {
    const current = values[layout.names.indexOf(name as keyof T & string)] ?? null;
    return current !== (value ?? null) && !isDeepStrictEqual(current, value ?? null);
  });
  return entries.length === 0 ? null : (Object.fromEntries(entries) as Properties);
}

async function update(transaction: Transaction, statement: Cypher, rows: readonly (Properties | null)[]): Promise<boolean> {
  const changed = rows.filter((row) => row !== null);
  if (changed.length > 0) await transaction.run(statement, { rows: changed });
  return changed.length > 0;
}

/** The properties that differ, with the id of their node. */
function row<T extends { readonly id: string }>(layout: Layout<T>, stored: Value, derived: Partial<T>, id: string): Properties | null {
  const properties = differing(layout, stored, derived);
  return properties && { id, ...properties };
}

/** Sort keys, active days, whether others are merged into it, and the forms by which names are found. */
export const deriveEntities: Derive = async ({ transaction, ids }) => {
  const stored = (await queryByList(transaction, ENTITIES, 'ids', ids)).map(([values]) => values!);
  const records = stored.map(ENTITY.decode);
  const others = await queryByList(
    transaction,
    ENTITIES,
    'ids',
    records.flatMap(({ id, canon }) => (canon === id ? [] : canon)),
  );
  const byId = new Map([...records, ...others.map(([values]) => ENTITY.decode(values!))].map((record) => [record.id, record]));
  const merged = new Set((await queryByList(transaction, DEPENDENT_MERGES, 'ids', ids)).map(([id]) => id as string));
  const rows = records.map((record, index) => {
    const derived = derivedOfEntity(record, byId.get(record.canon) ?? record, merged.has(record.id));
    return row(ENTITY, stored[index]!, derived, record.id);
  });
  const isChanged = await update(transaction, UPDATE.entities, rows);
  return (await deriveNames(transaction, ids)) || isChanged;
};

/** @param isShared Whether others have the same canon. */
function derivedOfEntity(record: EntityRecord, canon: EntityRecord, isShared: boolean): Partial<EntityRecord> {
  return {
    canonKind: canon.kind,
    sort: sortKey(canon.name, canon.id),
    ...activeDays(record),
    hasMerged: record.canon === record.id && isShared,
  };
}

async function deriveNames(transaction: Transaction, owners: readonly string[]): Promise<boolean> {
  const names = (await queryByList(transaction, NAMES_WITH_FORMS, 'ids', owners)).map(([values, folded, grams]) => ({
    record: NAME.decode(values!),
    forms: { folded, grams },
  }));
  const outdated = new Set(names.flatMap(({ record, forms }) => (isDeepStrictEqual(forms, searchForms(record.name)) ? [] : record.owner)));
  if (outdated.size === 0) return false;
  // Not updated but written again, as corrections do: so the indexes of search are known to follow.
  const rows = names.flatMap(({ record }) => (outdated.has(record.owner) ? withSearchForms(record) : []));
  await transaction.run(DELETE_NAMES, { owners: [...outdated] });
  await transaction.run(CREATE_NAMES, { rows });
  return true;
}

export const deriveSources: Derive = async ({ transaction, ids }) => {
  const stored = (await queryByList(transaction, SOURCES, 'ids', ids)).map(([values]) => values!);
  return update(
    transaction,
    UPDATE.sources,
    stored.map((values) => {
      const { id, title } = SOURCE.decode(values);
      return row(SOURCE, values, { sort: sortKey(title, id) }, id);
    }),
  );
};

/** Days, sort keys and status, and the sort keys of the evidence. */
export const deriveEvents: Derive = async ({ transaction, unit, cache, ids }) => {
  const stored = (await queryByList(transaction, EVENTS, 'ids', ids)).map(([values]) => values!);
  await loadEvidenceWithSources(transaction, unit, ids, new Set(), cache);
  const rows = stored.map((values) => {
    const event = EVENT.decode(values);
    return row(EVENT, values, derivedOfEvent(unit, event), event.id);
  });
  const isChanged = await update(transaction, UPDATE.events, rows);
  return (await deriveEvidence(transaction, unit)) || isChanged;
};

/** Of all evidence that is loaded. */
async function deriveEvidence(transaction: Transaction, unit: UnitOfWork): Promise<boolean> {
  const rows = unit.evidence.all().flatMap(({ id, stance, statedOn, ord }) => {
    const derived = evidenceOrd(stance, statedOn, id);
    return derived === ord ? [] : { id, ord: derived };
  });
  return update(transaction, UPDATE.evidence, rows);
}

const DERIVED_OF_TIE = [
  ...(['lo', 'hi', 'clo', 'chi', 'alo', 'ahi', 'ord', 'status', 'confidence', 'confidenceSet'] as const),
  ...(['strength', 'assertingVoices', 'denyingVoices', 'sameAs', 'standsFor'] as const),
] satisfies readonly (keyof TieRecord)[];
const ID_OF_TIE = TIE.names.indexOf('id');

/**
 * Days, sort keys, status, confidence and voices, what merges make the same, and the sort keys of the evidence. Whole groups of
 * the same are planned, but only the ties of the batch are written: the others have their own.
 */
export const deriveTies: Derive = async ({ transaction, unit, cache, ids }) => {
  const degreeOf = await degreesIn(transaction, ids);
  const rows = await transaction.run(TIES, { rows: tiePairs(ids, degreeOf) });
  unit.ties.load(rows.map(decodeTie));
  const same = await loadSameTies(transaction, unit, [], ids);
  await loadEvidenceWithSources(transaction, unit, [...ids, ...same], new Set(), cache);
  for (const tie of unit.ties.all()) unit.ties.set({ ...tie, ...derivedOfTie(unit, tie) });
  planSameTies(unit);
  const changed = new Map<string, Properties>();
  for (const [, , , values] of rows) {
    const id = (values as readonly Value[])[ID_OF_TIE] as string;
    const tie = unit.ties.get(id)!;
    const properties = differing(TIE, values!, Object.fromEntries(DERIVED_OF_TIE.map((name) => [name, tie[name]])));
    if (properties !== null) changed.set(id, properties);
  }
  for (const [type, ties] of groupBy([...changed.keys()], (id) => unit.ties.get(id)!.type)) {
    await transaction.run(updateTies(type), { rows: tiePairs(ties, degreeOf, (id) => changed.get(id)!) });
  }
  return (await deriveEvidence(transaction, unit)) || changed.size > 0;
};

/** What was retracted is stored whole, with its derived values, and is restored with them. */
export const deriveRetracted: Derive = async ({ transaction, unit, cache, ids }) => {
  const stored = (await queryByList(transaction, RETRACTED_BY_ID, 'ids', ids)).map(([values]) => RETRACTED.decode(values!));
  const about = stored.flatMap(({ id, kind, record }) => {
    if (kind === 'event') return id;
    return kind === 'tie' ? [id, ...((JSON.parse(record) as Partial<TieRecord>).standsFor ?? [])] : [];
  });
  const ties = about.filter((id) => idKind(id) === 'tie');
  unit.ties.load((await transaction.run(TIES, { rows: tiePairs(ties, await degreesIn(transaction, ties)) })).map(decodeTie));
  await loadEvidenceWithSources(transaction, unit, about, new Set(), cache);
  const changed = stored.flatMap((retracted) => {
    const before = JSON.parse(retracted.record);
    const record = RETRACTED_AS[retracted.kind](unit, before as never);
    return isDeepStrictEqual(record, before) ? [] : { ...retracted, record: JSON.stringify(record) };
  });
  if (changed.length > 0) {
    await transaction.run(DELETE.retracted, { ids: changed.map(({ id }) => id) });
    await transaction.run(CREATE.retracted, { rows: changed });
  }
  return (await deriveEvidence(transaction, unit)) || changed.length > 0;
};

/** A record as it would be retracted now, with its fields in the order of its layout. */
const RETRACTED_AS: { readonly [Kind in RetractedRecord['kind']]: (unit: UnitOfWork, record: never) => object } = {
  entity: (_, { names, ...record }: NamedEntity) => ({ ...whole(ENTITY, record), ...derivedOfEntity(record, record, false), names }),
  source: (_, record: SourceRecord) => ({ ...whole(SOURCE, record), sort: sortKey(record.title, record.id) }),
  event: (unit, { participants, ...record }: EventWithParticipants) => ({
    ...whole(EVENT, record),
    ...derivedOfEvent(unit, record),
    participants,
  }),
  tie: (unit, { type, from, to, ...record }: TieRecord) => {
    const tie = { ...whole(TIE, record), type, from, to };
    return { ...tie, ...derivedOfTie(unit, tie) };
  },
  evidence: (_, record: EvidenceRecord) => ({ ...whole(EVIDENCE, record), ord: evidenceOrd(record.stance, record.statedOn, record.id) }),
  document: (_, record: DocumentRecord) => whole(DOCUMENT, record),
};

/** A record with all fields of its layout. */
function whole<T>(layout: Layout<T>, record: { readonly [Name in keyof T]?: T[Name] }): T {
  return layout.decode(layout.names.map((name) => record[name] ?? null) as Value);
}
