import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import grafeo from '@grafeo-db/js';
import { AllegianceError } from '../../model/errors.ts';
import type { Engine, Row, Transaction, Value } from '../engine.ts';
import { storeClosed, timedOut } from '../errors.ts';
import { stepText } from '../migrations.ts';
import { translateEmbedded } from './errors.ts';
import { STORE_FILE } from './storeFiles.ts';

/** Milliseconds a read may take where nothing else is asked for. */
const USUAL_TIMEOUT = 10_000;

/**
 * The engine without a set-up: Grafeo, in process, one file. One writer at a time, in a queue, since it refuses
 * writers that meet; readers see the last commit and never wait.
 *
 * @param directory Where the store lives; null keeps it in memory.
 * @param timeout Milliseconds after which nobody waits for a read any more. Grafeo cannot be stopped: it ends by itself.
 */
export async function openEmbedded(directory: string | null, timeout = USUAL_TIMEOUT): Promise<Engine> {
  const opened = open(directory);
  let isClosed = false;
  /** A closed Grafeo goes on answering, with nothing. */
  const store = (): grafeo.GrafeoDB => {
    if (isClosed) throw storeClosed();
    return opened;
  };
  let lastWrite: Promise<unknown> = Promise.resolve();

  async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastWrite.then(work, work);
    lastWrite = turn.catch(() => undefined);
    return turn;
  }

  const engine: Engine = {
    kind: 'embedded',
    version: async () => opened.version(),
    read: (statement, parameters) =>
      guarded(statement.name, () => within(timeout, async () => rowsOf(await store().executeCypher(statement.text, parameters ?? {})))),
    write: (work) =>
      exclusively(async () => {
        const changes = guardedNow('begin', () => store().beginTransaction());
        let failed: unknown = null;
        const transaction: Transaction = {
          run: (statement, parameters) =>
            guarded(statement.name, async () => rowsOf(await changes.executeCypher(statement.text, parameters ?? {}))).catch((error) => {
              failed = error;
              throw error;
            }),
        };
        try {
          const outcome = await work(transaction);
          // A failed statement does not end a transaction of Grafeo's, as it does one of Neo4j's.
          if (failed !== null && outcome.commit) throw failed;
          if (outcome.commit) guardedNow('commit', () => changes.commit());
          else changes.rollback();
          return outcome.value;
        } catch (error) {
          if (changes.isActive) changes.rollback();
          throw error;
        }
      }),
    searchText: ({ label, property, words, limit, returns }) =>
      guarded('text search', async () => {
        const hits = await within(timeout, () => store().textSearch(label, property, words, limit));
        return hits.flatMap(([id]) => {
          const node = store().getNode(id!);
          return node ? [returns.map((name) => (node.get(name) ?? null) as Value)] : [];
        });
      }),
    define: (step) =>
      exclusively(async () => {
        if (step.kind === 'text') return defineTextIndex(store(), step.label, step.property);
        // Grafeo wants the index before the constraint, or every insert scans (engine notes in CONTRIBUTING.md).
        if (step.kind === 'unique') await store().executeCypher(stepText({ ...step, kind: 'index' }));
        await guarded(`define ${step.kind}`, () => store().executeCypher(stepText(step)));
      }),
    backup: (file) => exclusively(async () => guardedNow('backup', () => store().save(file))),
    close: () =>
      exclusively(async () => {
        isClosed = true;
        opened.close();
      }),
  };
  return engine;
}

function open(directory: string | null): grafeo.GrafeoDB {
  if (directory === null) return grafeo.GrafeoDB.create();
  try {
    mkdirSync(directory, { recursive: true });
    return grafeo.GrafeoDB.create(join(directory, STORE_FILE));
  } catch (error) {
    throw openingError(directory, error);
  }
}

function openingError(directory: string, error: unknown): AllegianceError {
  const reason = error instanceof Error ? error.message : String(error);
  if (/lock/i.test(reason)) {
    return new AllegianceError(
      'STORE_IN_USE',
      `The data in ${directory} is in use by another process. Stop that one, or give this one a directory of its own with ALLEGIANCE_DATA.`,
      {},
      { cause: error },
    );
  }
  return new AllegianceError('STORE_UNAVAILABLE', `The data in ${directory} cannot be opened: ${reason}`, {}, { cause: error });
}

/** Every word counts: the words of a text index are runs of letters, and some of them spell English stop words. */
async function defineTextIndex(database: grafeo.GrafeoDB, label: string, property: string): Promise<void> {
  await guarded('define text', () => database.createTextIndex(label, property, { tokenizer: 'standard', stopWords: [] }));
}

function rowsOf(result: { rows(): unknown[][] }): Row[] {
  return result.rows() as Row[];
}

async function within<T>(milliseconds: number, read: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), milliseconds);
  });
  try {
    return await Promise.race([read(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function guarded<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw translateEmbedded(name, error);
  }
}

function guardedNow<T>(name: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw translateEmbedded(name, error);
  }
}
