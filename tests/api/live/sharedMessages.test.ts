import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { overSocket, overStream, type Subscriber, subscriptionTo } from '../../support/live/subscribers.ts';
import { fillWithFew, serve, type TestServer } from '../access/support/served.ts';

const FOLLOWERS = 40;
const FIELDS = 'revision relationships { statement } entities { slug name description } events { key }';

let engine: Engine;
let served: TestServer;
/** The names of the statements that were read since the last `taken`. */
let statements: string[];
let subscribers: Subscriber[];

beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  const counted: Engine = {
    ...engine,
    read: (statement, parameters, signal) => {
      statements.push(statement.name);
      return engine.read(statement, parameters, signal);
    },
  };
  served = await serve(counted);
});
afterAll(async () => {
  await served.close();
  await engine.close();
});
beforeEach(() => {
  statements = [];
  subscribers = [];
});
afterEach(async () => {
  await Promise.all(subscribers.map((one) => one.stop()));
});

const edit = async (mutation: string): Promise<number> => {
  const { data, errors } = await served.execute(`mutation { done: ${mutation} { revision } }`, served.tokenOf.editor);
  if (errors) throw new Error(JSON.stringify(errors));
  return (data!.done as { revision: number }).revision;
};
const person = (slug: string, description = 'A person') =>
  edit(`upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}", description: "${description}" }])`);
const battle = (key: string) =>
  edit(
    `upsertEvents(rows: [{ key: "${key}", kind: BATTLE, title: "${key}", start: "2012", participants: [{ actor: "red", role: SIDE_A }] }])`,
  );

/** Follows with each query, over WebSockets and server-sent events in turn, until all have the latest revision. */
async function follow(queries: readonly string[], token = served.tokenOf.reader): Promise<void> {
  const added = queries.map((query, index) => (index % 2 ? overSocket : overStream)(served, query, token));
  subscribers.push(...added);
  await expect.poll(() => added.every(({ messages }) => messages.length > 0), { timeout: 10_000 }).toBe(true);
}
const latest = async () =>
  ((await served.execute('{ status { revision } }', served.tokenOf.reader)).data!.status as { revision: number }).revision;
const executions = async (): Promise<number> => {
  const metrics = await fetch(served.url.replace('/graphql', '/metrics'), { headers: { authorization: `Bearer ${served.tokenOf.admin}` } });
  return Number(/^allegiance_subscription_executions_total (\d+)$/m.exec(await metrics.text())?.[1]);
};
const allHave = (revision: number) =>
  expect.poll(() => subscribers.every(({ messages }) => messages.at(-1)?.revision === revision), { timeout: 10_000 }).toBe(true);

describe('followers of the same question share what they are sent', () => {
  test('one execution for each revision and role, whatever their `since` and transport', async () => {
    const since = (await person('first')) - 1;
    await follow(Array.from({ length: FOLLOWERS }, (_, index) => subscriptionTo(`since: ${index % 3 ? since : since - 1}`, FIELDS)));
    await follow([subscriptionTo(`since: ${since}`, FIELDS)], served.tokenOf.editor);
    const before = await executions();
    statements = [];
    for (const name of ['second', 'third', 'fourth']) await allHave(await person(name));
    expect((await executions()) - before).toBe(3 * 2);
    expect(statements.filter((name) => name.startsWith('entity.byId')).length).toBeLessThanOrEqual(3 * 2);
    const messages = subscribers.map((one) => JSON.stringify(one.messages.slice(-3)));
    expect(new Set(messages).size).toBe(1);
    expect(subscribers[0]!.messages.at(-1)).toMatchObject({ entities: [{ slug: 'fourth', name: 'fourth' }] });
  });

  test('what a filter leaves of a revision is found once', async () => {
    const since = (await battle('before')) - 1;
    await follow(Array.from({ length: FOLLOWERS }, () => subscriptionTo(`since: ${since}, involving: ["red"]`, FIELDS)));
    statements = [];
    await allHave(await battle('after'));
    expect(statements.filter((name) => name === 'live.eventsInvolving')).toHaveLength(1);
  });

  test('questions that differ in a field, an argument or a variable do not', async () => {
    const revision = await person('fifth');
    const since = `since: ${revision - 1}`;
    const queries = [
      subscriptionTo(since, 'revision entities { slug }'),
      subscriptionTo(since, 'revision entities { description }'),
      subscriptionTo(`${since}, types: [BACKS]`, 'revision'),
      subscriptionTo(`${since}, involving: ["red"]`, 'revision'),
    ];
    await follow(queries.slice(0, 2));
    subscribers.push(...queries.slice(2).map((query) => overStream(served, query)));
    await person('sixth', 'Six');
    await expect
      .poll(() => subscribers.slice(0, 2).map(({ messages }) => messages.at(-1)))
      .toMatchObject([{ entities: [{ slug: 'sixth' }] }, { entities: [{ description: 'Six' }] }]);
    expect(subscribers.slice(2).map(({ messages }) => messages)).toEqual([[], []]);
  });

  test('one that leaves while the answer is made takes nothing from the others', async () => {
    const since = (await person('seventh')) - 1;
    await follow(Array.from({ length: 6 }, () => subscriptionTo(`since: ${since}`, FIELDS)));
    const writing = person('eighth');
    await subscribers.shift()!.stop();
    await allHave(await writing);
  });

  test('one that begins later is not sent what was made before', async () => {
    const revision = await person('ninth', 'Old');
    await follow([subscriptionTo(`since: ${revision - 1}`, FIELDS)]);
    await allHave(await person('ninth', 'New'));
    await follow([subscriptionTo(`since: ${revision - 1}`, FIELDS)]);
    expect(subscribers[0]!.messages[0]).toMatchObject({ revision, entities: [{ description: 'Old' }] });
    expect(subscribers[1]!.messages[0]).toMatchObject({ revision, entities: [{ description: 'New' }] });
    expect(await latest()).toBe(revision + 1);
  });
});
