import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { Draw } from '../attacks/fuzz/draw.ts';
import { build, end, Workplace } from '../exchange/import/support/command.ts';
import { MAPPING } from '../exchange/import/support/mapping.ts';
import { LONG } from '../support/long.ts';
import { expectNumbers, lasting } from './lasting.ts';
import { describeEachPlace } from './places.ts';

const KILLS = LONG ? 20 : 1;
/** Four rows are made of a line, and 2,000 rows are written at once. */
const LINES = LONG ? 12_000 : 2_000;
const IMPORT = ['import', 'csv', 'ties.csv', '--mapping', 'm.yaml', '--json'];
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const table = (): string => {
  const lines = Array.from({ length: LINES }, (_, at) => `${at},Group ${at % 300},Group ${(at % 300) + 1 + (at % 7)}`);
  return `id,a,b\n${lines.join('\n')}\n`;
};

beforeAll(build);

describeEachPlace((place) => {
  test(`an import that is killed (${KILLS}) is finished by the next run and is then as one that never was (seed ${SEED})`, {
    timeout: LONG ? 1_200_000 : 180_000,
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
    for (let kills = 0; kills < KILLS; ) {
      const child = work.launch(IMPORT);
      await sleep(whole * (0.4 + 0.55 * draw.share()));
      const isOver = child.exitCode !== null;
      // The first took longer than those that find the machine warm.
      if (isOver) whole *= 0.8;
      if (!isOver) await end(child, 'SIGKILL');
      kills += isOver ? 0 : 1;
      const done = await place.look(async (engine) => ((await isPrepared(engine)) ? expectNumbers(engine) : 0));
      if (done > 0 && done < batches) inTheMiddle.push(done);
      if (isOver || done === batches) {
        expect(await place.look(lasting)).toEqual(unbroken);
        await place.empty();
      }
    }
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
