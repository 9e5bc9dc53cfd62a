import type { Cypher } from '../../engine/cypher.ts';
import type { Engine } from '../../engine/engine.ts';
import { migrate, migrationsLeft, recordApplied } from '../../engine/migrations.ts';
import { EntityCache } from '../load/entityCache.ts';
import { UnitOfWork } from '../load/unitOfWork.ts';
import { lockCounter } from '../revision/revision.ts';
import { COUNTS, OUTGOING_TIES, PAGES } from './derive.cypher.ts';
import { type Derive, deriveEntities, deriveEvents, deriveRetracted, deriveSources, deriveTies } from './records.ts';

const BATCH_SIZE = 2_000;
/** Ids that one statement reads. */
const PAGE_SIZE = 50_000;
/** Entities whose outgoing ties one statement reads. */
const ENTITIES_PER_PAGE = 1_000;
const REPORT_INTERVAL_MS = 5_000;

/** Receives lines for the log: that values are derived again, how far that is, and that it is done. */
export type Notify = (line: string) => void;

/**
 * Brings a store up to date with this version: applies the migrations of its schema, and where stored values were derived by other
 * formulas, derives them again. To be called before anything reads the store.
 *
 * It makes no revision: nothing that anyone recorded changes, and no reader holds the old values, since every process of this
 * version comes here first. A process that was killed begins from the start, since an earlier version may have written in
 * between; what is right already is only read. The migration is recorded at the end.
 * @param batchSize Records that one transaction derives.
 */
export async function prepareStore(engine: Engine, now: Date, notify: Notify, batchSize = BATCH_SIZE): Promise<void> {
  await migrate(engine, now);
  const left = await migrationsLeft(engine);
  if (left.length === 0) return;
  await deriveStoredValues(engine, notify, batchSize);
  for (const migration of left) await recordApplied(engine, migration, now);
}

/** In this order: what is merged must be known of entities before ties are compared. */
const STEPS: readonly { readonly what: keyof typeof COUNTS; readonly label: string; readonly derive: Derive }[] = [
  { what: 'entities', label: 'actors and places', derive: deriveEntities },
  { what: 'sources', label: 'sources', derive: deriveSources },
  { what: 'events', label: 'events', derive: deriveEvents },
  { what: 'ties', label: 'relationships', derive: deriveTies },
  { what: 'retracted', label: 'retracted records', derive: deriveRetracted },
];

/** Derives all stored values again, a batch of records in each transaction. */
export async function deriveStoredValues(engine: Engine, notify: Notify, batchSize: number): Promise<void> {
  const began = performance.now();
  notify('Stored values of an earlier version are derived again. This is done once, and takes minutes for a million relationships.');
  const cache = new EntityCache();
  let reportedAt = began;
  for (const { what, label, derive } of STEPS) {
    const total = (await engine.read(COUNTS[what]))[0]![0] as number;
    let done = 0;
    for await (const ids of batchesOf(engine, what, batchSize)) {
      await deriveBatch(engine, derive, ids, cache);
      done += ids.length;
      if (performance.now() - reportedAt < REPORT_INTERVAL_MS) continue;
      reportedAt = performance.now();
      notify(`Derived again: ${counted(done)} of ${counted(total)} ${label}.`);
    }
  }
  notify(`Stored values were derived again in ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
}

const counted = (number: number): string => number.toLocaleString('en');

async function deriveBatch(engine: Engine, derive: Derive, ids: readonly string[], cache: EntityCache): Promise<void> {
  const revision = await engine.write(async (transaction) => {
    const { numbers } = await lockCounter(transaction, 'derive');
    const revision = numbers.latest;
    cache.begin(revision);
    const unit = new UnitOfWork({ revision, at: '' });
    const commit = await derive({ transaction, unit, cache, ids });
    cache.stage(unit, revision);
    return { commit, value: revision };
  });
  cache.committed(revision);
}

async function* batchesOf(engine: Engine, what: keyof typeof COUNTS, size: number): AsyncGenerator<readonly string[], void> {
  const pages = what === 'ties' ? pagesOfTies(engine) : pagesOf(engine, PAGES[what], {}, PAGE_SIZE);
  for await (const page of pages) {
    for (let from = 0; from < page.length; from += size) yield page.slice(from, from + size);
  }
}

async function* pagesOfTies(engine: Engine): AsyncGenerator<readonly string[], void> {
  for await (const ids of pagesOf(engine, PAGES.entities, {}, ENTITIES_PER_PAGE)) yield* pagesOf(engine, OUTGOING_TIES, { ids }, PAGE_SIZE);
}

async function* pagesOf(
  engine: Engine,
  statement: Cypher,
  parameters: { readonly ids?: readonly string[] },
  limit: number,
): AsyncGenerator<readonly string[], void> {
  for (let after = ''; ; ) {
    const page = (await engine.read(statement, { ...parameters, after, limit })).map(([id]) => id as string);
    if (page.length > 0) yield page;
    if (page.length < limit) return;
    after = page.at(-1)!;
  }
}
