import { type Audit, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { seeded } from '../seed/seeded.ts';
import { ANYBODY_READS } from '../support/admission.ts';

let engine: Engine;
let server: RunningServer;
beforeAll(async () => {
  engine = (await seeded()).engine;
  const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1e6, searchTime: 5_000 };
  server = await startServer(engine, settings, ANYBODY_READS);
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

const audits: Audit[] = serverAudits({
  url: () => `${server.url}/graphql`,
  // A page of another origin cannot send this header without asking first: without it GET is refused.
  fetchFn: (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...init.headers, 'apollo-require-preflight': 'true' } }),
});

/**
 * What Apollo Server does otherwise than the specification recommends (SHOULD): a request in the old `application/json` form
 * whose document or variables cannot be read is answered 400, as in the new form, and not 200. By the audit's id.
 */
const NOTICES = ['572B', 'FDE2', '7B9B'];

describe('GraphQL over HTTP', () => {
  test('has 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map((audit) => ({ id: audit.id, name: audit.name, audit })))('$id: $name', async ({ id, audit }) => {
    const result = await audit.fn();
    expect([result.status, 'reason' in result ? result.reason : '']).toEqual(
      NOTICES.includes(id) ? ['warn', 'Response status code is not 200'] : ['ok', ''],
    );
  });
});
