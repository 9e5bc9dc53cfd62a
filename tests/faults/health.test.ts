import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { fillWithFew } from '../api/access/support/served.ts';
import { postQuery } from '../api/http/support/request.ts';
import { OPEN_READING } from '../support/admission.ts';
import { expectReady, expectUnready } from './health.ts';

const SETTINGS = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1_000_000, searchTime: 5_000 };

describe('embedded store', () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-health-'));
  let store: Engine;
  let server: RunningServer;
  beforeAll(async () => {
    store = await openEmbedded(directory);
    await fillWithFew(store);
    server = await startServer({ ...store, read: (...args) => store.read(...args) }, SETTINGS, OPEN_READING);
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    rmSync(directory, { recursive: true });
  });

  test('a server whose store is closed is live but not ready, and ready when it is open again', async () => {
    await expectReady(server.url);
    await store.close();
    await expectUnready(server.url, 'The store is closed. Start the server again.');
    store = await openEmbedded(directory);
    await expectReady(server.url);
  });
});

describe('while the store is being prepared', () => {
  test('a server is live but not ready, gives the reason without querying the store, and rejects requests', async () => {
    const reason = 'The store is being prepared. Try again in a moment.';
    const closed = await openEmbedded(null);
    await closed.close();
    const server = await startServer(closed, SETTINGS, { ...OPEN_READING, readiness: () => reason });
    await expectUnready(server.url, reason);
    expect((await postQuery(server.url, '{ status { revision } }')).status).toBe(503);
    await server.close();
  });
});
