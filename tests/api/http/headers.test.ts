import { request } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { buildSchema, isAbstractType } from 'graphql';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { schemaText } from '../../../src/graph/schema.ts';
import { serveFew, type TestServer } from '../access/support/served.ts';

let served: TestServer;
let base: string;
beforeAll(async () => {
  served = await serveFew({ openReading: true });
  base = served.url.replace('/graphql', '');
});
afterAll(() => served.close());

interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** A request whose response is not decompressed. */
function receive(path: string, headers: Record<string, string>, body?: string): Promise<Received> {
  return new Promise((resolve, reject) => {
    const sent = request(`${base}${path}`, { method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.once('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks) }));
    });
    sent.once('error', reject).end(body);
  });
}

const LONG = JSON.stringify({ query: '{ vocabulary { type phrase inversePhrase description } }' });
const SHORT = JSON.stringify({ query: '{ __typename }' });
const query = (body: string, encodings: string) =>
  receive('/graphql', { 'content-type': 'application/json', 'accept-encoding': encodings }, body);

describe('a long answer', () => {
  test.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ])('is compressed for a client that accepts %s, with %s', async (accepted, encoding, unpack) => {
    const plain = await query(LONG, 'identity');
    expect([plain.status, plain.headers['content-encoding']]).toEqual([200, undefined]);
    expect(plain.body.length).toBeGreaterThan(1_024);
    const packed = await query(LONG, accepted);
    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual([encoding, expect.stringContaining('Accept-Encoding')]);
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
    expect(unpack(packed.body).toString()).toBe(plain.body.toString());
  });

  test('a short one is not', async () => {
    expect((await query(SHORT, 'br, gzip')).headers['content-encoding']).toBeUndefined();
  });

  test('an export compresses itself, as before', async () => {
    const { headers, body } = await receive('/export/graph.jsonl', { 'accept-encoding': 'br, gzip' });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(body).toString()).toContain('"red"');
  });

  test('an event stream is not compressed, and its first event comes at once', async () => {
    const query = encodeURIComponent('subscription { graphChanged(since: 0) { revision summary } }');
    const stopping = new AbortController();
    onTestFinished(() => stopping.abort());
    const headers = { accept: 'text/event-stream', 'accept-encoding': 'br, gzip' };
    const response = await fetch(`${served.url}/stream?query=${query}`, { headers, signal: stopping.signal });
    expect(response.headers.get('content-encoding')).toBeNull();
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.includes('event: next')) break;
    }
    expect(text).toContain('event: next');
  });

  test('a client that disconnects in the middle does no harm', async () => {
    for (let time = 0; time < 20; time++) {
      const sent = request(`${base}/schema.graphql`, { headers: { 'accept-encoding': 'br' } });
      sent.on('error', () => undefined).end();
      sent.once('response', (response) => response.once('data', () => sent.destroy()));
      await new Promise((resolve) => sent.once('close', resolve));
    }
    expect((await query(SHORT, 'br')).status).toBe(200);
  });
});

describe('a page of another origin', () => {
  const origin = 'http://localhost:5173';

  test('may read the headers with the revision, the tag, the id and the time to wait', async () => {
    const response = await fetch(served.url, { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: SHORT });
    const exposed = response.headers.get('access-control-expose-headers')!.split(',');
    expect(exposed.sort()).toEqual([
      'Allegiance-Left-Out',
      'Allegiance-Revision',
      'Content-Disposition',
      'ETag',
      'Retry-After',
      'X-Request-Id',
    ]);
    expect(response.headers.get('x-request-id')).toBeTruthy();
    expect(response.headers.get('allegiance-revision')).toBe('1');
  });

  test('asks once in two hours', async () => {
    const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    const response = await fetch(served.url, { method: 'OPTIONS', headers });
    expect([response.status, response.headers.get('access-control-max-age')]).toEqual([204, '7200']);
  });

  test.each(['/schema.graphql', '/possible-types.json'])('may read %s', async (path) => {
    const response = await fetch(`${base}${path}`, { headers: { origin } });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
  });
});

describe('the schema', () => {
  test('is served as text, with a tag', async () => {
    const response = await fetch(`${base}/schema.graphql`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(await response.text()).toBe(schemaText());
    const again = await receive('/schema.graphql', { 'if-none-match': response.headers.get('etag')! });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  test('is served as the possible types of Apollo Client: each interface and union with all its object types', async () => {
    const types = (await (await fetch(`${base}/possible-types.json`)).json()) as Record<string, string[]>;
    const schema = buildSchema(await (await fetch(`${base}/schema.graphql`)).text());
    const abstract = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type));
    expect(Object.keys(types).sort()).toEqual(abstract.map(({ name }) => name).sort());
    for (const type of abstract) expect(new Set(types[type.name])).toEqual(new Set(schema.getPossibleTypes(type).map(({ name }) => name)));
    expect(types.Entity).toEqual(['Actor', 'Place']);
  });

  test('is for readers only', async () => {
    const closed = await serveFew();
    onTestFinished(() => closed.close());
    for (const path of ['/schema.graphql', '/possible-types.json']) {
      const url = closed.url.replace('/graphql', path);
      expect((await fetch(url)).status).toBe(401);
      expect((await fetch(url, { headers: { authorization: `Bearer ${closed.tokenOf.reader}` } })).status).toBe(200);
    }
  });
});
