import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../src/engine/migrations.ts';
import { createServices, type Services } from '../../src/graph/common/services.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';
import { AT, writeRows } from '../support/revisions/revisions.ts';
import { actors, idOf, slugOf, tie } from '../support/revisions/rows.ts';
import { shown, shownRebuilt, tieIds } from '../support/revisions/shown.ts';

describeEachNeo4j((server) => {
  const ours = engineFor(async () => neo4jEngine(server));
  const theirs = engineFor(async () => neo4jEngine(server));
  let services: Services;
  beforeAll(async () => {
    await migrate(theirs(), AT);
    await writeRows(theirs(), actors(0, 6));
    services = createServices(ours());
    await services.projection.view();
  });
  afterAll(async () => expect(shown(await services.projection.view())).toEqual(await shownRebuilt(ours())));

  test('a write of another process is seen within a second', async () => {
    for (const to of [1, 2, 3, 4]) {
      await writeRows(theirs(), tie(0, to));
      await sleep(900);
      expect(tieIds(await services.projection.view())).toHaveLength(to);
    }
  });

  test('a name and a kind that another process corrected are seen within a second', async () => {
    await writeRows(theirs(), { corrections: [{ id: slugOf(5), name: 'Right', kind: 'ARMED_GROUP', reason: 'a test' }] });
    await sleep(900);
    const view = await services.projection.view();
    const node = view.node(idOf(5));
    expect([view.name(node), view.kind(node)]).toEqual(['Right', 'ARMED_GROUP']);
  });

  test('concurrent writes of two processes are seen, whichever came first', async () => {
    const [mine, other] = await Promise.all([writeRows(ours(), tie(1, 2)), writeRows(theirs(), tie(2, 1))]);
    services.clock.revisionWritten(mine);
    expect((await services.projection.view()).revision).toBeGreaterThanOrEqual(mine);
    await sleep(900);
    expect((await services.projection.view()).revision).toBe(Math.max(mine, other));
  });
});
