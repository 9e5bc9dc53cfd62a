import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { Draw } from '../attacks/fuzz/draw.ts';
import { build, end, Workplace } from '../exchange/import/support/command.ts';
import { MAPPING } from '../exchange/import/support/mapping.ts';
import { LONG } from '../support/long.ts';
import { expectNumbers, lasting } from './lasting.ts';
import { describeEachPlace } from './places.ts';

const KILLS = LONG ? 20 : 1;
/** So many of them, at the least, must come after the first revision and before the last; there are more until they do, but not without end. */
const IN_THE_MIDDLE = LONG ? 5 : 1;
const MOST_RUNS = 4 * KILLS + 20;
/** Four rows are made of a line, and 2,000 rows are written at once. */
const LINES = LONG ? 12_000 : 4_000;
const IMPORT = ['import', 'csv', 'ties.csv', '--mapping', 'm.yaml', '--json'];
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const table = (): string => {
  const lines = Array.from({ length: LINES }, (_, at) => `${at},Group ${at % 300},Group ${(at % 300) + 1 + (at % 7)}`);
  return `id,a,b\n${lines.join('\n')}\n`;
};

beforeAll(build);

describeEachPlace((place) => {
  test(`an import that is killed (${KILLS}) is finished by the next run and is then as one that never was (seed ${SEED})`, {
    timeout: LONG ? 1_200_000 : 240_000,
  }, async () => {
    console.log(`kills of an import from seed ${SEED}: ALLEGIANCE_FUZZ_SEED=${SEED} makes the same`);
    const draw = new Draw(SEED);
    const work = new Workplace({ 'ties.csv': table(), 'm.yaml': MAPPING }, place.environment);
    const report = (parameters = IMPORT) => JSON.parse(work.run(parameters).stdout.trim().split('\n').at(-1)!) as Record<string, unknown>;
    onTestFinished(place.empty);

    const start = performance.now();
    expect(report()).toMatchObject({ rejected: 0, error: null });
    let whole = performance.now() - start;
    const unbroken = await place.look(lasting);
    const batches = await place.look(expectNumbers);
    expect(batches).toBeGreaterThan(1);

    const inTheMiddle: number[] = [];
    await place.empty();
    for (let [kills, runs] = [0, 0]; (kills < KILLS || inTheMiddle.length < IN_THE_MIDDLE) && runs < MOST_RUNS; runs++) {
      const begun = performance.now();
      const child = work.launch(IMPORT);
      let took = whole;
      child.once('exit', () => {
        took = performance.now() - begun;
      });
      await sleep(whole * (0.5 + 0.5 * draw.share()));
      const isOver = child.exitCode !== null;
      // The first took longer than those that find the machine warm.
      if (isOver) whole = Math.min(whole, took);
      if (!isOver) await end(child, 'SIGKILL');
      kills += isOver ? 0 : 1;
      const done = await place.look(async (engine) => ((await isPrepared(engine)) ? expectNumbers(engine) : 0));
      if (done > 0 && done < batches) inTheMiddle.push(done);
      // It had not begun to write, or was done with it: the next is killed later, or sooner.
      if (done === 0) whole *= 1.2;
      if (done === batches && !isOver) whole *= 0.9;
      if (isOver || done === batches) {
        expect(await place.look(lasting)).toEqual(unbroken);
        await place.empty();
      }
    }
    expect(inTheMiddle.length).toBeGreaterThanOrEqual(IN_THE_MIDDLE);
    console.log(`killed after so many revisions of ${batches}: ${inTheMiddle.join(', ')}`);
    expect(report()).toMatchObject({ rejected: 0, error: null });
    expect(await place.look(lasting)).toEqual(unbroken);
    expect(report()).toMatchObject({ created: 0, updated: 0, rejected: 0, revision: batches });
  });
});

/** Had it come so far that there is a counter? */
async function isPrepared(engine: Parameters<typeof expectNumbers>[0]): Promise<boolean> {
  return (await engine.read({ name: 'test.prepared', text: 'MATCH (c:Counter) RETURN c.id' })).length > 0;
}
