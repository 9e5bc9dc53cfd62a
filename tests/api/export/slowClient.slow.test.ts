import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { write } from '../../../src/write/write.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed, NOW } from '../../support/engine/world.ts';
import { serve, type TestServer } from '../access/support/served.ts';

const MANY = 5_000;
const LONG = 'x'.repeat(4_000);

/** The seed, and so many ties that their export does not fit into network buffers. */
async function fill(engine: Engine): Promise<void> {
  await fillWithSeed(engine);
  const relationships = Array.from({ length: MANY }, (_, at) => ({
    type: 'OPPOSES',
    from: 'iran',
    to: 'israel',
    key: `many:${at} ${LONG}`,
  }));
  const report = await write(engine, { relationships }, { key: 'many', by: 'tests', at: NOW });
  expect(report.problems).toEqual([]);
}

const store = engineFor(() => openEmbedded(null), fill);
let reads = 0;
let served: TestServer;
beforeAll(async () => {
  const read: Engine['read'] = (statement, parameters) => {
    reads += 1;
    return store().read(statement, parameters);
  };
  served = await serve({ ...store(), read }, { openReading: true });
});
afterAll(() => served.close());

test('an export waits for a slow client, and stops when the client disconnects', async () => {
  const address = served.url.replace('/graphql', '/export/graph.graphml');
  reads = 0;
  await (await fetch(address)).text();
  const all = reads;
  const response = await new Promise<IncomingMessage>((resolve) => get(address, { headers: { 'accept-encoding': 'identity' } }, resolve));
  response.pause();
  expect(await quiet()).toBeLessThan(all);
  response.destroy();
  expect(await quiet()).toBeLessThan(3);
});

/** The number of reads of the store until there are no more. */
async function quiet(): Promise<number> {
  reads = 0;
  for (let last = -1; last !== reads; ) {
    last = reads;
    await new Promise((later) => setTimeout(later, 150));
  }
  return reads;
}
