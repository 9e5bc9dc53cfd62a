import type { MessagePort } from 'node:worker_threads';
import { beginUrgent } from '../../../model/turns.ts';
import type { Cypher } from '../../cypher.ts';
import type { Engine, KnownRead, Transaction, WriteResult } from '../../engine.ts';
import { statementFailed } from '../../errors.ts';
import {
  type Call,
  type NumberedCall,
  OPENING,
  type OpenedStore,
  PROVING,
  type Reply,
  sender,
  type TransactionEnd,
  toSent,
} from './messages.ts';

/** Work that is done beside the store, by name. Input and result are plain values. */
export type Tasks = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** Makes the reads that follow each write, since requests wait for them. */
export type ReadNext = (read: Engine['read']) => Promise<void>;

/** A transaction of the other thread. */
interface OpenTransaction {
  readonly transaction: Transaction;
  readonly end: (outcome: TransactionEnd) => void;
}

/** Ends a transaction whose work has thrown, in the other thread, which knows the error. */
class WorkFailed extends Error {}

/**
 * Answers the calls of another thread, which has this engine as `openInThread`, until it is closed.
 * @param tasksOf The tasks of `Engine.runTask`.
 */
export async function serveEngine(
  port: MessagePort,
  open: (onProven: (position: string) => void) => Promise<Engine>,
  tasksOf: (engine: Engine) => Tasks,
  readNext: ReadNext,
): Promise<void> {
  let engine: Engine | null = null;
  /** `Engine.writes` as the other thread knows it: a write counts there when what follows it is read as well. */
  let announced = 0;
  /** What was last read ahead, once for all who wait after the same write. */
  let next: { readonly writes: number; readonly ahead: Promise<KnownRead[]> } | null = null;
  const readOnce = (of: Engine, writes: number): Promise<KnownRead[]> => {
    if (next?.writes !== writes) next = { writes, ahead: readAhead(of, readNext) };
    return next.ahead;
  };
  const send = sender<Reply>(
    (replies) => port.postMessage(replies),
    ({ call, writes }, error) => port.postMessage([{ call, writes, error: toSent(error) }] satisfies Reply[]),
  );
  const answer = async (call: number, work: () => Promise<unknown>): Promise<void> => {
    const writesBefore = engine?.writes?.();
    const result = await work().then(
      (value) => ({ value }),
      (error: unknown) => ({ error: toSent(error) }),
    );
    const writes = engine?.writes?.();
    if (engine === null || writes === writesBefore || writes === undefined) return send({ call, writes: announced, ...result });
    const ahead = Number.isNaN(writes) ? [] : await readOnce(engine, writes);
    const isOvertaken = engine.writes?.() !== writes;
    announced = Math.max(announced, writes);
    send({ call, writes: announced, ...(!isOvertaken && { ahead }), ...result });
  };
  await answer(OPENING, async (): Promise<OpenedStore> => {
    // At once: what follows may stop this thread.
    engine = await open((position) => port.postMessage([{ call: PROVING, value: position, writes: 0 } satisfies Reply]));
    return { version: await engine.version(), notice: engine.notice };
  });
  if (engine === null) return port.close();
  const perform = performer(engine, tasksOf(engine));
  /** The answers to what may have been written. */
  const writing = new Set<Promise<void>>();
  const close = async (call: number, of: Engine): Promise<void> => {
    // Those who wrote before hear of it, whether or not the store can be closed as it should.
    await answer(call, () => of.close().finally(() => Promise.all(writing)));
    // The reply is sent in the same turn, before the port closes.
    setImmediate(() => port.close());
  };
  const opened: Engine = engine;
  port.on('message', (calls: readonly NumberedCall[]) => {
    for (const call of calls) {
      if (call.kind === 'close') {
        void close(call.call, opened);
        continue;
      }
      const answered = answer(call.call, () => perform(call));
      if (!WRITING.has(call.kind)) continue;
      writing.add(answered);
      void answered.then(() => writing.delete(answered));
    }
  });
}

const WRITING: ReadonlySet<Call['kind']> = new Set(['begin', 'run', 'end', 'task', 'define', 'backup']);

async function readAhead(engine: Engine, readNext: ReadNext): Promise<KnownRead[]> {
  const ahead: KnownRead[] = [];
  const read: Engine['read'] = async (statement, parameters = {}) => {
    const rows = await engine.read(statement, parameters);
    ahead.push({ statement: statement.name, parameters, rows });
    return rows;
  };
  // Where one fails, it is made when it is asked for.
  await readNext(read).catch(() => undefined);
  return ahead;
}

function performer(engine: Engine, tasks: Tasks): (call: Exclude<NumberedCall, { kind: 'close' }>) => Promise<unknown> {
  const transactions = new Map<number, OpenTransaction & { readonly ended: Promise<unknown> }>();

  /** Resolves when the transaction has begun. */
  function begin(number: number): Promise<void> {
    return new Promise((begun, failed) => {
      const ended = engine.write((transaction) => {
        const outcome = new Promise<TransactionEnd>((end) => {
          // The write itself is known only after this turn.
          queueMicrotask(() => {
            transactions.set(number, { transaction, end, ended });
            begun();
          });
        });
        return outcome.then(resultOf);
      });
      ended.catch(failed);
    });
  }

  async function end(number: number, outcome: TransactionEnd): Promise<void> {
    const { end, ended } = transactions.get(number)!;
    transactions.delete(number);
    end(outcome);
    await ended.catch((error: unknown) => {
      if (!(error instanceof WorkFailed)) throw error;
    });
  }

  function running(number: number, statement: Cypher): Transaction {
    const open = transactions.get(number);
    if (open === undefined) throw statementFailed(statement.name, new Error('Its transaction is over.'));
    return open.transaction;
  }

  return async (call) => {
    switch (call.kind) {
      case 'read':
        return urgently(() => engine.read(call.statement, call.parameters));
      case 'searchText':
        return urgently(() => engine.searchText(call.search));
      case 'begin':
        return begin(call.call);
      case 'run':
        return running(call.transaction, call.statement).run(call.statement, call.parameters);
      case 'end':
        return end(call.transaction, call.outcome);
      case 'task':
        return tasks[call.name]!(call.input as never);
      case 'define':
        return engine.define(call.step);
      case 'check':
        return engine.check();
      case 'position':
        return engine.position!();
      case 'backup':
        return engine.backup!(call.file);
    }
  };
}

function resultOf(outcome: TransactionEnd): WriteResult<undefined> {
  if (outcome === 'failed') throw new WorkFailed();
  return { commit: outcome === 'commit', value: undefined };
}

/** The planning of writes gives way to it. */
async function urgently<T>(read: () => Promise<T>): Promise<T> {
  const end = beginUrgent();
  try {
    return await read();
  } finally {
    end();
  }
}
