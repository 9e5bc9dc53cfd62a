import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openInThread } from '../../../src/engine/embedded/thread/openInThread.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { commit, get } from '../../support/engine/probe.ts';
import { inThread, newDirectory } from './thread.ts';

const SAVED = { name: 'test.saved', text: 'RETURN 1' };

/** A store that is still being opened, and answers only one read, which was saved. */
async function opening(): Promise<{ readonly engine: Engine; readonly directory: string; readonly thread: Worker }> {
  const directory = newDirectory();
  const before = await inThread(directory);
  for (let number = 0; number < 200; number++) await commit(before, `probe ${number}`, 'text '.repeat(2_000));
  const position = await before.position!();
  await before.close();
  const listening = vi.spyOn(Worker.prototype, 'on');
  const saved = Promise.resolve({ position, reads: [{ statement: SAVED.name, parameters: {}, rows: [['saved']] }] });
  const engine = await openInThread(directory, 10_000, {}, saved);
  const thread = listening.mock.contexts.at(-1) as Worker;
  listening.mockRestore();
  onTestFinished(() => engine.close());
  expect(engine.opened).toBeInstanceOf(Promise);
  engine.opened!.catch(() => undefined);
  expect(await engine.read(SAVED)).toEqual([['saved']]);
  return { engine, directory, thread };
}

test('what is asked of a store while it is opened is answered when it is open, and then it is not what was saved', async () => {
  const { engine } = await opening();
  const [probe] = await Promise.all([get(engine, 'probe 7'), commit(engine, 'new', 1), engine.check(), engine.version()]);
  expect(probe).toBe('text '.repeat(2_000));
  expect(await engine.opened).toBeNull();
  expect(await engine.read(SAVED)).toEqual([[1]]);
});

test('a store can be closed while it is opened', async () => {
  const { engine, directory } = await opening();
  const reading = get(engine, 'probe 7').catch(({ code }) => code);
  await engine.close();
  expect(['text '.repeat(2_000), 'STORE_UNAVAILABLE']).toContain(await reading);
  expect(engine.writes!()).toBeNaN();
  await expect(engine.read(SAVED)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  const again = await inThread(directory);
  expect(again.notice).toBeNull();
  expect(await get(again, 'probe 199')).toBe('text '.repeat(2_000));
});

test('where the thread ends while the store is opened, nobody waits for ever', async () => {
  const mask = process.umask();
  const { engine, directory, thread } = await opening();
  const [reading, writing] = [get(engine, 'probe 7'), commit(engine, 'new', 1)];
  void thread.terminate();
  const ended = { code: 'STORE_UNAVAILABLE', message: expect.stringContaining('The thread of the store has ended.') };
  const outcomes = await Promise.allSettled([reading, writing, engine.opened, engine.version()]);
  expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected']);
  for (const outcome of outcomes) expect((outcome as PromiseRejectedResult).reason).toMatchObject(ended);
  await expect(engine.read(SAVED)).rejects.toMatchObject(ended);
  await engine.close();
  expect(process.umask()).toBe(mask);
  expect(await get(await inThread(directory), 'probe 199')).toBe('text '.repeat(2_000));
});
