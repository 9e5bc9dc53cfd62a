import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { randomGraph } from '../../../bench/madeGraph.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { type AnalysisQuestion, answer } from '../../../src/analysis/questions.ts';
import { WorkerPool } from '../../../src/analysis/workers/workerPool.ts';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { build } from '../../support/analysis/build.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { runnerOf } from '../../support/paths/runner.ts';
import { type QueriedServer, serverOn } from '../../support/paths/server.ts';
import { fillAnalysed } from './world.ts';

const made = randomGraph(4_000, 25_000);
const view: View = build({ entities: [...made.entities()].flat(), ties: [...made.ties()].flat() }).view;
const shape = { filter: { undated: false }, kinds: null, involving: null };
const range = { after: null, before: null, backward: false, limit: 21 };

/** Over more ties than are searched on the main thread. */
const HEAVY: readonly AnalysisQuestion[] = [
  { kind: 'changes', ...shape, span: { first: 728_000, last: 736_000 }, ...range },
  { kind: 'blocs', ...shape, method: 'CAMPS', first: 20 },
  { kind: 'blocs', ...shape, method: 'COMMUNITIES', first: 20 },
  { kind: 'ranking', ...shape, by: 'BETWEENNESS', first: 20 },
  { kind: 'ranking', ...shape, by: 'PAGERANK', first: 20 },
  { kind: 'balance', ...shape, first: 50 },
];

describe.each(HEAVY)('$kind, an expensive query,', (question) => {
  const pool = new WorkerPool({ steps: 1e9, time: 60_000 });
  afterAll(() => pool.close());

  test('is answered in a worker thread, with the same result as in this one, without blocking it', async () => {
    let ended = false;
    const running = pool.run(view, question).finally(() => {
      ended = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(ended).toBe(false);
    expect(await running).toEqual(answer(view, question, NO_LIMITS));
  });

  test('is bounded by its steps and stops when the client disconnects', async () => {
    const small = new WorkerPool({ steps: 25_000, time: 60_000 });
    expect((await small.run(view, question)).stoppedBy).toBe('WORK_LIMIT');
    await small.close();
    expect((await pool.run(view, question, AbortSignal.abort())).stoppedBy).toBe('TIME_LIMIT');
  });
});

describe('lists of the ties of a large graph', () => {
  const large = randomGraph(20_000, 120_000);
  const { view } = build({ entities: [...large.entities()].flat(), ties: [...large.ties()].flat() });
  const pool = new WorkerPool({ steps: 1e9, time: 60_000 });
  afterAll(() => pool.close());

  test.each<AnalysisQuestion>([
    { kind: 'tieList', filter: {}, order: 'CONFIDENCE', range },
    { kind: 'tieCount', filter: {} },
  ])('$kind is gone through in another thread, the same as in this one', async (question) => {
    expect(answer(view, question, { steps: 20_000 }).stoppedBy).toBe('WORK_LIMIT');
    expect(await pool.run(view, question)).toEqual(answer(view, question, NO_LIMITS));
    expect((await pool.run(view, question, AbortSignal.abort())).stoppedBy).toBe('TIME_LIMIT');
  });
});

describe('over HTTP', () => {
  let engine: Engine;
  let server: QueriedServer;
  beforeAll(async () => {
    engine = await openEmbedded(null);
    await fillAnalysed(engine);
    server = await serverOn(engine, {});
  });
  afterAll(async () => {
    await server.close();
    await engine.close();
  });

  test.each([
    'stance(a: "north", b: "south") { posture }',
    'stanceHistory(a: "north", b: "south") { posture }',
    'changes(from: "2010", to: "2016") { totalCount }',
    'blocs { count }',
    'ranking(by: PAGERANK) { exact }',
    'balance { balanced }',
    'eventSeries { start }',
    'eventRemainder { events }',
    'eventBreakdown(by: ACTOR) { key }',
    'disputes { totalCount }',
    'relationships { totalCount }',
  ])('the answer names the revision that it shows: %s', async (query) => {
    const { data, extensions } = await server.post<object>(`{ ${query} }`);
    expect(Object.values(data)).not.toContain(null);
    expect(extensions).toEqual({ revision: 1 });
  });

  test('a query that reached its limit is an error, not a partial answer', async () => {
    const refused = await runnerOf(engine, { steps: 5 }).errorOf('{ balance { balanced } }');
    expect(refused).toEqual({
      code: 'QUERY_TIMEOUT',
      message:
        'The query reached its limit before its answer was complete. Narrow it: a date, fewer types of relationship, a higher `minConfidence`.',
    });
  });
});
