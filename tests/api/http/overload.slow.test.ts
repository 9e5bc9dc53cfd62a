import { Agent, request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFew, type TestServer } from '../access/support/served.ts';

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly codes: readonly string[];
}

let served: TestServer;
const agent = new Agent({ keepAlive: true });
beforeAll(async () => {
  served = await serveFew();
});
afterAll(async () => {
  agent.destroy();
  await served.close();
});

/** @param number Makes each one different, so that no answer can be used again. */
function send(query: string, number: number): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${served.tokenOf.editor}` };
  return new Promise((resolve, reject) => {
    const sent = request(served.url, { method: 'POST', headers, agent }, async (response) => {
      let body = '';
      for await (const chunk of response) body += String(chunk);
      const { errors = [] } = JSON.parse(body) as { errors?: { extensions: { code: string } }[] };
      const codes = errors.map(({ extensions }) => extensions.code);
      resolve({ status: response.statusCode!, retryAfter: response.headers['retry-after'], codes });
    });
    sent.on('error', reject).end(JSON.stringify({ query, variables: { key: `number ${number}` } }));
  });
}

const READ = `query ($key: String!) { search(text: $key, first: 5) { entity { name } }
  actors(first: 20) { nodes { name backs(first: 20) { nodes { __typename } } backedBy(first: 20) { totalCount } } } }`;
const WRITE = `mutation ($key: String!) {
  recordRelationships(rows: [{ type: BACKS, from: "blue", to: "grey", start: "2001", key: $key }]) { revision } }`;

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

test('while a hundred readers send one request after the other, writes wait less than reads', async () => {
  const times = { read: [] as number[], write: [] as number[] };
  const timed = async (lane: keyof typeof times, query: string, number: number): Promise<void> => {
    const start = performance.now();
    await send(query, number);
    times[lane].push(performance.now() - start);
  };
  let isOver = false;
  let number = 0;
  const reader = async (): Promise<void> => {
    while (!isOver) await timed('read', READ, number++);
  };
  const readers = Array.from({ length: 100 }, reader);
  for (let n = 0; n < 10; n++) await timed('write', WRITE, n);
  isOver = true;
  await Promise.all(readers);
  expect(median(times.write)).toBeLessThan(median(times.read));
});

test('what would wait for too long is refused with 503 and Retry-After, and does nothing', async () => {
  const { revision } = (await served.execute('{ status { revision } }', served.tokenOf.reader)).data!.status as { revision: number };
  const answers = await Promise.all(Array.from({ length: 300 }, (_, n) => send(WRITE, 1_000 + n)));
  const refused = answers.filter(({ status }) => status !== 200);
  for (const { retryAfter, ...one } of refused) {
    expect(one).toEqual({ status: 503, codes: ['OVERLOADED'] });
    expect(Number(retryAfter)).toBeGreaterThan(0);
  }
  expect(refused.length).toBeGreaterThan(0);
  const after = await served.execute('{ status { revision } }', served.tokenOf.reader);
  expect(after.data).toEqual({ status: { revision: revision + answers.length - refused.length } });
});
