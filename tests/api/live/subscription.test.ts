import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Subscriber, subscriptionTo, TRANSPORTS, type Transport } from '../../support/live/subscribers.ts';
import { serveFew, type TestServer } from '../access/support/served.ts';

let served: TestServer;
let subscribers: Subscriber[];

beforeAll(async () => {
  served = await serveFew();
});
afterAll(() => served.close());
beforeEach(() => {
  subscribers = [];
});
afterEach(async () => {
  for (const subscriber of subscribers) await subscriber.stop();
});

async function edit(mutation: string): Promise<number> {
  const { data, errors } = await served.execute(`mutation { done: ${mutation} { revision } }`, served.tokenOf.editor);
  const done = data?.done as { revision: number } | undefined;
  if (errors || !done) throw new Error(JSON.stringify({ data, errors }));
  return done.revision;
}

const person = (slug: string) => `upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}" }])`;
const tie = (type: string, from: string, to: string, more = '') =>
  `recordRelationships(rows: [{ type: ${type}, from: "${from}", to: "${to}" ${more} }])`;
const latestRevision = async () =>
  ((await served.execute('{ status { revision } }', served.tokenOf.reader)).data!.status as { revision: number }).revision;
const upTo = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe.each(TRANSPORTS)('a subscription %s', (_, transport: Transport) => {
  const subscribe = (args?: string, fields?: string, token?: string) => {
    const subscriber = transport(served, subscriptionTo(args, fields), token);
    subscribers.push(subscriber);
    return subscriber;
  };
  const numbers = ({ messages }: Subscriber) => messages.map(({ revision }) => revision);
  /** Subscribes from a new revision on. */
  const subscribed = async (args: string, fields?: string) => {
    const subscriber = subscribe(`since: ${(await edit(person(`marker-${Math.random().toString(36).slice(2)}`))) - 1} ${args}`, fields);
    return subscriber;
  };

  test('delivers missed revisions in order, and then new ones, without gap or repeat', async () => {
    const before = await latestRevision();
    const all = subscribe('since: 0');
    const writers = ['a', 'b', 'c'].map(async (writer) => {
      for (let number = 0; number < 10; number++) await edit(person(`${writer}${number}-${before}`));
    });
    await expect.poll(() => all.messages.length).toBeGreaterThan(before);
    const joining = subscribe(`since: ${before + 5}`);
    await Promise.all(writers);
    await expect.poll(() => numbers(all)).toEqual(upTo(1, before + 30));
    await expect.poll(() => numbers(joining)).toEqual(upTo(before + 6, before + 30));
  });

  test('delivers a corrected name and kind', async () => {
    const slug = `wrong-${Math.random().toString(36).slice(2)}`;
    await edit(person(slug));
    const seen = await subscribed(`involving: ["${slug}"]`, 'entities { name kind }');
    await edit(`correctEntity(id: "${slug}", name: "Right", kind: ARMED_GROUP, reason: "a test")`);
    await expect.poll(() => seen.messages.at(-1)).toMatchObject({ entities: [{ name: 'Right', kind: 'ARMED_GROUP' }] });
  });

  test('without `since` delivers only new revisions', async () => {
    const subscriber = subscribe('');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const revision = await edit(person(`later-${await latestRevision()}`));
    await expect.poll(() => numbers(subscriber)).toEqual([revision]);
  });

  test('delivers who changed what, with the current state of the records', async () => {
    const slug = `actor-${await latestRevision()}`;
    const subscriber = subscribe(
      `since: ${await latestRevision()}`,
      'revision action by summary truncated relationships { statement } entities { slug } events { key }',
    );
    await edit(person(slug));
    const revision = await edit(tie('BACKS', slug, 'green'));
    await edit(
      `upsertEvents(rows: [{ key: "e-${slug}", kind: OTHER, title: "Ø", start: "2014", participants: [{ actor: "red", role: PARTY }] }])`,
    );
    await edit(`upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}", description: "a person" }])`);
    await expect.poll(() => subscriber.messages.length).toBe(4);
    const same = { by: 'the editor', truncated: false, relationships: [], entities: [], events: [] };
    expect(subscriber.messages).toMatchObject([
      { ...same, action: 'CREATED', entities: [{ slug }] },
      { ...same, revision, action: 'CREATED', relationships: [{ statement: `${slug} backs Green` }] },
      { ...same, action: 'CREATED', events: [{ key: `e-${slug}` }] },
      { ...same, action: 'UPDATED', entities: [{ slug }] },
    ]);
    expect(subscriber.messages[1]!.summary).not.toBe('');
  });

  test('delivers both revisions of an event that was changed twice', async () => {
    const before = await latestRevision();
    const event = (title: string) =>
      `upsertEvents(rows: [{ key: "twice-${before}", kind: OTHER, title: "${title}", start: "2014", participants: [{ actor: "red", role: PARTY }] }])`;
    for (const title of ['one', 'two', 'three']) await edit(event(title));
    const subscriber = subscribe(`since: ${before}`, 'revision events { key }');
    const events = [{ key: `twice-${before}` }];
    await expect.poll(() => subscriber.messages).toEqual([1, 2, 3].map((step) => ({ revision: before + step, events })));
  });

  test('with `involving` delivers only changes of these entities, their ties and their events', async () => {
    const since = await latestRevision();
    const slug = `other-${since}`;
    const subscriber = subscribe(
      `since: ${since}, involving: ["red"]`,
      'revision relationships { statement } entities { slug } events { key }',
    );
    await edit(person(slug));
    await edit(tie('BACKS', slug, 'green'));
    const related = await edit(
      `recordRelationships(rows: [{ type: OPPOSES, from: "${slug}", to: "red" }, { type: OPPOSES, from: "${slug}", to: "green" }])`,
    );
    const event = (key: string, actor: string) =>
      `upsertEvents(rows: [{ key: "${key}-${since}", kind: OTHER, title: "x", start: "2014", participants: [{ actor: "${actor}", role: PARTY }] }])`;
    await edit(event('theirs', 'green'));
    const acted = await edit(event('ours', 'red'));
    const described = await edit(`upsertActors(rows: [{ slug: "red", kind: STATE, name: "Red", description: "of ${since}" }])`);
    await expect
      .poll(() => subscriber.messages)
      .toEqual([
        { revision: related, relationships: [{ statement: `${slug} opposes Red` }], entities: [], events: [] },
        { revision: acted, relationships: [], entities: [], events: [{ key: `ours-${since}` }] },
        { revision: described, relationships: [], entities: [{ slug: 'red' }], events: [] },
      ]);
  });

  test('with `types` delivers only changes of ties of these types, including retractions', async () => {
    const since = await latestRevision();
    const subscriber = subscribe(`since: ${since}, types: [SANCTIONS]`, 'revision action relationships { statement }');
    await edit(tie('BACKS', 'blue', 'grey', `, start: "${2000 + since}"`));
    const written = await edit(
      `recordRelationships(rows: [{ type: SANCTIONS, from: "blue", to: "grey", start: "${2000 + since}" }, { type: OPPOSES, from: "blue", to: "grey", start: "${2000 + since}" }])`,
    );
    const { data } = await served.execute(
      `{ relationships(filter: { types: [SANCTIONS], from: ["blue"], at: "${2000 + since}" }, orderBy: START_DESC, first: 1) { nodes { id } } }`,
      served.tokenOf.reader,
    );
    const [{ id }] = (data!.relationships as { nodes: [{ id: string }] }).nodes;
    await expect
      .poll(() => subscriber.messages)
      .toEqual([{ revision: written, action: 'CREATED', relationships: [{ statement: 'Blue sanctions Grey' }] }]);
    const retracted = await edit(`retract(id: "${id}", reason: "a test")`);
    await expect.poll(() => subscriber.messages.at(-1)).toEqual({ revision: retracted, action: 'RETRACTED', relationships: [] });
  });

  test('follows an actor through a merge', async () => {
    const since = await latestRevision();
    const [target, merged] = [`kept-${since}`, `merged-${since}`];
    await edit(person(target));
    await edit(person(merged));
    const subscriber = subscribe(`since: ${since + 2}, involving: ["${target}"]`, 'revision action entities { slug }');
    await edit(tie('BACKS', merged, 'green'));
    const merge = await edit(`mergeActors(keep: "${target}", merge: "${merged}", reason: "the same")`);
    const after = await edit(tie('OPPOSES', merged, 'green'));
    await expect
      .poll(() => subscriber.messages)
      .toEqual([
        { revision: merge, action: 'MERGED', entities: [{ slug: target }] },
        { revision: after, action: 'CREATED', entities: [] },
      ]);
  });

  test('truncates a long message and marks it', async () => {
    const since = await latestRevision();
    const rows = upTo(1, 120).map((number) => `{ slug: "many-${since}-${number}", kind: PERSON, name: "Many" }`);
    const subscriber = subscribe(`since: ${since}`, 'revision truncated entities { slug }');
    await edit(`upsertActors(rows: [${rows.join(' ')}])`);
    await expect.poll(() => subscriber.messages).toMatchObject([{ truncated: true, entities: { length: 100 } }]);
  });

  test('ends when its token is revoked, and delivers nothing more', async () => {
    const token = (await import('../../../src/access/token.ts')).mintToken(`short-${await latestRevision()}`, 'reader', new Date());
    await served.tokens.add(token.record);
    const subscriber = await (async () => {
      const since = await latestRevision();
      await edit(person(`seen-${since}`));
      return subscribe(`since: ${since}`, 'revision', token.token);
    })();
    await expect.poll(() => subscriber.messages.length).toBe(1);
    await served.tokens.revoke(token.record.name, new Date());
    await edit(person(`unseen-${await latestRevision()}`));
    await expect.poll(() => subscriber.ended()).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(subscriber.messages).toHaveLength(1);
  });

  test.each([
    ['since: 100000', 'BAD_INPUT', 'Expected `since` to be a revision from 0 to '],
    ['since: -1', 'BAD_INPUT', 'Expected `since` to be a revision from 0 to '],
    ['involving: ["nobody-at-all"]', 'UNKNOWN_ENTITY', 'Expected the id, slug or scheme:value of an entity'],
  ])('with %s is rejected', async (args, code, message) => {
    const subscriber = subscribe(args);
    await expect
      .poll(() => subscriber.ended(), { timeout: 3_000 })
      .toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
  });

  test('can be stopped with and without a message', async () => {
    const subscriber = await subscribed('');
    await expect.poll(() => subscriber.messages.length).toBe(1);
    await subscriber.stop();
    const silent = subscribe('');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await silent.stop();
  });
});

describe('a WebSocket', () => {
  const open = (headers: Record<string, string> = {}, path = '') =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(`${served.url.replace('http', 'ws')}${path}`, 'graphql-transport-ws', { headers });
      socket.once('open', () => resolve('open')).once('unexpected-response', (_request, { statusCode }) => resolve(String(statusCode)));
      socket.once('close', () => resolve('closed')).on('error', () => undefined);
      setTimeout(() => socket.terminate(), 500);
    });

  test('is opened for pages of this server or machine and for programs, not for other origins', async () => {
    expect(await open()).toBe('open');
    expect(await open({ origin: 'http://localhost:3000' })).toBe('open');
    expect(await open({ origin: new URL(served.url).origin })).toBe('open');
    expect(await open({ origin: 'https://evil.example' })).toBe('403');
    expect(await open({ origin: 'null' })).toBe('403');
    expect(await open({}, '/elsewhere')).toBe('404');
  });

  test.each([
    ['{ status { revision } }', 'BAD_INPUT', 'Expected one subscription; got a query. Queries and mutations go to POST /graphql.'],
    ['subscription { graphChanged { nothing } }', 'GRAPHQL_VALIDATION_FAILED', 'Cannot query field "nothing"'],
    ['subscription {', 'GRAPHQL_PARSE_FAILED', 'Syntax Error'],
    ['subscription ($since: Int!) { graphChanged(since: $since) { revision } }', 'BAD_USER_INPUT', 'Variable "$since"'],
  ])('rejects %s with %s', async (query, code, message) => {
    for (const [, transport] of TRANSPORTS) {
      const subscriber = transport(served, query);
      subscribers.push(subscriber);
      await expect.poll(() => subscriber.ended()).not.toBeNull();
      if (Array.isArray(subscriber.ended()))
        expect(subscriber.ended()).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
    }
  });
});
