import { expect, test } from 'vitest';
import { livenessGuard } from '../../src/engine/neo4j/liveness.ts';

const after = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(() => resolve('answer'), milliseconds));
const never = () => new Promise<never>(() => undefined);
const RESPONSE_TIMEOUT = 800;

test('a server that responds to others is available, however long one statement and the ping take', async () => {
  let reconnects = 0;
  const guard = livenessGuard(never, () => reconnects++, RESPONSE_TIMEOUT);
  const slow = guard(after(RESPONSE_TIMEOUT * 3));
  for (let passed = 0; passed < RESPONSE_TIMEOUT * 3; passed += 100) await guard(after(100));
  expect(await slow).toBe('answer');
  expect(reconnects).toBe(0);
});

test('a server that responds to no statement and no ping is given up', async () => {
  let reconnects = 0;
  const guard = livenessGuard(never, () => reconnects++, RESPONSE_TIMEOUT);
  const start = performance.now();
  await expect(guard(never())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(performance.now() - start).toBeLessThan(RESPONSE_TIMEOUT * 2);
  expect(reconnects).toBe(1);
});

test('what starts right after a server was given up does not wait for it once more', async () => {
  const guard = livenessGuard(never, () => undefined, RESPONSE_TIMEOUT);
  await expect(guard(never())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect(Promise.race([guard(never()), after(RESPONSE_TIMEOUT / 4)])).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

test('a server that was given up is tried again', async () => {
  const guard = livenessGuard(never, () => undefined, RESPONSE_TIMEOUT);
  await expect(guard(never())).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  await expect.poll(() => guard(after(1)).catch(() => null), { timeout: 5_000 }).toBe('answer');
});
