import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../http/support/ask.ts';

/** Result of a query over HTTP; `took` is in milliseconds. */
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

/** Result of a mutation; `done` is null if it was rejected. */
export interface Mutated extends Asked {
  readonly done: { readonly revision: number; readonly created: number; readonly unchanged: number } | null;
}

/** Writes actors with these slugs. */
export async function wroteActors(url: string, token: string, slugs: readonly string[]): Promise<Mutated> {
  const rows = slugs.map((slug) => `{ slug: "${slug}", kind: PERSON, name: "x" }`).join(' ');
  const body = JSON.stringify({ query: `mutation { done: upsertActors(rows: [${rows}]) { revision created unchanged } }` });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const start = performance.now();
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as {
    data?: { done: Mutated['done'] } | null;
    errors?: readonly { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  const refusal = { code: error?.extensions.code ?? null, message: error?.message ?? null };
  return { ...refusal, took: performance.now() - start, done: data?.done ?? null };
}

/** The response of `/health`. */
export async function health(url: string): Promise<{ status: number; body: { status: string; reason?: string } }> {
  const response = await fetch(`${url}/health`);
  return { status: response.status, body: (await response.json()) as { status: string; reason?: string } };
}

/** Repeats a query until it succeeds; throws with the last error after `limit` milliseconds. */
export async function recovers(url: string, limit: number): Promise<void> {
  const over = performance.now() + limit;
  for (;;) {
    const { code, message } = await asked(url);
    if (code === null) return;
    if (performance.now() > over) throw new Error(`it did not recover in ${limit} ms: ${message}`);
    await sleep(100);
  }
}
