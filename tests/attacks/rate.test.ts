import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Authenticator } from '../../src/access/authenticator.ts';
import { fileTokens } from '../../src/access/fileTokens.ts';
import { mintToken } from '../../src/access/token.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { RateLimit } from '../../src/http/limits/rate.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { seeded } from '../api/seed/seeded.ts';
import { unsettled } from '../support/unsettled.ts';

describe('a bucket', () => {
  test('allows requests while it is not empty, and then returns the time to wait', () => {
    let now = 0;
    const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
    expect(limit.consume('a', 60)).toBe(0);
    expect(limit.consume('a', 60)).toBe(0);
    expect(limit.consume('a', 1)).toBe(3);
    expect(limit.consume('b', 1)).toBe(0);
    now += 3_000;
    expect(limit.consume('a', 1)).toBe(0);
  });

  test('allows at most its burst, its rate and one request over any time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ pause: fc.integer({ min: 0, max: 5_000 }), cost: fc.integer({ min: 1, max: 50 }) }), { maxLength: 200 }),
        (requests) => {
          let now = 0;
          let spent = 0;
          const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
          for (const { pause, cost } of requests) {
            now += pause;
            if (limit.consume('a', cost) === 0) spent += cost;
            expect(spent).toBeLessThanOrEqual(100 + now / 100 + 50);
          }
        },
      ),
    );
  });

  test('allows a request after the returned time to wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (cost) => {
        let now = 0;
        const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
        limit.consume('a', cost);
        const wait = limit.consume('a', 1);
        now += wait * 1000;
        expect(limit.consume('a', 1)).toBe(0);
      }),
    );
  });

  test('is evicted if there are very many, so that memory is limited', () => {
    const limit = new RateLimit({ perSecond: 1, burst: 10 }, () => 0);
    for (let n = 0; n < 30_000; n++) limit.consume(`address ${n}`, 100);
    expect(limit.size).toBeLessThanOrEqual(10_000);
  });
});

describe('a server', () => {
  const directory = mkdtempSync(join(tmpdir(), 'allegiance-rate-'));
  const tokens = fileTokens(directory);
  let engine: Engine;
  let server: RunningServer;
  beforeAll(async () => {
    engine = (await seeded()).engine;
    const settings = {
      host: '127.0.0.1',
      port: 0,
      origins: null,
      searchSteps: 1e6,
      searchTime: 5_000,
      rate: 1,
      trustedProxies: ['loopback'],
    };
    server = await startServer(engine, settings, {
      readiness: () => null,
      authenticator: new Authenticator({ tokens, jwt: null, openReading: true }),
    });
  });
  afterAll(async () => {
    await server.close();
    await engine.close();
    rmSync(directory, { recursive: true });
  });

  const send = (from: string, token?: string, origin?: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': from,
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(origin ? { origin } : {}),
      },
      body: JSON.stringify({
        query: unsettled(
          '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 50) { nodes { id } } } } } } } }',
        ),
      }),
    });

  test('responds with 429 and the seconds to wait, to one address and not to others', async () => {
    const answers = [await send('192.0.2.1'), await send('192.0.2.1'), await send('192.0.2.1')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const { errors } = (await answers[2]!.json()) as { errors: { message: string; extensions: object }[] };
    const seconds = Number(answers[2]!.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(1_000);
    expect(errors[0]!.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: seconds });
    expect((await send('192.0.2.2')).status).toBe(200);
  });

  test('lets pages of other origins read the seconds to wait', async () => {
    const origin = 'http://localhost:5173';
    while ((await send('192.0.2.30')).status !== 429);
    const { status, headers } = await send('192.0.2.30', undefined, origin);
    expect([status, headers.get('access-control-allow-origin')]).toEqual([429, origin]);
    expect(headers.get('access-control-expose-headers')!.split(',')).toContain('Retry-After');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  });

  /** Creates a token. */
  async function tokenOf(name: string): Promise<string> {
    const { token, record } = mintToken(name, 'reader', new Date());
    await tokens.add(record);
    return token;
  }
  const statuses = async (...requests: readonly (readonly [from: string, token?: string])[]) => {
    const all: number[] = [];
    for (const [from, token] of requests) all.push((await send(from, token)).status);
    return all;
  };

  test('has a bucket for each of two tokens behind one address, and one for those without', async () => {
    const [one, two] = [await tokenOf('one'), await tokenOf('two')];
    const address = '192.0.2.3';
    expect(await statuses([address, one], [address, one], [address, one])).toEqual([200, 200, 429]);
    expect(await statuses([address, two], [address, two], [address, two])).toEqual([200, 200, 429]);
    expect(await statuses([address], [address], [address])).toEqual([200, 200, 429]);
  });

  test('has one bucket for a token, from any address', async () => {
    const roaming = await tokenOf('roaming');
    const requests = ['192.0.2.4', '192.0.2.5', '192.0.2.4', '192.0.2.5', '192.0.2.6'].map((from) => [from, roaming] as const);
    expect(await statuses(...requests)).toEqual([200, 200, 429, 429, 429]);
    expect(await statuses(['192.0.2.4'], ['192.0.2.5'])).toEqual([200, 200]);
  });

  test('distinguishes a token that is named like an address from that address', async () => {
    const disguised = await tokenOf('address 192.0.2.7');
    expect(await statuses(['192.0.2.7', disguised], ['192.0.2.7', disguised], ['192.0.2.7', disguised])).toEqual([200, 200, 429]);
    expect(await statuses(['192.0.2.7'])).toEqual([200]);
  });
});
