import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { fillLongGraph, LONG_PATH } from '../../support/paths/longGraph.ts';
import { pathsOf } from '../../support/paths/pathTexts.ts';
import { runnerOf } from '../../support/paths/runner.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithSeed(engine);
});
afterAll(() => engine.close());

const QUESTIONS = [
  'from: "iran", to: "israel", maxDepth: 6, maxPaths: 60',
  'from: "russia", to: "hayat-tahrir-al-sham", maxDepth: 6, maxPaths: 60, orderBy: CONFIDENCE, time: SIMULTANEOUS',
  'from: "turkey", to: "iran", maxDepth: 5, maxPaths: 60, distinct: RELATIONSHIPS, time: CHRONOLOGICAL',
];

describe('an answer that a limit cut is an exact prefix of the whole', () => {
  test.each(QUESTIONS)('WORK_LIMIT: %s', async (question) => {
    const whole = await pathsOf(runnerOf(engine), question);
    expect([whole.count, whole.stoppedBy]).toEqual([60, 'MAX_PATHS']);
    const counts: number[] = [];
    for (const steps of [0, 100, 300, 1_000, 2_000, 4_000, 8_000, 16_000]) {
      const cut = await pathsOf(runnerOf(engine, { steps }), question);
      expect(cut.paths).toEqual(whole.paths.slice(0, cut.count));
      expect([cut.truncated, cut.stoppedBy]).toEqual([true, cut.count === whole.count ? 'MAX_PATHS' : 'WORK_LIMIT']);
      counts.push(cut.count);
    }
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    expect(new Set(counts).size).toBeGreaterThan(2);
  });

  test('TIME_LIMIT: if the time is over at the first check', async () => {
    const lollipop = await openEmbedded(null);
    await fillLongGraph(lollipop, 16);
    const whole = await pathsOf(runnerOf(lollipop), LONG_PATH);
    const cut = await pathsOf(runnerOf(lollipop, { time: 0 }), LONG_PATH);
    expect([whole.count, whole.stoppedBy]).toEqual([2, null]);
    expect([cut.count, cut.truncated, cut.stoppedBy]).toEqual([1, true, 'TIME_LIMIT']);
    expect(cut.paths).toEqual(whole.paths.slice(0, 1));
    await lollipop.close();
  });
});
