import { describe, expect, test } from 'vitest';
import { describeEveryEngine } from '../support/engine/engines.ts';
import { BROKEN, commit, get, put } from '../support/engine/probe.ts';

describe('a write', () => {
  describeEveryEngine((engine) => {
    test('can be read afterwards', async () => {
      await commit(engine(), 'committed', 'yes');
      expect(await get(engine(), 'committed')).toBe('yes');
    });

    test('returns the value of its work', async () => {
      expect(await engine().write(async () => ({ commit: true, value: 'answer' }))).toBe('answer');
      expect(await engine().write(async () => ({ commit: false, value: 'no change' }))).toBe('no change');
    });

    test('sees its own changes, which others see after the commit only', async () => {
      await engine().write(async (transaction) => {
        await put(transaction, 'own', 'mine');
        expect(await get(transaction, 'own')).toBe('mine');
        expect(await get(engine(), 'own')).toBeUndefined();
        return { commit: true, value: undefined };
      });
      expect(await get(engine(), 'own')).toBe('mine');
    });

    test('with commit: false does not change the store', async () => {
      await commit(engine(), 'unchanged', 'before');
      await engine().write(async (transaction) => {
        await put(transaction, 'unchanged', 'after');
        await put(transaction, 'never', 'there');
        return { commit: false, value: undefined };
      });
      expect([await get(engine(), 'unchanged'), await get(engine(), 'never')]).toEqual(['before', undefined]);
    });

    test('that throws does not change the store, and rejects with its error', async () => {
      const thrown = new Error('of the work itself');
      const writing = engine().write(async (transaction) => {
        await put(transaction, 'thrown', 'half done');
        throw thrown;
      });
      await expect(writing).rejects.toBe(thrown);
      expect(await get(engine(), 'thrown')).toBeUndefined();
    });

    test('with a failed statement does not change the store', async () => {
      const writing = engine().write(async (transaction) => {
        await put(transaction, 'failed', 'half done');
        await transaction.run(BROKEN);
        return { commit: true, value: undefined };
      });
      await expect(writing).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'The statement test.broken failed.' });
      expect(await get(engine(), 'failed')).toBeUndefined();
    });

    test('whose work ignores a failed statement is rolled back all the same', async () => {
      const writing = engine().write(async (transaction) => {
        await put(transaction, 'swallowed', 'half done');
        await transaction.run(BROKEN).catch(() => undefined);
        return { commit: true, value: undefined };
      });
      await expect(writing).rejects.toMatchObject({ name: 'AllegianceError' });
      expect(await get(engine(), 'swallowed')).toBeUndefined();
    });

    test('succeeds after a failed one', async () => {
      await expect(engine().write((transaction) => transaction.run(BROKEN).then(() => ({ commit: true, value: 0 })))).rejects.toThrow();
      await commit(engine(), 'afterwards', 'done');
      expect(await get(engine(), 'afterwards')).toBe('done');
    });

    test('waits for the one before, and is seen by the next', async () => {
      await commit(engine(), 'count', 0);
      const taking = { name: 'test.take', text: "MATCH (n:Probe {id: 'count'}) SET n.lock = $by RETURN n.value" };
      const increment = (by: number) =>
        engine().write(async (transaction) => {
          const [row] = await transaction.run(taking, { by });
          await put(transaction, 'count', (row![0] as number) + 1);
          return { commit: true, value: undefined };
        });
      await Promise.all(Array.from({ length: 10 }, (_, number) => increment(number)));
      expect(await get(engine(), 'count')).toBe(10);
    });
  });
});
