import { afterEach, describe, expect, test, vi } from 'vitest';
import { CONCURRENCY, type Concurrency, MAX_WAITING, OperationQueue } from '../../../src/http/limits/operationQueue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A queue with a clock that stands still, and what has started in it. */
function queueOf(concurrency: Partial<Concurrency> = {}) {
  const clock = { now: 0 };
  const queue = new OperationQueue({ reads: 1, writes: 1, readsBesideWrites: 1, readShare: 0.5, ...concurrency }, () => clock.now);
  const started: string[] = [];
  const refused: string[] = [];
  const acquire = (lane: 'read' | 'write', caller: string, name = caller, signal?: AbortSignal) =>
    queue.acquire(lane, caller, signal).then(
      (release) => {
        started.push(name);
        return release;
      },
      ({ code }: { code: string }) => {
        refused.push(`${name} ${code}`);
        return () => undefined;
      },
    );
  return { clock, queue, started, refused, acquire };
}

describe('the queue of operations', () => {
  test('lets callers take turns, whatever one of them has waiting', async () => {
    const { acquire, started } = queueOf();
    const first = await acquire('read', 'many', 'many 0');
    const waiting = [1, 2, 3].map((n) => acquire('read', 'many', `many ${n}`));
    waiting.push(acquire('read', 'few', 'few 1'));
    first();
    for (const next of [0, 3, 1, 2]) (await waiting[next]!)();
    expect(started).toEqual(['many 0', 'many 1', 'few 1', 'many 2', 'many 3']);
  });

  test('starts a write at once, and beside writes, where many reads wait, these only in their share of that time', async () => {
    const { acquire, clock, started } = queueOf();
    const first = await acquire('read', 'reader', 'read 1');
    for (let n = 2; n <= 6; n++) void acquire('read', 'reader', `read ${n}`);
    const one = await acquire('write', 'writer', 'write 1');
    const two = acquire('write', 'writer', 'write 2');
    const three = acquire('write', 'writer', 'write 3');
    clock.now += 400;
    first();
    clock.now += 200;
    one();
    await settled();
    // Reads ran for 400 ms beside it, and not for 200.
    expect(started).toEqual(['read 1', 'write 1', 'write 2']);
    clock.now += 400;
    (await two)();
    await three;
    await settled();
    expect(started).toEqual(['read 1', 'write 1', 'write 2', 'write 3', 'read 2']);
  });

  test('lets none wait for another while the store is being opened, and counts none of them afterwards', async () => {
    let isOpening = true;
    const queue = new OperationQueue({ reads: 1, writes: 1, readsBesideWrites: 1, readShare: 0.5 }, undefined, () => isOpening);
    const early = await Promise.all(Array.from({ length: MAX_WAITING }, (_, n) => queue.acquire('read', `caller ${n % 3}`)));
    await expect(queue.acquire('read', 'one more')).rejects.toMatchObject({ code: 'OVERLOADED' });
    early[0]!();
    early[0]!();
    await queue.acquire('read', 'another');
    await expect(queue.acquire('read', 'one more')).rejects.toMatchObject({ code: 'OVERLOADED' });
    isOpening = false;
    const first = await queue.acquire('read', 'caller');
    let hasBegun = false;
    const second = queue.acquire('read', 'other').then((release) => {
      hasBegun = true;
      return release;
    });
    for (const release of early) release();
    await settled();
    expect(hasBegun).toBe(false);
    first();
    (await second)();
  });

  test('lets reads run beside writes at once where few wait', async () => {
    const { acquire, clock, started } = queueOf();
    const first = await acquire('read', 'reader', 'read 1');
    void acquire('read', 'reader', 'read 2');
    await acquire('write', 'writer', 'write 1');
    clock.now += 400;
    first();
    await settled();
    expect(started).toEqual(['read 1', 'write 1', 'read 2']);
  });

  test('lets only a few reads run beside a write, and shortly after it, when the next one may come', async () => {
    const { acquire, clock, started } = queueOf({ reads: 4, readsBesideWrites: 2 });
    await acquire('read', 'a', 'read 1');
    const write = await acquire('write', 'writer', 'write');
    for (const [n, caller] of ['b', 'c', 'd'].entries()) void acquire('read', caller, `read ${n + 2}`);
    await settled();
    expect(started).toEqual(['read 1', 'write', 'read 2']);
    write();
    await settled();
    expect(started).toEqual(['read 1', 'write', 'read 2']);
    clock.now += 50;
    await vi.waitFor(() => expect(started).toEqual(['read 1', 'write', 'read 2', 'read 3', 'read 4']));
  });

  test('lets reads run beside one endless write', async () => {
    const { acquire } = queueOf();
    await acquire('write', 'writer');
    for (let n = 0; n < 5; n++) (await acquire('read', 'reader'))();
  });

  test('refuses at once what would wait for too long, and not a caller whose turn comes earlier', async () => {
    const { acquire, clock, queue, refused } = queueOf();
    const slow = await acquire('read', 'a');
    clock.now += 5_000;
    slow();
    const running = await acquire('read', 'a');
    const waiting = [acquire('read', 'a'), acquire('read', 'a')];
    await expect(queue.acquire('read', 'a')).rejects.toMatchObject({ code: 'OVERLOADED', details: { retryAfter: 1 } });
    waiting.push(acquire('read', 'b'));
    await settled();
    expect([queue.waiting, refused]).toEqual([3, []]);
    clock.now += 2_000;
    running();
    await Promise.all(waiting);
    expect(refused).toEqual(['a OVERLOADED', 'b OVERLOADED', 'a OVERLOADED']);
  });

  test('is bounded; where it is full, the caller with most that waits makes room for another', async () => {
    const { acquire, queue, refused } = queueOf();
    await acquire('read', 'many');
    for (let n = 0; n < 256; n++) void acquire('read', 'many', `many ${n}`);
    void acquire('read', 'many', 'one more');
    void acquire('read', 'few');
    await settled();
    expect(refused).toEqual(['one more OVERLOADED', 'many 255 OVERLOADED']);
    expect(queue.waiting).toBe(256);
  });

  test('is left by a client that disconnects', async () => {
    const { acquire, queue, started } = queueOf();
    const running = await acquire('read', 'a', 'first');
    const client = new AbortController();
    const left = acquire('read', 'a', 'leaves', client.signal);
    const stays = acquire('read', 'a', 'stays');
    client.abort();
    await left;
    expect(queue.waiting).toBe(1);
    running();
    await stays;
    expect(started).toEqual(['first', 'stays']);
  });
});

/** Milliseconds of work of an operation, if nothing runs beside it. */
const WORK = { read: 20, write: 12 } as const;
/** Of a request before it waits for its turn or is refused, and before a refused client comes back. */
const ARRIVAL = 1;

/**
 * Clients that send one request after the other, on a machine that divides its time evenly between what runs: what each lane finishes
 * in some milliseconds of its clock, and how long its operations took. The clock of the test is that of the machine, so the same happens
 * every time.
 */
async function simulate(concurrency: Concurrency, clients: { readers: number; writers: number }, milliseconds: number) {
  vi.useFakeTimers();
  const queue = new OperationQueue(concurrency);
  const running = new Map<() => void, number>();
  const work = (amount: number) => new Promise<void>((done) => running.set(done, amount));
  const took = { read: [] as number[], write: [] as number[] };
  const client = async (lane: 'read' | 'write'): Promise<never> => {
    for (;;) {
      const sent = performance.now();
      await work(ARRIVAL);
      const release = await queue.acquire(lane, `${lane}er`).catch(() => null);
      if (release === null) continue;
      await work(WORK[lane]);
      release();
      took[lane].push(performance.now() - sent);
    }
  };
  for (let n = 0; n < clients.writers; n++) void client('write');
  for (let n = 0; n < clients.readers; n++) void client('read');
  for (let passed = 0; passed < milliseconds; passed++) {
    await vi.advanceTimersByTimeAsync(1);
    const share = 1 / running.size;
    for (const [done, left] of running) {
      if (left > share) running.set(done, left - share);
      else {
        running.delete(done);
        done();
      }
    }
  }
  return { reads: took.read.length, writes: took.write.length, slowestWrite: Math.max(0, ...took.write) };
}

describe('on a machine that divides its time evenly', () => {
  afterEach(() => void vi.useRealTimers());

  test.each(Object.entries(CONCURRENCY))(
    '%s: four writers keep a third of their rate beside 150 readers, who keep a sixth',
    async (_, concurrency) => {
      const [both, writersAlone, readersAlone] = [
        await simulate(concurrency, { readers: 150, writers: 4 }, 10_000),
        await simulate(concurrency, { readers: 0, writers: 4 }, 10_000),
        await simulate(concurrency, { readers: 150, writers: 0 }, 10_000),
      ];
      expect(both.writes / writersAlone.writes).toBeGreaterThan(1 / 3);
      expect(both.slowestWrite).toBeLessThan(1_000);
      expect(both.reads / readersAlone.reads).toBeGreaterThan(1 / 6);
    },
  );
});
