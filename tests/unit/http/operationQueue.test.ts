import { describe, expect, test } from 'vitest';
import { OperationQueue } from '../../../src/http/limits/operationQueue.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A queue with a clock that stands still, and what has started in it. */
function queueOf(concurrency: { reads?: number; writes?: number; readShare?: number } = {}) {
  const clock = { now: 0 };
  const queue = new OperationQueue({ reads: 1, writes: 1, readShare: 0.5, ...concurrency }, () => clock.now);
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

  test('starts a write at once, and reads beside writes only in their share of that time', async () => {
    const { acquire, clock, started } = queueOf();
    const first = await acquire('read', 'reader', 'read 1');
    void acquire('read', 'reader', 'read 2');
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
