import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Engine, Transaction } from '../../../src/engine/engine.ts';
import { BROKEN, commit, get, put } from '../../support/engine/probe.ts';
import { inThisThread, inThread, newDirectory, withThread } from './thread.ts';

const ONE = { name: 'test.one', text: 'RETURN 1' };
/** Takes seconds; the embedded engine runs it to its end. */
const BUSY = { name: 'test.busy', text: 'UNWIND range(1, 2000) AS x UNWIND range(1, 2000) AS y RETURN sum(x * y % 7)' };
const UNIQUE = { kind: 'unique', label: 'Probe', property: 'id' } as const;

/** Everything that a caller sees of an error. */
function seen(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, code, details, cause } = error as Error & { code?: string; details?: unknown };
  return { name, message, code, details, cause: cause === undefined ? null : seen(cause) };
}

async function errorOf(work: () => Promise<unknown>): Promise<Error> {
  return work().then(
    (value) => Promise.reject(new Error(`It did not fail, but gave ${JSON.stringify(value)}.`)),
    (error) => error,
  );
}

describe('a write', () => {
  const notAsync = (work: (transaction: Transaction) => unknown) => work as Parameters<Engine['write']>[0];

  test.each<[string, (transaction: Transaction) => unknown]>([
    [
      'throws at once',
      () => {
        throw new Error('at once');
      },
    ],
    ['gives nothing', async () => undefined],
    ['gives nothing, at once', () => undefined],
    ['rejects with nothing', () => Promise.reject()],
  ])('whose work %s fails as in this thread, and the next one runs', async (_, work) => {
    const errors: unknown[] = [];
    for (const open of [inThisThread, inThread]) {
      const engine = await open();
      const writing = engine.write(notAsync(work));
      errors.push(await writing.catch((error: unknown) => [seen(error)]));
      await commit(engine, 'next', 1);
      expect(await get(engine, 'next')).toBe(1);
    }
    expect(errors[0]).toBeInstanceOf(Array);
    expect(errors[1]).toEqual(errors[0]);
  });

  test('of many, with reads in between, loses none and mixes none', async () => {
    const engine = await inThread();
    await commit(engine, 'sum', 0);
    let highest = 0;
    const add = (number: number) =>
      engine.write(async (transaction) => {
        const sum = ((await get(transaction, 'sum')) as number) + 1;
        await put(transaction, 'sum', sum);
        await put(transaction, `number ${number}`, sum);
        if (number % 5 === 0) throw new Error('refused');
        return { commit: number % 5 !== 1, value: sum };
      });
    const read = async () => {
      const sum = (await get(engine, 'sum')) as number;
      expect(sum).toBeGreaterThanOrEqual(highest);
      highest = Math.max(highest, sum);
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 100 }, (_, number) => [add(number), read(), read()]).flat());
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBe(20);
    expect(await get(engine, 'sum')).toBe(60);
    expect(await engine.read({ name: 'test.count', text: "MATCH (n:Probe) WHERE n.id STARTS WITH 'number' RETURN count(n)" })).toEqual([
      [60],
    ]);
  });

  test('whose statement meets the time limit is refused, as are those after it while it runs; then the next one is made', async () => {
    const engine = await inThread(newDirectory(), 100);
    const writing = engine.write(async (transaction) => {
      await put(transaction, 'during', 1);
      await transaction.run(BUSY);
      return { commit: true, value: 0 };
    });
    await expect(writing).rejects.toMatchObject({ code: 'QUERY_TIMEOUT' });
    await expect(commit(engine, 'refused', 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', details: { retryAfter: 1 } });
    const isWritten = () =>
      commit(engine, 'after', 2).then(
        () => true,
        () => false,
      );
    await expect.poll(isWritten, { timeout: 30_000 }).toBe(true);
    expect([await get(engine, 'during'), await get(engine, 'refused'), await get(engine, 'after')]).toEqual([undefined, undefined, 2]);
  });

  test('has changed `writes` when its caller hears of it', async () => {
    const engine = await inThread();
    const outcomes = [
      () => commit(engine, 'one', 1),
      () => engine.write(async () => ({ commit: false, value: 0 })),
      () => errorOf(() => engine.write(() => Promise.reject(new Error('of the work')))),
      () => errorOf(() => engine.write((transaction) => transaction.run(BROKEN).then(() => ({ commit: true, value: 0 })))),
    ];
    for (const write of outcomes) {
      const before = engine.writes!();
      await write();
      expect(engine.writes!()).not.toBe(before);
    }
    await engine.close();
    expect(engine.writes!()).toBeNaN();
  });
});

describe('an error', () => {
  const mistakes: Readonly<Record<string, (engine: Engine) => Promise<unknown>>> = {
    'of syntax': (engine) => engine.read(BROKEN),
    'of syntax in a write': (engine) => engine.write((transaction) => transaction.run(BROKEN).then(() => ({ commit: true, value: 0 }))),
    'of a value': (engine) => engine.read({ name: 'test.value', text: 'RETURN 1 + date($x)' }, { x: 'no date' }),
    'of a parameter': (engine) => engine.read({ name: 'test.parameter', text: 'RETURN $missing' }),
    'of a constraint': (engine) =>
      engine.write(async ({ run }) => {
        for (const value of [1, 2]) await run({ name: 'test.create', text: "CREATE (:Probe {id: 'twice', value: $value})" }, { value });
        return { commit: true, value: 0 };
      }),
    'of an index': (engine) => engine.searchText({ label: 'None', property: 'none', words: 'x', limit: 1, returns: ['id'] }),
    'of a backup': (engine) => engine.backup!('/dev/null/nowhere'),
    'of a client that has left': (engine) => engine.read(ONE, {}, AbortSignal.abort()),
  };

  test.each(Object.keys(mistakes))('%s is the same as in this thread', async (mistake) => {
    const errors: unknown[] = [];
    for (const open of [inThisThread, inThread]) {
      const engine = await open();
      await engine.define(UNIQUE);
      errors.push(await mistakes[mistake]!(engine).then(JSON.stringify, seen));
      await commit(engine, 'next', 1);
    }
    expect(errors[1]).toEqual(errors[0]);
  });

  test.each<[string, unknown]>([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    [
      'a value that throws',
      {
        get x() {
          throw new Error('no value');
        },
      },
    ],
  ])('of %s among the parameters reaches its caller only', async (_, value) => {
    const engine = await inThread();
    const [failed, read, written] = await Promise.allSettled([
      engine.read({ name: 'test.echo', text: 'RETURN $value' }, { value: value as never }),
      engine.read(ONE),
      commit(engine, 'beside', 1),
    ]);
    expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'AllegianceError', code: 'INTERNAL_SERVER_ERROR' } });
    expect(read).toEqual({ status: 'fulfilled', value: [[1]] });
    expect(written.status).toBe('fulfilled');
    const writing = engine.write(({ run }) =>
      run({ name: 'test.echo', text: 'RETURN $value' }, { value: value as never }).then(() => ({ commit: true, value: 0 })),
    );
    await expect(writing).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' });
    await commit(engine, 'after', 1);
  });

  test.each([true, false])('of a statement after its transaction (commit: %s) is one of ours', async (isCommitted) => {
    const engine = await inThread();
    const run = await engine.write(async (transaction) => ({ commit: isCommitted, value: transaction.run }));
    const failed = { name: 'AllegianceError', code: 'INTERNAL_SERVER_ERROR', message: 'The statement test.one failed.' };
    await expect(run(ONE)).rejects.toMatchObject(failed);
    await commit(engine, 'next', 1);
  });

  test('of a statement is the one that the write rejects with, where its work goes on', async () => {
    const engine = await inThread();
    let first: unknown;
    const writing = engine.write(async ({ run }) => {
      await run(BROKEN).catch((error) => (first = error));
      return { commit: true, value: 0 };
    });
    expect(await errorOf(() => writing)).toBe(first);
  });
});

describe('other operations', () => {
  test('are those of the engine in this thread', async () => {
    const answers: unknown[] = [];
    for (const open of [inThisThread, inThread]) {
      const engine = await open();
      await engine.define(UNIQUE);
      await engine.define({ kind: 'text', label: 'Probe', property: 'value' });
      await commit(engine, 'hit', 'the quick brown fox');
      await commit(engine, 'miss', 'a lazy dog');
      const search = { label: 'Probe', property: 'value', words: 'quick fox', limit: 5, returns: ['id', 'none'] };
      answers.push([
        await engine.searchText(search),
        await engine.searchText(search, new AbortController().signal),
        await engine.check(),
        await engine.version(),
        [engine.kind, engine.notice, engine.joinsFromFewer, engine.prepare],
      ]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect((answers[1] as unknown[])[0]).toEqual([['hit', null]]);
  });

  test('a large result is the same', async () => {
    const large = { name: 'test.large', text: "UNWIND range(1, 30000) AS n RETURN n, toString(n) + 'أ𐎀', [n, {half: n / 2.0}], null" };
    const [here, there] = await Promise.all([
      inThisThread().then((engine) => engine.read(large)),
      inThread().then((engine) => engine.read(large)),
    ]);
    expect(there).toHaveLength(30_000);
    expect(there).toEqual(here);
  });

  test('a read whose signal is aborted while it runs ends at once, and others go on', async () => {
    const engine = await inThread();
    const controller = new AbortController();
    const reading = engine.read(BUSY, {}, controller.signal);
    const other = engine.read(ONE);
    await nextTurn();
    controller.abort();
    await expect(reading).rejects.toMatchObject({ message: 'The request was cancelled, because the client disconnected.' });
    expect(await other).toEqual([[1]]);
  });

  test('a backup has what was committed, while others write', async () => {
    const engine = await inThread();
    await commit(engine, 'before', 1);
    const directory = newDirectory();
    const backup = engine.backup!(join(directory, 'graph.grafeo'));
    await commit(engine, 'beside', 2);
    await backup;
    const copy = await inThisThread(directory);
    expect(await get(copy, 'before')).toBe(1);
  });
});

describe('a store in a thread', () => {
  const inUse = (directory: string) => ({
    name: 'AllegianceError',
    code: 'STORE_IN_USE',
    message: `The data in ${directory} is in use by another process. Stop that one, or give this one a directory of its own with ALLEGIANCE_DATA.`,
  });

  test('cannot be opened twice, in a thread or not, until it is closed', async () => {
    const directory = newDirectory();
    const engine = await inThread(directory);
    const mask = process.umask();
    for (const open of [inThisThread, inThread, inThread]) await expect(open(directory)).rejects.toMatchObject(inUse(directory));
    expect(process.umask()).toBe(mask);
    await commit(engine, 'left', 'here');
    const elsewhere = spawnSync(process.execPath, ['dist/server/main.js', 'start'], {
      env: { PATH: process.env.PATH, ALLEGIANCE_DATA: directory, PORT: '0' },
      timeout: 20_000,
      encoding: 'utf8',
    });
    expect(elsewhere).toMatchObject({ status: 1, stderr: expect.stringContaining('is in use by another process') });
    await engine.close();
    for (const open of [inThisThread, inThread]) {
      const again = await open(directory);
      expect(await get(again, 'left')).toBe('here');
      await again.close();
    }
  });

  test('opened in this thread cannot be opened in another', async () => {
    const directory = newDirectory();
    await inThisThread(directory);
    await expect(inThread(directory)).rejects.toMatchObject(inUse(directory));
  });

  test.each(['a file in its place', 'a file that is no database'])(
    'cannot be opened: %s; the process can end, and its mask is as before',
    async (what) => {
      const directory = newDirectory();
      const file = what === 'a file in its place' ? join(directory, 'file') : directory;
      writeFileSync(file === directory ? join(directory, 'graph.grafeo') : file, 'something else '.repeat(1_000));
      const mask = process.umask();
      const [here, there] = [await errorOf(() => inThisThread(file)), await errorOf(() => inThread(file))];
      expect(seen(there)).toEqual(seen(here));
      expect(there).toMatchObject({ code: 'STORE_UNAVAILABLE' });
      expect(process.umask()).toBe(mask);
      const program = join(import.meta.dirname, 'opensOnly.ts');
      expect(execFileSync(process.execPath, ['scripts/run.mjs', program, file], { encoding: 'utf8', timeout: 20_000 })).toBe(
        'STORE_UNAVAILABLE\n',
      );
    },
  );

  test('can be closed while a statement runs after its time limit; the process goes on', { timeout: 30_000 }, async () => {
    const program = join(import.meta.dirname, 'closesEarly.ts');
    expect(execFileSync(process.execPath, ['scripts/run.mjs', program, newDirectory()], { encoding: 'utf8', timeout: 25_000 })).toBe(
      'QUERY_TIMEOUT\nclosed\nended\n',
    );
  });

  test('that is closed refuses everything, may be closed again, and has finished what was asked before', async () => {
    const directory = newDirectory();
    const engine = await inThread(directory);
    const before = [commit(engine, 'first', 1), commit(engine, 'second', 2)];
    const closing = [engine.close(), engine.close()];
    await Promise.all([...before, ...closing]);
    await engine.close();
    const closed = { name: 'AllegianceError', code: 'STORE_UNAVAILABLE', message: 'The store is closed. Start the server again.' };
    const operations: (() => Promise<unknown>)[] = [
      () => engine.read(ONE),
      () => commit(engine, 'x', 1),
      () => engine.runTask!('write', { rows: '{}', options: {} }),
      () => engine.define(UNIQUE),
      () => engine.searchText({ label: 'Probe', property: 'text', words: 'x', limit: 1, returns: ['id'] }),
      () => engine.backup!(join(directory, 'copy')),
    ];
    for (const run of operations) await expect(run()).rejects.toMatchObject(closed);
    const again = await inThread(directory);
    expect(again.notice).toBeNull();
    expect([await get(again, 'first'), await get(again, 'second')]).toEqual([1, 2]);
  });

  test('has files for their owner only, and the mask of the process is as before when it is closed', async () => {
    const directory = newDirectory();
    const mask = process.umask();
    const engine = await inThread(directory, 10_000, { segmentSize: 20_000, serves: true, remembers: true });
    const readable = () =>
      readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter(
        (name) => ((statSync(join(directory, name), { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0,
      );
    for (let number = 0; number < 30; number++) {
      await commit(engine, `large ${number}`, 'text '.repeat(1_000));
      expect(readable()).toEqual([]);
    }
    await expect.poll(() => existsSync(join(directory, 'journal-1.log')), { timeout: 20_000 }).toBe(false);
    expect(readable()).toEqual([]);
    await engine.close();
    expect(readable()).toEqual([]);
    expect(process.umask()).toBe(mask);
  });
});

describe('a thread that dies', () => {
  const ended = {
    name: 'AllegianceError',
    code: 'STORE_UNAVAILABLE',
    message: 'The thread of the store has ended. Everything acknowledged is on disk. Start the server again.',
  };

  test.each(['ended', 'failed'])('%s: nobody waits for ever, and everything acknowledged is there at the next start', async (how) => {
    const directory = newDirectory();
    const mask = process.umask();
    const { engine, thread } = await withThread(directory);
    for (let number = 0; number < 20; number++) await commit(engine, `kept ${number}`, number);
    const [hasBegun, begun] = signal();
    const [isDead, died] = signal();
    const waiting = [
      engine.write(async (transaction) => {
        await put(transaction, 'lost', 1);
        begun();
        await isDead;
        return { commit: true, value: 0 };
      }),
      commit(engine, 'queued', 1),
      engine.backup!(join(newDirectory(), 'graph.grafeo')),
    ].map(errorOfPromise);
    await hasBegun;
    thread.once('exit', died);
    if (how === 'ended') void thread.terminate();
    // It takes lists of calls only.
    else thread.postMessage(1);
    for (const error of await Promise.all(waiting)) expect(error).toMatchObject(ended);
    expect(engine.writes!()).toBeNaN();
    await expect(engine.failed).rejects.toMatchObject(ended);
    for (const run of [() => engine.read(ONE), () => commit(engine, 'x', 1), () => engine.check(), () => engine.runTask!('write', {})])
      await expect(run()).rejects.toMatchObject(ended);
    await engine.close();
    expect(process.umask()).toBe(mask);
    const again = await inThread(directory);
    for (let number = 0; number < 20; number++) expect(await get(again, `kept ${number}`)).toBe(number);
    expect([await get(again, 'lost'), await get(again, 'queued')]).toEqual([undefined, undefined]);
  });
});

function signal(): readonly [given: Promise<void>, give: () => void] {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, give];
}

function errorOfPromise(promise: Promise<unknown>): Promise<Error> {
  return errorOf(() => promise);
}
