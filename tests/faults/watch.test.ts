import { expect, test } from 'vitest';
import { watcher } from '../../src/engine/neo4j/watch.ts';

const later = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(() => resolve('answer'), milliseconds));
const never = () => new Promise<never>(() => undefined);
const PATIENCE = 800;

test('a server that responds to others is available, however long one statement and the ping take', async () => {
  let renewals = 0;
  const watch = watcher(never, () => renewals++, PATIENCE);
  const slow = watch(later(PATIENCE * 3));
  for (let passed = 0; passed < PATIENCE * 3; passed += 100) await watch(later(100));
  expect(await slow).toBe('answer');
  expect(renewals).toBe(0);
});

test('a server that responds to no statement and no ping is given up', async () => {
  let renewals = 0;
  const watch = watcher(never, () => renewals++, PATIENCE);
  const start = performance.now();
  await expect(watch(never())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(performance.now() - start).toBeLessThan(PATIENCE * 2);
  expect(renewals).toBe(1);
});
