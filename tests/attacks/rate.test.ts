import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { RateLimit } from '../../src/http/limits/rate.ts';
import { type RunningServer, startServer } from '../../src/http/server.ts';
import { seeded } from '../seed/seeded.ts';
import { ANYBODY_READS } from '../support/admission.ts';

describe('a bucket', () => {
  test('lets in while there is anything in it, and then says how long to wait', () => {
    let now = 0;
    const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
    expect(limit.take('a', 60)).toBe(0);
    expect(limit.take('a', 60)).toBe(0);
    expect(limit.take('a', 1)).toBe(3);
    expect(limit.take('b', 1)).toBe(0);
    now += 3_000;
    expect(limit.take('a', 1)).toBe(0);
  });

  test('over any time gives no more than its burst, its rate and one request', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ pause: fc.integer({ min: 0, max: 5_000 }), cost: fc.integer({ min: 1, max: 50 }) }), { maxLength: 200 }),
        (requests) => {
          let now = 0;
          let spent = 0;
          const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
          for (const { pause, cost } of requests) {
            now += pause;
            if (limit.take('a', cost) === 0) spent += cost;
            expect(spent).toBeLessThanOrEqual(100 + now / 100 + 50);
          }
        },
      ),
    );
  });

  test('who waits as long as is said is let in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (cost) => {
        let now = 0;
        const limit = new RateLimit({ perSecond: 10, burst: 100 }, () => now);
        limit.take('a', cost);
        const wait = limit.take('a', 1);
        now += wait * 1000;
        expect(limit.take('a', 1)).toBe(0);
      }),
    );
  });

  test('is forgotten when there are very many, so that addresses without end fill no memory', () => {
    const limit = new RateLimit({ perSecond: 1, burst: 10 }, () => 0);
    for (let n = 0; n < 30_000; n++) limit.take(`address ${n}`, 100);
    expect(limit.size).toBeLessThanOrEqual(10_000);
  });
});

describe('a server', () => {
  let engine: Engine;
  let server: RunningServer;
  beforeAll(async () => {
    engine = (await seeded()).engine;
    const settings = { host: '127.0.0.1', port: 0, origins: null, searchSteps: 1e6, searchTime: 5_000, rate: 1, proxies: ['loopback'] };
    server = await startServer(engine, settings, ANYBODY_READS);
  });
  afterAll(async () => {
    await server.close();
    await engine.close();
  });

  const ask = (from: string) =>
    fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: JSON.stringify({
        query: '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 50) { nodes { id } } } } } } } }',
      }),
    });

  test('answers 429 with the seconds to wait, to one address and not to others', async () => {
    const answers = [await ask('192.0.2.1'), await ask('192.0.2.1'), await ask('192.0.2.1')];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    const { errors } = (await answers[2]!.json()) as { errors: { message: string; extensions: object }[] };
    const seconds = Number(answers[2]!.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(1_000);
    expect(errors[0]!.extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: seconds });
    expect((await ask('192.0.2.2')).status).toBe(200);
  });
});
