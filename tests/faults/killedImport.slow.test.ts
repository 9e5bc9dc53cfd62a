import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { Draw } from '../attacks/fuzz/draw.ts';
import { build, CommandDirectory, end } from '../support/import/command.ts';
import { MAPPING } from '../support/import/mapping.ts';
import { LONG } from '../support/long.ts';
import { expectGaplessRevisions, stableContents } from './stableContents.ts';
import { describeEachLocation } from './storeLocations.ts';

const KILLS = LONG ? 20 : 1;
/** Minimum number of kills between the first and the last revision; runs are repeated until then, up to MAX_RUNS. */
const MIN_KILLS_BETWEEN = LONG ? 5 : 1;
const MAX_RUNS = 4 * KILLS + 20;
/** A line becomes four rows, and 2,000 rows are written per revision. */
const LINES = LONG ? 12_000 : 4_000;
const IMPORT = ['import', 'csv', 'ties.csv', '--mapping', 'm.yaml', '--json'];
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const table = (): string => {
  const lines = Array.from({ length: LINES }, (_, at) => `${at},Group ${at % 300},Group ${(at % 300) + 1 + (at % 7)}`);
  return `id,a,b\n${lines.join('\n')}\n`;
};

beforeAll(build);

describeEachLocation((place) => {
  test(`an import that is killed (${KILLS}) is finished by the next run, with the same result as an undisturbed one (seed ${SEED})`, {
    timeout: LONG ? 1_200_000 : 240_000,
  }, async () => {
    console.log(`kills of an import from seed ${SEED}: ALLEGIANCE_FUZZ_SEED=${SEED} repeats it`);
    const draw = new Draw(SEED);
    const work = new CommandDirectory({ 'ties.csv': table(), 'm.yaml': MAPPING }, place.environment);
    const report = (parameters = IMPORT) => JSON.parse(work.run(parameters).stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
    onTestFinished(place.empty);

    const start = performance.now();
    expect(report()).toMatchObject({ rejected: 0, error: null });
    let fullTime = performance.now() - start;
    const expected = await place.withStore(stableContents);
    const batches = await place.withStore(expectGaplessRevisions);
    expect(batches).toBeGreaterThan(1);

    const killedBetween: number[] = [];
    await place.empty();
    for (let [kills, runs] = [0, 0]; (kills < KILLS || killedBetween.length < MIN_KILLS_BETWEEN) && runs < MAX_RUNS; runs++) {
      const startedAt = performance.now();
      const child = work.start(IMPORT);
      let took = fullTime;
      child.once('exit', () => {
        took = performance.now() - startedAt;
      });
      await sleep(fullTime * (0.5 + 0.5 * draw.share()));
      const isOver = child.exitCode !== null;
      // The first run took longer than later ones, with warm caches.
      if (isOver) fullTime = Math.min(fullTime, took);
      if (!isOver) await end(child, 'SIGKILL');
      kills += isOver ? 0 : 1;
      const done = await place.withStore(async (engine) => ((await isPrepared(engine)) ? expectGaplessRevisions(engine) : 0));
      if (done > 0 && done < batches) killedBetween.push(done);
      // Killed before the first write, or after the last: kill the next one later, or earlier.
      if (done === 0) fullTime *= 1.2;
      if (done === batches && !isOver) fullTime *= 0.9;
      if (isOver || done === batches) {
        expect(await place.withStore(stableContents)).toEqual(expected);
        await place.empty();
      }
    }
    expect(killedBetween.length).toBeGreaterThanOrEqual(MIN_KILLS_BETWEEN);
    console.log(`killed after these revisions of ${batches}: ${killedBetween.join(', ')}`);
    expect(report()).toMatchObject({ rejected: 0, error: null });
    expect(await place.withStore(stableContents)).toEqual(expected);
    expect(report()).toMatchObject({ created: 0, updated: 0, rejected: 0, revision: batches });
  });
});

/** Had the import already created the counter? */
async function isPrepared(engine: Parameters<typeof expectGaplessRevisions>[0]): Promise<boolean> {
  return (await engine.read({ name: 'test.prepared', text: 'MATCH (c:Counter) RETURN c.id' })).length > 0;
}
