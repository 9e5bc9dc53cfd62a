import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { engineFor, neo4jEngine } from '../support/engine/engines.ts';
import { subscriptionTo, TRANSPORTS } from '../support/live/subscribers.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

describeEachNeo4j((server) => {
  const one = engineFor(async () => neo4jEngine(server), fillWithFew);
  const other = engineFor(async () => neo4jEngine(server));
  let here: TestServer;
  let there: TestServer;

  beforeAll(async () => {
    here = await serve(one());
    there = await serve(other());
  });
  afterAll(async () => {
    await here.close();
    await there.close();
  });

  test.each(TRANSPORTS)('%s, two servers on one store deliver every write of both, in order, within a second', async (_, transport) => {
    const [ours, theirs] = [transport(here, subscriptionTo('since: 0')), transport(there, subscriptionTo('since: 0'))];
    await expect.poll(() => ours.messages.length > 0 && theirs.messages.length > 0).toBe(true);
    const write = async (served: TestServer, slug: string) => {
      const { data } = await served.execute(
        `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "x" }]) { revision } }`,
        served.tokenOf.editor,
      );
      return (data!.upsertActors as { revision: number }).revision;
    };
    const unique = Math.random().toString(36).slice(2);
    let last = 0;
    for (let round = 0; round < 4; round++) {
      last = await write(round % 2 === 0 ? here : there, `${unique}-${round}`);
      for (const { messages } of [ours, theirs])
        await expect.poll(() => messages.at(-1)?.revision, { timeout: 1_000, interval: 20 }).toBe(last);
    }
    for (const { messages } of [ours, theirs])
      expect(messages.map(({ revision }) => revision)).toEqual(Array.from({ length: last }, (_, at) => at + 1));
    await Promise.all([ours.stop(), theirs.stop()]);
  });
});
