import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as letMessagesIn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import type { ProjectionPassage } from '../../../src/analysis/projection/records.ts';
import type { View } from '../../../src/analysis/projection/view.ts';
import { type AnalysisQuestion, answer } from '../../../src/analysis/questions.ts';
import type { Task } from '../../../src/analysis/workers/worker.ts';
import { Draw } from '../../attacks/fuzz/draw.ts';
import { ChangingGraph } from '../../support/analysis/changingGraph.ts';
import { entityId } from '../../support/analysis/graph.ts';
import { NO_LIMITS } from '../../support/analysis/questions.ts';
import { ROOT } from '../../support/root.ts';

const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const [ENTITIES, TIES] = [200, 1_200];
const ROUNDS = 6;
/** Questions per round; every second one is about the first revision. */
const QUESTIONS = 8;
/** Spare capacity of the shared memory; beyond it the projection is compacted into new memory. */
const SPARE_CAPACITY = 8_192;
/** Worker threads run the built code. */
const WORKER = join(ROOT, 'dist/server/worker.js');

function questionBy(draw: Draw, view: View): AnalysisQuestion {
  const node = () => view.node(entityId(draw.below(ENTITIES)));
  const [from, to] = [node(), node()];
  if (from === to || draw.often(0.2)) return { kind: 'reachable', from, maxDepth: 3 };
  if (draw.often(0.2)) return { kind: 'distance', from, to };
  return { kind: 'paths', from, to, maxDepth: 5, maxPaths: 50, time: draw.of(['ANY_TIME', 'SIMULTANEOUS', 'CHRONOLOGICAL']) };
}

function taskOf({ buffers, snapshot, passages, voices }: View, question: AnalysisQuestion): Task {
  const deadline = process.hrtime.bigint() + 60_000_000_000n;
  const columns = passages && { column: passages.column, ofTie: passages.ofTie };
  return { buffers, snapshot, passages: columns, voices, question, steps: NO_LIMITS.steps, deadline, cancelled: new SharedArrayBuffer(4) };
}

const SOURCES = ['S-000000000001', 'S-000000000002'] as const;

/** A passage of one of two sources about each tie; some deny. */
function* passagesBy(draw: Draw, view: View): Generator<readonly [string, readonly ProjectionPassage[]]> {
  for (let tie = 0; tie < view.tieCount; tie++) {
    yield [view.tieId(tie), [[draw.of(SOURCES), null, null, draw.often(0.2) ? 1 : 0, 0, null, '2026-01-31']]];
  }
}

test(`another thread answers from its own revision while this thread applies later ones (seed ${SEED})`, async () => {
  console.log(`another thread, seed ${SEED}: set ALLEGIANCE_FUZZ_SEED=${SEED} to repeat`);
  expect(existsSync(WORKER), 'requires npm run build').toBe(true);
  const draw = new Draw(SEED);
  const graph = new ChangingGraph(draw, ENTITIES, TIES);
  const projection = graph.projection(SPARE_CAPACITY);
  const sources = SOURCES.map((id) => ({ id, publisher: null, publishedOn: null, reliability: 'B' as const }));
  projection.addPassages({ sources, passages: passagesBy(draw, projection.view) });
  const worker = new Worker(WORKER);
  onTestFinished(async () => void (await worker.terminate()));
  const answers: unknown[] = [];
  worker.on('message', (message) => answers.push(message));

  const first = projection.view;
  // The work of a distance depends on the order of the ties of a node, which changes when the node is written to.
  const expected: { answer: unknown }[] = [];
  /** Revisions that were written into the memory that the other thread was reading. */
  let inSharedMemory = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const tasks = Array.from({ length: QUESTIONS }, (_, at) => {
      const plain = at % 2 === 0 ? first : projection.view;
      const view = draw.often(0.5) ? plain : plain.byVoices(plain.compile({ only: [{ sources: [SOURCES[0]] }] }));
      const question = questionBy(draw, view);
      const direct = answer(view, question, NO_LIMITS);
      expected.push({ answer: question.kind === 'distance' ? { ...direct, work: expect.any(Number) } : direct });
      return taskOf(view, question);
    });
    for (const task of tasks) worker.postMessage(task);
    while (answers.length < expected.length) {
      const { buffers, revision } = projection.view;
      if (projection.apply({ revision: revision + 1, rows: graph.rows() }).buffers === buffers) inSharedMemory++;
      await letMessagesIn();
    }
  }
  for (const [at, one] of answers.entries()) expect(one).toEqual(expected[at]);
  expect(inSharedMemory).toBeGreaterThan(ROUNDS * QUESTIONS);
});
