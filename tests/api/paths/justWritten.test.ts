import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { type QueryRunner, runnerOf } from '../../support/paths/runner.ts';
import { fillSmallGraph } from '../../support/paths/smallGraph.ts';
import { writeRows } from '../../support/revisions/revisions.ts';
import { actors, slugOf, tie } from '../../support/revisions/rows.ts';

let engine: Engine;
let runner: QueryRunner;
let written = 0;
/** The clock is not notified of writes and does not look for them. */
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillSmallGraph(engine);
  runner = runnerOf(engine, { cacheBytes: 0, clock: new Clock(engine, 3_600_000) });
  await runner.services.projection.view();
});
afterAll(() => engine.close());

test.each([
  ['paths(from: "SLUG", to: "north")', '{ count }', { count: 1 }],
  ['paths(from: "north", to: "militia", through: ["SLUG"])', '{ count }', { count: 0 }],
  ['distance(from: "north", to: "SLUG")', '', 1],
  ['reachable(from: "SLUG", maxDepth: 1)', '{ nodes { slug } }', { nodes: [{ slug: 'north' }] }],
  ['chains(from: "SLUG", steps: [{}])', '{ ends { slug } }', { ends: [{ slug: 'north' }] }],
])('an entity that another process has just written can be queried: %s', async (field, fields, expected) => {
  written += 1;
  await writeRows(engine, actors(written, 1));
  await writeRows(engine, { relationships: [{ ...tie(written, 0).relationships![0]!, to: 'north' } as object] });
  const answer = await runner.execute<Record<string, unknown>>(`{ answer: ${field.replace('SLUG', slugOf(written))} ${fields} }`);
  expect(answer).toEqual({ answer: expected });
});
