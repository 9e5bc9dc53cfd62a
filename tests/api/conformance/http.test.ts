import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import { OPEN_READING } from '../../support/admission.ts';
import { seeded } from '../seed/seeded.ts';

let engine: Engine;
let server: RunningServer;
beforeAll(async () => {
  engine = (await seeded()).engine;
  const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1e6, searchTime: 5_000 };
  server = await startServer(engine, settings, OPEN_READING);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

const audits: Audit[] = serverAudits({
  url: () => `${server.url}/graphql`,
  // A page of another origin cannot send this header without a preflight: without it GET is refused.
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } }),
});

describe('GraphQL over HTTP', () => {
  test('has 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map((audit) => ({ id: audit.id, name: audit.name, audit })))('$id: $name', async ({ audit }) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(['ok', '']);
  });

  test('a client that accepts either media type, or any, sees an error in the status', async () => {
    const statusFor = async (accept: string, query: string) =>
      (
        await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { accept, 'content-type': 'application/json' },
          body: JSON.stringify({ query }),
        })
      ).status;
    expect(await statusFor('*/*', '{')).toBe(400);
    expect(await statusFor('application/graphql-response+json, application/json', '{')).toBe(400);
    expect(await statusFor('application/json; charset=utf-8', '{')).toBe(200);
    const tooDeep = `{ actors { nodes ${'{ backs { nodes '.repeat(12)}{ id }${' } }'.repeat(12)} } }`;
    expect(await statusFor('application/json', tooDeep)).toBe(400);
  });
});
