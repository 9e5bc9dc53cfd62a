import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { raw } from '../../attacks/support/raw.ts';
import { serve, serveFew } from '../access/support/served.ts';

const PROTOCOL = 'graphql-transport-ws';

let served: Awaited<ReturnType<typeof serveFew>>;
beforeAll(async () => {
  served = await serveFew();
});
afterAll(() => served.close());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/** A plain WebSocket without knowledge of GraphQL. */
interface Talk {
  readonly socket: WebSocket;
  readonly heard: Message[];
  /** Close code and reason. */
  readonly closed: Promise<[code: number, reason: string]>;
  say(message: object | string | Buffer): void;
  /** Resolves with the next message of a type that was not returned yet. */
  hears(type: string): Promise<Message>;
}

async function talk(protocol: string | string[] = PROTOCOL): Promise<Talk> {
  const socket = new WebSocket(served.url.replace('http', 'ws'), protocol);
  onTestFinished(() => socket.terminate());
  const heard: Message[] = [];
  let taken = 0;
  socket.on('message', (data) => heard.push(JSON.parse(String(data)) as Message)).on('error', () => undefined);
  const closed = new Promise<[number, string]>((resolve) => socket.once('close', (code, reason) => resolve([code, String(reason)])));
  await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
  return {
    socket,
    heard,
    closed,
    say: (message) => socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message)),
    hears: async (type) => {
      await expect.poll(() => heard.length, { timeout: 5_000 }).toBeGreaterThan(taken);
      const next = heard[taken++]!;
      expect(next.type).toBe(type);
      return next;
    },
  };
}

/** A socket after a successful init. */
async function begun(): Promise<Talk> {
  const talking = await talk();
  talking.say({ type: 'connection_init', payload: { token: served.tokenOf.reader } });
  await talking.hears('connection_ack');
  return talking;
}

const follow = (id: unknown, query = 'subscription { graphChanged(since: 0) { revision } }') => ({
  type: 'subscribe',
  id,
  payload: { query },
});

describe(`the subprotocol ${PROTOCOL}`, () => {
  test('is the one in use, also if several are offered', async () => {
    expect((await talk()).socket.protocol).toBe(PROTOCOL);
    expect((await talk(['graphql-ws', PROTOCOL])).socket.protocol).toBe(PROTOCOL);
  });

  test('follows from init to complete', async () => {
    const talking = await begun();
    talking.say(follow('one'));
    const payload = { data: { graphChanged: { revision: 1 } }, extensions: { revision: 1 } };
    expect(await talking.hears('next')).toEqual({ type: 'next', id: 'one', payload });
    talking.say({ type: 'complete', id: 'one' });
    talking.say(follow('two'));
    expect(await talking.hears('next')).toMatchObject({ id: 'two' });
  });

  test('reports an error of a subscription and stays open', async () => {
    const talking = await begun();
    talking.say(follow('one', 'subscription { nothing }'));
    expect(await talking.hears('error')).toMatchObject({ id: 'one', payload: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    talking.say(follow('two'));
    expect(await talking.hears('next')).toMatchObject({ id: 'two' });
  });

  test('reports an error of a variable, which has no code of this product', async () => {
    const talking = await begun();
    for (const value of [{ a: 1 }, [['x']], 'x', 1e308]) {
      const query = 'subscription ($since: Int, $of: [ID!]) { graphChanged(since: $since, involving: $of) { revision } }';
      const payload = { query, variables: { since: value, of: [value] } };
      talking.say({ type: 'subscribe', id: JSON.stringify(value), payload });
      const { payload: answer } = await talking.hears('next');
      const { errors } = answer as { errors: { extensions: { code: string } }[] };
      expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
      await talking.hears('complete');
    }
  });

  test('answers a ping with a pong, before and after init, with the same payload', async () => {
    const talking = await talk();
    talking.say({ type: 'ping' });
    await talking.hears('pong');
    talking.say({ type: 'connection_init', payload: { token: served.tokenOf.reader } });
    await talking.hears('connection_ack');
    talking.say({ type: 'ping', payload: { at: 1 } });
    expect(await talking.hears('pong')).toEqual({ type: 'pong', payload: { at: 1 } });
    talking.say({ type: 'pong' });
    talking.say({ type: 'ping' });
    await talking.hears('pong');
  });

  test('answers a ping of the WebSocket itself', async () => {
    const talking = await talk();
    const pong = new Promise<string>((resolve) => talking.socket.once('pong', (data) => resolve(String(data))));
    talking.socket.ping('alive?');
    expect(await pong).toBe('alive?');
  });
});

describe('a connection is closed', () => {
  test.each<[string, object | string | Buffer]>([
    ['no JSON', '{'],
    ['no message', '1'],
    ['a list', '[]'],
    ['nothing', ''],
    ['an unknown type', { type: 'constructor' }],
    ['a subscription without an id', { type: 'subscribe', payload: { query: '{ x }' } }],
    ['a subscription with a number for an id', follow(1)],
    ['a subscription without an id that is anything', follow('')],
    ['a subscription without a query', { type: 'subscribe', id: '1', payload: {} }],
    ['variables that are none', { type: 'subscribe', id: '1', payload: { query: '{ x }', variables: 'x' } }],
    ['lists 20,000 deep where a message was meant', '['.repeat(20_000)],
    ['bytes', Buffer.from([0, 1, 2, 255])],
  ])('with 4400 for %s', async (_, message) => {
    const talking = await begun();
    talking.say(message);
    expect((await talking.closed)[0]).toBe(4400);
  });

  test('with 4401 for a subscription before init', async () => {
    const talking = await talk();
    talking.say(follow('1'));
    expect(await talking.closed).toEqual([4401, 'Unauthorized']);
  });

  test.each<[string, unknown]>([
    ['no token', undefined],
    ['a wrong token', { token: 'alg_x' }],
    ['a token that is a number', { token: 1 }],
    ['a token that is an object with methods of its own', { token: { toString: 1, valueOf: 1 } }],
    ['a list', { authorization: ['Bearer x'] }],
    ['null', { authorization: null }],
  ])('with 4401 for %s', async (_, payload) => {
    const talking = await talk();
    talking.say({ type: 'connection_init', payload });
    expect((await talking.closed)[0]).toBe(4401);
  });

  test('with 4403 for a client that is not allowed', async () => {
    const noRole = await serve(served.engine, {
      jwt: async () => {
        throw new (await import('../../../src/model/errors.ts')).AllegianceError('FORBIDDEN', 'Expected a role.');
      },
    });
    onTestFinished(() => noRole.close());
    const socket = new WebSocket(noRole.url.replace('http', 'ws'), PROTOCOL);
    const closed = new Promise<[number, string]>((resolve) => socket.once('close', (code, reason) => resolve([code, String(reason)])));
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token: 'a.b.c' } })));
    expect(await closed).toEqual([4403, 'Expected a role.']);
  });

  test.each(['graphql-ws', 'chat', 'GRAPHQL-TRANSPORT-WS'])('with 4406 for the subprotocol %s', async (protocol) => {
    const key = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const header = `GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${key}\r\nSec-WebSocket-Protocol: ${protocol}\r\n\r\n`;
    const { socket } = raw(served.url, header);
    onTestFinished(() => void socket.destroy());
    let bytes = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => (bytes = Buffer.concat([bytes, chunk])));
    const frame = () => bytes.subarray(bytes.indexOf('\r\n\r\n') + 4);
    await expect.poll(() => bytes.includes('\r\n\r\n') && frame().length >= 4).toBe(true);
    // A whole frame that closes (RFC 6455 §5.5.1), and its code.
    expect([frame()[0], frame().readUInt16BE(2)]).toEqual([0x88, 4406]);
  });

  test('with 4406 for none', async () => {
    expect((await (await talk([])).closed)[0]).toBe(4406);
  });

  test('with 4408 if init does not come in time', async () => {
    expect(await (await talk()).closed).toEqual([4408, 'Connection initialisation timeout']);
  });

  test('with 4409 for a second subscription of the same id', async () => {
    const talking = await begun();
    talking.say(follow('one'));
    await talking.hears('next');
    talking.say(follow('one'));
    expect(await talking.closed).toEqual([4409, 'Subscriber for one already exists']);
  });

  test('with 4429 for a second init', async () => {
    const talking = await begun();
    talking.say({ type: 'connection_init', payload: { token: served.tokenOf.reader } });
    expect(await talking.closed).toEqual([4429, 'Too many initialisation requests']);
  });

  test('with 1009 for a message of more than 256 kB, and with 1007 for a text that is not UTF-8', async () => {
    const long = await begun();
    long.say(`{"type": "ping", "payload": {"x": "${'x'.repeat(256 * 1024)}"}}`);
    expect((await long.closed)[0]).toBe(1009);
    const broken = await begun();
    broken.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
    expect((await broken.closed)[0]).toBe(1007);
  });
});
