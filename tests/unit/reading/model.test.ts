import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type ModelServer, proposeByModel } from '../../../src/reading/model.ts';
import { readText } from '../../../src/reading/read.ts';
import type { KnownName } from '../../../src/reading/types.ts';

const known = (slug: string, kind: KnownName['kind'], name: string): KnownName => ({ id: slug, slug, kind, name, aliases: [] });
const NAMES = [
  known('russia', 'STATE', 'Russia'),
  known('iran', 'STATE', 'Iran'),
  known('hezbollah', 'ARMED_GROUP', 'Hezbollah'),
  known('idlib', 'PLACE', 'Idlib'),
];
const TEXT = 'Russia stands by Hezbollah. Iran bombed Idlib. Iran vowed to attack Russia.';

let server: Server | undefined;
afterEach(() => server?.close());

/** A server that answers every request so. */
async function serving(listener: RequestListener): Promise<ModelServer> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, model: 'tiny', key: 'secret', timeout: 2_000 };
}

const answering =
  (content: string): RequestListener =>
  (_, response) =>
    response.end(JSON.stringify({ choices: [{ message: { content } }] }));

async function propose(server: ModelServer) {
  const reading = await readText({ text: TEXT, names: NAMES, publishedOn: '2024-11-30' });
  return proposeByModel(reading, NAMES, { publishedOn: '2024-11-30', source: 'article' }, server);
}

describe('a model', () => {
  test('adds what quotes the text, of whom it mentions; all else is dropped and counted', async () => {
    const backs = { type: 'BACKS', from: 'russia', to: 'hezbollah', quote: 'Russia stands by Hezbollah', hedged: true };
    const relationships = [
      backs,
      { ...backs, quote: 'Russia backs Hezbollah' },
      { ...backs, to: 'israel' },
      { ...backs, type: 'LOVES' },
      { ...backs, to: 'idlib' },
      { type: 'ATTACKS', from: 'iran', to: 'russia', quote: 'Iran vowed to attack Russia' },
      { type: 'ATTACKS', from: 'iran', to: 'idlib', quote: 'Iran bombed Idlib' },
      'nonsense',
      null,
    ];
    let request = { path: '', authorization: '', body: '' };
    const model = await serving((incoming, response) => {
      let body = '';
      incoming
        .on('data', (piece) => (body += piece))
        .on('end', () => {
          request = { path: incoming.url!, authorization: incoming.headers.authorization!, body };
          answering(`Here it is: ${JSON.stringify({ relationships })}`)(incoming, response as never);
        });
    });
    const { proposals, dropped, failure } = await propose(model);
    expect(failure).toBeNull();
    expect(proposals).toMatchObject([
      {
        kind: 'RELATIONSHIP',
        statement: 'Russia backs Hezbollah',
        span: { start: 0, end: 26 },
        input: { type: 'BACKS', from: 'russia', to: 'hezbollah', evidence: [{ source: 'article', hedged: true, start: 0, end: 26 }] },
      },
    ]);
    expect(dropped).toEqual({ QUOTE: 1, MENTION: 1, TYPE: 1, ENDS: 1, PLEDGE: 1, REPEATED: 1, SHAPE: 2 });
    expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer secret' });
    expect(JSON.parse(request.body)).toMatchObject({
      model: 'tiny',
      temperature: 0,
      messages: [{ role: 'system' }, { role: 'user', content: `<text>\n${TEXT}\n</text>` }],
    });
  });

  test.each<[string, RequestListener, RegExp]>([
    ['an error', (_, response) => response.writeHead(500).end(), /HTTP 500/],
    ['no JSON', answering('I would rather not'), /did not answer as expected/],
    ['another shape', answering('{"answer": 42}'), /no list of relationships/],
    ['a redirect', (_, response) => response.writeHead(302, { location: 'http://example.org' }).end(), /did not answer as expected/],
    ['more than it may', (_, response) => response.end('x'.repeat(300 * 1024)), /more than 256 KiB/],
  ])('that answers %s adds nothing, and the reason is reported', async (_, listener, reason) => {
    expect(await propose(await serving(listener))).toEqual({ proposals: [], dropped: {}, failure: expect.stringMatching(reason) });
  });

  test('that is late is given up', async () => {
    const model = await serving(() => undefined);
    const { failure } = await propose({ ...model, timeout: 100 });
    expect(failure).toBe('the model did not answer within 100 ms');
    server!.closeAllConnections();
  });

  test('that is not there adds nothing', async () => {
    const { proposals, failure } = await propose({ url: 'http://127.0.0.1:9', model: null, key: null, timeout: 1_000 });
    expect([proposals, failure]).toEqual([[], expect.stringContaining('did not answer as expected')]);
  });
});
