import { setTimeout as sleep } from 'node:timers/promises';
import { postQuery } from '../api/http/support/request.ts';

/** Result of a query over HTTP; `took` is in milliseconds. */
export interface QueryResult {
  readonly code: string | null;
  readonly message: string | null;
  readonly took: number;
}

export async function runQuery(url: string, query = '{ status { revision } }'): Promise<QueryResult> {
  const start = performance.now();
  const { body } = await postQuery(url, query);
  const error = body.errors?.[0];
  return { code: error?.extensions.code ?? null, message: error?.message ?? null, took: performance.now() - start };
}

/** Result of a mutation; `done` is null if it was rejected. */
export interface MutationResult extends QueryResult {
  readonly done: { readonly revision: number; readonly created: number; readonly unchanged: number } | null;
}

/** Writes actors with these slugs. */
export async function writeActors(url: string, token: string, slugs: readonly string[]): Promise<MutationResult> {
  const rows = slugs.map((slug) => `{ slug: "${slug}", kind: PERSON, name: "x" }`).join(' ');
  const body = JSON.stringify({ query: `mutation { done: upsertActors(rows: [${rows}]) { revision created unchanged } }` });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const start = performance.now();
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
  const { data, errors } = (await response.json()) as {
    data?: { done: MutationResult['done'] } | null;
    errors?: readonly { message: string; extensions: { code: string } }[];
  };
  const [error] = errors ?? [];
  const failure = { code: error?.extensions.code ?? null, message: error?.message ?? null };
  return { ...failure, took: performance.now() - start, done: data?.done ?? null };
}

/** The response of `/health`. */
export async function health(url: string): Promise<{ status: number; body: { status: string; reason?: string } }> {
  const response = await fetch(`${url}/health`);
  return { status: response.status, body: (await response.json()) as { status: string; reason?: string } };
}

/** Repeats a query until it succeeds; throws with the last error after `limit` milliseconds. */
export async function waitForRecovery(url: string, limit: number): Promise<void> {
  const deadline = performance.now() + limit;
  for (;;) {
    const { code, message } = await runQuery(url);
    if (code === null) return;
    if (performance.now() > deadline) throw new Error(`it did not recover in ${limit} ms: ${message}`);
    await sleep(100);
  }
}
