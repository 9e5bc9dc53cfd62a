import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { fillLongGraph, LONG_QUESTION, shorterQuestion } from '../../support/paths/longGraph.ts';
import { type QueriedServer, serverOn } from '../../support/paths/server.ts';

/** Everyone fights everyone: a search of eight hops that would take too long to wait for. */
const CROWD = 60;
/** Worker threads of the server for long queries. */
const THREADS = 2;

let engine: Engine;
let server: QueriedServer;
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillLongGraph(engine, CROWD);
  server = await serverOn(engine, {});
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

interface Found {
  readonly paths: { readonly count: number; readonly truncated: boolean; readonly stoppedBy: string | null };
}

async function isAborted(request: Promise<unknown>): Promise<boolean> {
  return request.then(
    () => false,
    (error: Error) => error.name === 'AbortError',
  );
}

describe('over HTTP', () => {
  test('an answer names the revision that it shows, whether it needs the projection or not', async () => {
    expect((await server.post(shorterQuestion(2))).extensions).toEqual({ revision: 0 });
    expect((await server.post('{ status { revision } }')).extensions).toEqual({ revision: 0 });
  });

  test('during long searches, as many as there are threads, others are answered', async () => {
    const aborted = new AbortController();
    let ended = 0;
    const searches = Array.from({ length: THREADS }, async () => {
      const isCut = await isAborted(server.post(LONG_QUESTION, { signal: aborted.signal }));
      ended++;
      return isCut;
    });
    await sleep(300);
    for (let n = 0; n < 20; n++) expect((await server.post('{ status { revision } }')).errors).toBeUndefined();
    expect(ended).toBe(0);
    aborted.abort();
    expect(await Promise.all(searches)).toEqual(searches.map(() => true));
  });

  test('the search stops when its client disconnects', async () => {
    const aborted = new AbortController();
    const searches = Array.from({ length: 3 * THREADS }, () => isAborted(server.post(LONG_QUESTION, { signal: aborted.signal })));
    await sleep(300);
    aborted.abort();
    await Promise.all(searches);
    const { data } = await server.post<Found>(shorterQuestion(6));
    expect(data.paths).toEqual({ count: 1, truncated: false, stoppedBy: null });
  });
});

describe('a search that reaches a limit returns a prefix of the answer and says which limit', () => {
  test.each([
    ['WORK_LIMIT', { searchSteps: 10_000 }],
    ['WORK_LIMIT', { searchSteps: 1_000_000 }],
    ['TIME_LIMIT', { searchTime: 300 }],
  ])('%s with %o', async (stoppedBy, limits) => {
    const limited = await serverOn(engine, limits);
    for (let times = 0; times < 3; times++) {
      const start = performance.now();
      const { data } = await limited.post<Found>(LONG_QUESTION);
      expect(data.paths).toEqual({ count: 1, truncated: true, stoppedBy });
      // Another run may find more: such an answer is not cached.
      if (stoppedBy === 'TIME_LIMIT') expect(performance.now() - start).toBeGreaterThan(250);
    }
    await limited.close();
  });
});
