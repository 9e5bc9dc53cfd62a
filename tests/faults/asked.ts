import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../http/support/ask.ts';

/** What came of a query over HTTP, and how long it took in milliseconds. */
export interface Asked {
  readonly code: string | null;
  readonly message: string | null;
  readonly took: number;
}

export async function asked(url: string, query = '{ status { revision } }'): Promise<Asked> {
  const start = performance.now();
  const { body } = await ask(url, query);
  const error = body.errors?.[0];
  return { code: error?.extensions.code ?? null, message: error?.message ?? null, took: performance.now() - start };
}

/** What `/health` answers. */
export async function health(url: string): Promise<{ status: number; body: { status: string; reason?: string } }> {
  const response = await fetch(`${url}/health`);
  return { status: response.status, body: (await response.json()) as { status: string; reason?: string } };
}

/** Asks until there is an answer; throws with the last refusal after `limit` milliseconds. */
export async function recovers(url: string, limit: number): Promise<void> {
  const over = performance.now() + limit;
  for (;;) {
    const { code, message } = await asked(url);
    if (code === null) return;
    if (performance.now() > over) throw new Error(`it did not recover in ${limit} ms: ${message}`);
    await sleep(100);
  }
}
