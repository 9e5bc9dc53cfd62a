import { afterAll, beforeAll } from 'vitest';
import { readConfig } from '../../../src/config.ts';
import { type RunningServer, startServer } from '../../../src/http/server.ts';
import { OPEN_READING } from '../../support/admission.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

/** A server over the seed for the tests of a block, with these settings; returns its address. */
export function serveSeed(environment: Readonly<Record<string, string>> = {}): () => string {
  let graph: TestGraph;
  let server: RunningServer;
  beforeAll(async () => {
    graph = await seeded();
    server = await startServer(graph.engine, readConfig({ PORT: '0', ...environment }), OPEN_READING);
  });
  afterAll(async () => {
    await server.close();
    await graph.engine.close();
  });
  return () => server.url;
}
