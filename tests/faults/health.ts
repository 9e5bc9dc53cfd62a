import { expect } from 'vitest';

/** Milliseconds within which /health must respond. */
export const RESPONSE_LIMIT = 3_000;

interface Health {
  readonly status: number;
  readonly reported: string;
  readonly reason: string | undefined;
}

export async function health(url: string, which: 'live' | 'ready'): Promise<Health> {
  const start = performance.now();
  const response = await fetch(`${url}/health/${which}`);
  const { status: reported, reason } = (await response.json()) as { status: string; reason?: string };
  expect(performance.now() - start).toBeLessThan(RESPONSE_LIMIT);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, reported, reason };
}

const LIVE = { status: 200, reported: 'live', reason: undefined };
const READY = { status: 200, reported: 'ready', reason: undefined };

export async function expectReady(url: string): Promise<void> {
  expect([await health(url, 'live'), await health(url, 'ready')]).toEqual([LIVE, READY]);
}

/** Expects that the process is live but not ready, with this reason, and that repeated requests give the same. */
export async function expectUnready(url: string, reason: string): Promise<void> {
  for (let round = 0; round < 2; round++) {
    const found = await Promise.all([health(url, 'live'), health(url, 'ready'), health(url, 'live')]);
    expect(found).toEqual([LIVE, { status: 503, reported: 'unavailable', reason }, LIVE]);
  }
}
