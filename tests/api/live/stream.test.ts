import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { serveFew, type TestServer } from '../access/support/served.ts';

/** What an event stream says of revisions, and how streams end when the server stops. */

const FOLLOW = 'subscription { graphChanged(since: 0) { summary } }';

async function openStream({ url, tokenOf }: TestServer, headers: Record<string, string> = {}, query = FOLLOW): Promise<Response> {
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  return fetch(`${url}/stream?query=${encodeURIComponent(query)}`, {
    headers: { accept: 'text/event-stream', authorization: `Bearer ${tokenOf.reader}`, ...headers },
    signal: stopping.signal,
  });
}

/** The text of a stream until it contains this, or ends. */
async function textUntil(response: Response, marker: string | null): Promise<string> {
  let text = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (marker !== null && text.includes(marker)) break;
  }
  return text;
}

const person = (served: TestServer, slug: string) =>
  served.execute(
    `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "${slug}" }]) { revision } }`,
    served.tokenOf.editor,
  );

describe('an event stream', () => {
  let served: TestServer;
  beforeAll(async () => {
    served = await serveFew();
    await person(served, 'one');
    await person(served, 'two');
  });
  afterAll(() => served.close());

  test('has the revision as the id of each message and in its extensions, and first the one after which it starts', async () => {
    const text = await textUntil(await openStream(served), 'id: 3');
    expect(text).toMatch(
      /^id: 0\n\nid: 1\nevent: next\ndata: \{"data":\{"graphChanged":\{"summary":.*\},"extensions":\{"revision":1\}\}\n\n/,
    );
    expect(text.match(/^id: .*$/gm)).toEqual(['id: 0', 'id: 1', 'id: 2', 'id: 3']);
  });

  test('resumes after `Last-Event-ID`, which counts more than `since`', async () => {
    const text = await textUntil(await openStream(served, { 'last-event-id': '2' }), 'id: 3');
    expect(text.match(/^id: .*$/gm)).toEqual(['id: 2', 'id: 3']);
    const posted = await fetch(`${served.url}/stream`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        authorization: `Bearer ${served.tokenOf.reader}`,
        'content-type': 'application/json',
        'last-event-id': '1',
      },
      body: JSON.stringify({ query: FOLLOW }),
    });
    expect((await textUntil(posted, 'id: 3')).match(/^id: .*$/gm)).toEqual(['id: 1', 'id: 2', 'id: 3']);
  });

  test.each(['x', '-1', '1.5', '1e3', ' 1 2', '0x10', '9'.repeat(11), '9'.repeat(10_000), '١', '1,2'])(
    'rejects `Last-Event-ID: %s`',
    async (id) => {
      const response = await openStream(served, { 'last-event-id': Buffer.from(id).toString('latin1') });
      const body = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] };
      expect([response.status, body.errors[0]!.extensions.code]).toEqual([400, 'BAD_INPUT']);
      expect(body.errors[0]!.message).toMatch(
        /^Expected `Last-Event-ID` to be the id of an event of this stream, the number of a revision; got ".{1,80}"\.$/,
      );
    },
  );

  test.each(['4', '9999999999'])('after a revision that there is not, %s, ends with an error and `complete`', async (id) => {
    const response = await openStream(served, { 'last-event-id': id });
    const text = await textUntil(response, null);
    expect(text).toContain('"code":"BAD_INPUT"');
    expect(text).toContain('"latestRevision":3');
    expect(text).not.toMatch(/^id:/m);
    expect(text.endsWith('event: complete\ndata:\n\n')).toBe(true);
  });
});

test('a server that stops ends event streams without `complete`, and refuses the next connection', async () => {
  const served = await serveFew();
  const response = await openStream(served);
  const text = textUntil(response, null);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const closed = served.close();
  expect(await text).not.toContain('complete');
  await expect(openStream(served)).rejects.toThrow('fetch failed');
  await closed;
});

test('a stream that ends by itself does so with `complete`', async () => {
  const served = await serveFew();
  onTestFinished(() => served.close());
  expect(await textUntil(await openStream(served, {}, 'subscription { graphChanged(since: 99) { revision } }'), null)).toContain(
    'complete',
  );
});

test('a server that stops closes WebSockets with 1001, after which clients connect again, and sends no `complete`', async () => {
  const served = await serveFew();
  const socket = new WebSocket(served.url.replace('http', 'ws'), 'graphql-transport-ws');
  onTestFinished(() => socket.terminate());
  const received: { type: string; payload?: unknown }[] = [];
  socket.on('message', (data) => received.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token: served.tokenOf.reader } }));
  await expect.poll(() => received.length).toBe(1);
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: FOLLOW } }));
  await expect.poll(() => received.at(-1)).toMatchObject({ type: 'next', payload: { extensions: { revision: 1 } } });
  await served.close();
  expect(await closed).toBe(1001);
  expect(received.map(({ type }) => type)).toEqual(['connection_ack', 'next']);
});

test('messages that are being made while the server stops are not sent half', async () => {
  for (let round = 0; round < 10; round++) {
    const served = await serveFew();
    const fields = 'revision relationships { statement } entities { name ... on Actor { relationships { totalCount } } } events { title }';
    const query = `subscription { graphChanged(since: 0) { ${fields} } }`;
    const response = await openStream(served, {}, query);
    const text = textUntil(response, null);
    await person(served, 'x');
    await new Promise((resolve) => setTimeout(resolve, round * 2));
    await served.close();
    expect(await text).not.toMatch(/"errors"|complete/);
  }
});
