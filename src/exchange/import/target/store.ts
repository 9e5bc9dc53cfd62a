import { createHash } from 'node:crypto';
import type { Tasks } from '../../../engine/embedded/thread/serveEngine.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { DocumentRecord, SourceRecord } from '../../../store/source.ts';
import { EntityCache } from '../../../write/load/entityCache.ts';
import { load } from '../../../write/load/load.ts';
import { PlacesAround } from '../../../write/load/placesAround.ts';
import type { NamedEntity, Overlay, UnitOfWork } from '../../../write/load/unitOfWork.ts';
import type { RowOutcome } from '../../../write/plan/common.ts';
import { planRows } from '../../../write/plan/plan.ts';
import type { WriteReport } from '../../../write/report.ts';
import { createReport } from '../../../write/report.ts';
import { asJson } from '../../../write/validate/asJson.ts';
import { COMMAND_KINDS } from '../../../write/validate/commands.ts';
import { type BatchRows, type CheckedRow, validateRows } from '../../../write/validate/validate.ts';
import { WRITE_TASK, type WriteInput, type WriteOptions, write, writeChecked } from '../../../write/write.ts';
import type { ImportGraph } from '../earlier.ts';
import type { Target } from '../run.ts';
import { earlierRecordsIn } from './earlier.ts';
import { namedIn } from './named.ts';

/** The author of revisions that the command line imports. */
const IMPORTER = 'import';

function graphIn(engine: Engine): ImportGraph {
  return { earlier: (prefixes) => earlierRecordsIn(engine, prefixes), named: (names) => namedIn(engine, names) };
}

/** Writes batches of imports, each as one revision. */
export type BatchWriter<Rows = readonly CheckedRow[]> = (rows: Rows, options: BatchOptions) => Promise<WriteReport>;
export type BatchOptions = Pick<WriteOptions, 'key' | 'summary' | 'by' | 'at'>;

/** Writes batches that are not checked yet. @param cacheLimit The most entities that are remembered from one batch to the next. */
export function uncheckedBatchWriter(engine: Engine, cacheLimit: number): BatchWriter<BatchRows> {
  const { runTask } = engine;
  const writeBatch = batchWriter(engine, cacheLimit);
  return async (given, options) => {
    const rows = runTask ? asJson(given) : null;
    if (runTask && rows !== null) return runTask(IMPORT_TASK, { rows, options, cacheLimit } satisfies ImportInput);
    return writeBatch(await validateRows(given), options);
  };
}

/** The name of the work of an `uncheckedBatchWriter` next to the store, and its input. */
const IMPORT_TASK = 'import';
interface ImportInput {
  /** As JSON. */
  readonly rows: string;
  readonly options: BatchOptions;
  readonly cacheLimit: number;
}

/** The work that is done next to a store which has a thread of its own: writes, and batches of imports, which share a cache. */
export function storeTasks(engine: Engine): Tasks {
  let writer: BatchWriter<BatchRows> | null = null;
  return {
    [WRITE_TASK]: ({ rows, options }: WriteInput) => write(engine, JSON.parse(rows), options),
    [IMPORT_TASK]: ({ rows, options, cacheLimit }: ImportInput) => {
      writer ??= uncheckedBatchWriter(engine, cacheLimit);
      return writer(JSON.parse(rows), options);
    },
  };
}

function batchWriter(engine: Engine, cacheLimit?: number): BatchWriter {
  const cache = new EntityCache(cacheLimit);
  const commands = new Set<string>(COMMAND_KINDS);
  return (checked, given) => {
    const options = { ...given, action: 'IMPORTED', partial: true } as const;
    return writeChecked(engine, checked, checked.some(({ kind }) => commands.has(kind)) ? options : { ...options, cache });
  };
}

/** A target that writes each batch into a store, as one revision. */
export function storeTarget(engine: Engine, now: () => Date): Target {
  const writeBatch = batchWriter(engine);
  const target: Target = (_rows, info, checked) => writeBatch(checked, { ...info, by: IMPORTER, at: now() });
  return Object.assign(target, { graph: graphIn(engine) });
}

/**
 * A target that writes nothing: each batch is checked and planned against the store, and the transaction is rolled back. A
 * batch sees the entities and sources that earlier batches would have written. Of their ties and events only a hash is in
 * memory: a later row about the same tie or event counts as unchanged where it is identical, else as updated.
 */
export function dryRunTarget(engine: Engine, now: () => Date): Target {
  const overlay = new DryRunOverlay();
  const digests = new Map<string, string>();
  const target: Target = (_rows, _info, checked) =>
    engine.write(async (transaction) => {
      const unit = await load(transaction, checked, { revision: 0, at: now().toISOString() }, { overlay });
      const outcomes = await planRows(unit, checked);
      overlay.add(unit);
      const counted = outcomes.map((outcome, index) => withRepeats(digests, checked[index]!, outcome));
      return { commit: false, value: createReport(checked, counted, 0, false) };
    });
  return Object.assign(target, { graph: graphIn(engine) });
}

/**
 * The entities, sources and documents that earlier batches planned and did not commit: later batches are planned as if they were
 * stored. Its size grows with the number of entities and the length of documents.
 */
class DryRunOverlay implements Overlay {
  readonly entities = new Map<string, NamedEntity>();
  readonly sources = new Map<string, SourceRecord>();
  readonly documents = new Map<string, DocumentRecord>();
  readonly slugs = new Map<string, string>();
  readonly identifiers = new Map<string, string>();
  readonly around = new PlacesAround();

  /** Adds what a unit of work planned. */
  add(unit: UnitOfWork): void {
    for (const entity of unit.entities.changed()) {
      this.entities.set(entity.id, entity);
      this.slugs.set(entity.slug, entity.id);
      for (const key of entity.identifiers) this.identifiers.set(key, entity.id);
    }
    for (const source of unit.sources.changed()) this.sources.set(source.id, source);
    for (const document of unit.documents.changed()) this.documents.set(document.id, document);
    for (const [slug, id] of unit.slugs) this.slugs.set(slug, id);
    for (const tie of unit.ties.created()) if (tie.type === 'LOCATED_IN') this.around.add(tie);
  }
}

function withRepeats(digests: Map<string, string>, row: CheckedRow, outcome: RowOutcome): RowOutcome {
  if ('problems' in outcome || (row.kind !== 'events' && row.kind !== 'relationships')) return outcome;
  const digest = createHash('sha256')
    .update(JSON.stringify('row' in row && row.row))
    .digest('base64')
    .slice(0, 12);
  const previous = digests.get(outcome.id);
  digests.set(outcome.id, digest);
  if (previous === undefined || outcome.effect !== 'CREATED') return outcome;
  return { ...outcome, effect: previous === digest ? 'UNCHANGED' : 'UPDATED' };
}
