import { describe, expect, test } from 'vitest';
import { serveSeed } from './served.ts';

const LOOPBACK = ['http://localhost', 'http://localhost:5173', 'https://localhost:8443', 'http://127.0.0.1:3000', 'http://[::1]:3000'];
const FOREIGN = [
  'https://example.org',
  'http://localhost.example.org',
  'http://127.0.0.1.example.org',
  'http://notlocalhost:5173',
  'http://localhost:5173.example.org',
  'http://example.org/http://localhost',
  'null',
];

/** The origin that the server allows for a page of `origin`, for the request itself and for its preflight. */
async function allowed(url: string, origin: string): Promise<[request: string | null, preflight: string | null]> {
  const request = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: '{"query":"{ __typename }"}',
  });
  expect(request.status).toBe(200);
  const preflightHeaders = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
  const preflight = await fetch(`${url}/graphql`, { method: 'OPTIONS', headers: preflightHeaders });
  return [request.headers.get('access-control-allow-origin'), preflight.headers.get('access-control-allow-origin')];
}

describe('pages of this machine are allowed by default', () => {
  const url = serveSeed();
  test.each(LOOPBACK)('%s', async (origin) => expect(await allowed(url(), origin)).toEqual([origin, origin]));
  test.each(FOREIGN)('not %s', async (origin) => expect(await allowed(url(), origin)).toEqual([null, null]));

  test('with JSON, and caches store the responses of origins separately', async () => {
    const headers = { origin: LOOPBACK[1]!, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' };
    const response = await fetch(`${url()}/graphql`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(response.headers.get('vary')).toContain('Origin');
  });
});

describe('pages of the origins in ALLEGIANCE_ORIGINS are allowed, and no others', () => {
  const url = serveSeed({ ALLEGIANCE_ORIGINS: 'https://atlas.example.org, http://localhost:5173' });
  test.each(['https://atlas.example.org', 'http://localhost:5173'])('%s', async (origin) => {
    expect(await allowed(url(), origin)).toEqual([origin, origin]);
  });
  test.each(['http://atlas.example.org', 'https://atlas.example.org:8443', 'http://localhost:3000', 'https://example.org'])(
    'not %s',
    async (origin) => {
      expect(await allowed(url(), origin)).toEqual([null, null]);
    },
  );
});

describe('pages of any origin are allowed if ALLEGIANCE_ORIGINS is *', () => {
  const url = serveSeed({ ALLEGIANCE_ORIGINS: '*' });
  test.each(['https://example.org', 'null'])('%s', async (origin) => expect(await allowed(url(), origin)).toEqual(['*', '*']));
});
