import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { migrate } from '../../src/engine/migrations.ts';
import { pendingReassessments } from '../../src/write/reassess/reassess.ts';
import { ServerProcess } from '../api/http/support/launch.ts';
import { build } from '../support/import/command.ts';
import { assessments, gradedFromTheBeginning, writeWidelyCited } from '../support/write/widelyCited.ts';
import { expectGaplessRevisions } from './stableContents.ts';
import { describeEachLocation } from './storeLocations.ts';

beforeAll(build);

/** Enough for ten slices, so that the server is killed between two. */
const MANY = 5_000;

interface Pending {
  readonly source: { readonly title: string };
  readonly revision: number;
  readonly done: number;
  readonly total: number;
}

describeEachLocation((place) => {
  test('a server killed while a widely cited source is graded anew goes on after its next start', { timeout: 180_000 }, async () => {
    await place.withStore(async (engine) => {
      await migrate(engine, new Date());
      await writeWidelyCited(engine, 'A', MANY);
    });
    let server!: ServerProcess;
    let token: string | undefined;
    const start = async () => {
      server = new ServerProcess(place.environment, []);
      const url = await server.url();
      await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 60_000 }).toBe(200);
      token ??= (await server.waitForOutput(/Editor token: (\S+)/))[1];
    };
    const kill = async () => {
      server.kill('SIGKILL');
      await server.ended;
    };
    onTestFinished(kill);
    const execute = async <T>(query: string): Promise<T> => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const response = await fetch(`${await server.url()}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
      const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    };
    const pending = async () =>
      (await execute<{ status: { reassessments: Pending[] } }>('{ status { reassessments { source { title } revision done total } } }'))
        .status.reassessments;
    const health = async () => (await (await fetch(`${await server.url()}/health`)).json()) as { status: string; reassessing?: object };

    await start();
    const { done } = await execute<{ done: { revision: number } }>(
      'mutation { done: upsertSources(rows: [{ key: "wide", title: "Wide", reliability: D }]) { revision } }',
    );
    for (let [one] = await pending(); one!.done === 0; [one] = await pending())
      expect(one).toEqual({ source: { title: 'Wide' }, revision: done.revision, done: 0, total: MANY });
    expect(await health()).toMatchObject({ status: 'ready', reassessing: { sources: 1, total: MANY } });
    await kill();
    const left = await place.withStore(pendingReassessments);
    expect(left).toMatchObject([{ revision: done.revision, total: MANY }]);
    expect(left[0]!.done).toBeGreaterThan(0);

    await start();
    await expect.poll(pending, { timeout: 60_000 }).toEqual([]);
    expect(await health()).toEqual({ status: 'ready', engine: expect.any(String) });
    await kill();
    await place.withStore(async (engine) => {
      expect(await assessments(engine)).toEqual(await gradedFromTheBeginning('D', MANY));
      await expectGaplessRevisions(engine);
    });
  });
});
