import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ProjectionBuilder } from '../../../src/analysis/projection/builder.ts';
import type { Projection } from '../../../src/analysis/projection/projection.ts';
import type { BaseMaker, Staged } from '../../../src/analysis/projection/staged.ts';
import { baseThread } from '../../../src/analysis/workers/baseThread.ts';
import { dump } from '../../support/analysis/dump.ts';
import type { Graph } from '../../support/analysis/graph.ts';
import { completeGraph, ladder, thickLine, twoHubs } from '../../support/analysis/sampleGraphs.ts';

const GRAPHS: readonly Graph[] = [completeGraph(12), ladder(40), twoHubs(60), thickLine(5, 9)];

function builderOf({ entities, ties }: Graph): ProjectionBuilder {
  const builder = new ProjectionBuilder();
  builder.addEntities(entities);
  builder.addTies(ties);
  return builder;
}

const shown = (projection: Projection, { entities }: Graph) =>
  dump(
    projection.view,
    entities.map(({ id }) => id),
  );

/** The threads that have been given work since this call. */
function watchThreads(): () => readonly Worker[] {
  const posting = vi.spyOn(Worker.prototype, 'postMessage');
  onTestFinished(() => posting.mockRestore());
  return () => [...new Set(posting.mock.contexts as Worker[])];
}

const isAlive = (thread: Worker): boolean => thread.threadId !== -1;

async function expectMade(maker: BaseMaker, graph: Graph): Promise<void> {
  const made = await builderOf(graph).finishBy(maker, 1);
  const expected = builderOf(graph).finish(1);
  expect(shown(made, graph)).toEqual(shown(expected, graph));
  const saved = await made.saved(maker);
  expect(saved.buffers).toEqual((await expected.saved(null)).buffers);
}

test('bases that are made at once are those made in this thread, and all threads end', async () => {
  const [maker, threads] = [baseThread()!, watchThreads()];
  await Promise.all([...GRAPHS, ...GRAPHS].map((graph) => expectMade(maker, graph)));
  expect(threads().length).toBeGreaterThan(1);
  await expect.poll(() => threads().filter(isAlive)).toEqual([]);
});

test('a thread makes one base after the other, and ends when none has come for a while; then there is another', async () => {
  const [maker, threads] = [baseThread()!, watchThreads()];
  for (const graph of GRAPHS) await expectMade(maker, graph);
  expect(threads().length).toBe(1);
  expect(threads().filter(isAlive).length).toBe(1);
  await expect.poll(() => threads().filter(isAlive)).toEqual([]);
  await expectMade(maker, GRAPHS[0]!);
  expect(threads().length).toBe(2);
});

test('a base that cannot be made is an error of its caller only, and its thread ends', async () => {
  const [maker, threads] = [baseThread()!, watchThreads()];
  const broken = { nodes: {}, nodeCount: 3, canon: new Map(), ties: null, tieCount: 1, runs: [], minSpareCapacity: 1 } as unknown as Staged;
  const unsendable = { ...broken, canon: () => undefined } as unknown as Staged;
  const outcomes = await Promise.allSettled([
    maker.build(broken),
    expectMade(maker, GRAPHS[1]!),
    maker.build(unsendable),
    maker.build(broken),
    expectMade(maker, GRAPHS[2]!),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
  await expectMade(maker, GRAPHS[0]!);
  await expect.poll(() => threads().filter(isAlive)).toEqual([]);
});

test('an idle thread that dies is not given the next base', async () => {
  const [maker, threads] = [baseThread()!, watchThreads()];
  await expectMade(maker, GRAPHS[0]!);
  await threads()[0]!.terminate();
  await expectMade(maker, GRAPHS[1]!);
});

test('an idle thread does not keep the process from ending', () => {
  const program = join(import.meta.dirname, 'makesBase.ts');
  const printed = execFileSync(process.execPath, ['scripts/run.mjs', program], { encoding: 'utf8', timeout: 20_000 });
  const [, milliseconds] = /^made; ended after (\d+) ms\n$/.exec(printed)!;
  expect(Number(milliseconds)).toBeLessThan(1_500);
});
