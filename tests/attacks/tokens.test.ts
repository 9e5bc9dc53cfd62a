import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, type GenerateKeyPairResult, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jwtVerifier } from '../../src/access/jwt.ts';
import { holderOf, mintToken } from '../../src/access/token.ts';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { INVALID_TOKEN_RATE } from '../../src/http/limits/loginThrottle.ts';
import { fillWithFew, serve, type TestServer } from '../api/access/support/served.ts';
import { subscriptionTo, TRANSPORTS } from '../support/live/subscribers.ts';
import { post, read, type Sent } from './support/sent.ts';

const STATUS = '{ status { revision } }';
const ISSUER = 'https://issuer.example';
const AUDIENCE = 'allegiance';

let engine: Engine;
let keys: GenerateKeyPairResult;
let issuer: Server;
let served: TestServer;

beforeAll(async () => {
  engine = await openEmbedded(null);
  await fillWithFew(engine);
  keys = await generateKeyPair('RS256', { extractable: true });
  const published = JSON.stringify({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }] });
  issuer = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(published));
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  issuer.close();
  await engine.close();
});
beforeEach(async () => {
  const jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks`;
  served = await serve(engine, { jwt: jwtVerifier({ jwks, issuer: ISSUER, audience: AUDIENCE, roleClaim: 'role' }) });
});
afterEach(() => served.close());

const send = (token: string): Promise<Sent> => post(served.url.replace('/graphql', ''), STATUS, {}, token);
const guess = (): string => mintToken('nobody', 'admin', new Date()).token;

describe('guessed tokens', () => {
  test('are compared by their hashes, in the same time whichever record they are similar to', () => {
    const { token, record } = mintToken('one', 'admin', new Date());
    const others = Array.from({ length: 50 }, (_, number) => mintToken(`n${number}`, 'reader', new Date()).record);
    for (const near of [
      `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
      token.slice(0, -1),
      `${token}A`,
      token.toUpperCase(),
      record.hash,
    ]) {
      expect(holderOf(near, [...others, record])).toBeNull();
    }
    // All records are compared, whatever the position of the matching one.
    for (const records of [
      [record, ...others],
      [...others, record],
    ])
      expect(holderOf(token, records)?.name).toBe('one');
    const sum = (text: string, records: (typeof record)[]) => {
      const start = process.hrtime.bigint();
      for (let n = 0; n < 300; n++) holderOf(text, records);
      return Number(process.hrtime.bigint() - start);
    };
    const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    const first = median(Array.from({ length: 15 }, () => sum(token, [record, ...others])));
    const last = median(Array.from({ length: 15 }, () => sum(token, [...others, record])));
    expect(Math.max(first, last) / Math.min(first, last)).toBeLessThan(3);
  });

  test('are counted by address: beyond the limit they are not checked, and the response has the seconds to wait', async () => {
    const answers: Sent[] = [];
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 10; n++) answers.push(await send(guess()));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, INVALID_TOKEN_RATE.burst)).toEqual(Array(INVALID_TOKEN_RATE.burst).fill(401));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThanOrEqual(5);
    for (const { headers, codes, messages } of limited) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(codes).toEqual(['RATE_LIMITED']);
      expect(messages[0]).toMatch(/^Too many invalid tokens from your address\. Try again in \d+ s\.$/);
    }
  });

  test('are limited on every route, and counted in the metrics', async () => {
    expect((await send(served.tokenOf.reader)).status).toBe(200);
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 2; n++) await send(guess());
    const bearer = { authorization: `Bearer ${guess()}` };
    const stream = await read(
      await fetch(`${served.url}/stream?query=${encodeURIComponent('subscription { graphChanged { revision } }')}`, {
        headers: { accept: 'text/event-stream', ...bearer },
      }),
    );
    expect([stream.status, stream.codes, Number(stream.headers.get('retry-after')) > 0]).toEqual([429, ['RATE_LIMITED'], true]);
    const metrics = served.url.replace('/graphql', '/metrics');
    expect((await fetch(metrics, { headers: bearer })).status).toBe(429);
    const metricsText = await (await fetch(metrics, { headers: { authorization: `Bearer ${served.tokenOf.reader}` } })).text();
    expect(Number(/^allegiance_rejected_tokens_total\{reason="invalid"\} (\d+)$/m.exec(metricsText)![1])).toBeGreaterThanOrEqual(
      INVALID_TOKEN_RATE.burst,
    );
    expect(Number(/^allegiance_rejected_tokens_total\{reason="rate_limited"\} (\d+)$/m.exec(metricsText)![1])).toBeGreaterThanOrEqual(2);
  });

  test('do not lock out a client whose token was valid before; a revoked token is rejected all the same', async () => {
    expect((await send(served.tokenOf.editor)).status).toBe(200);
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 2; n++) await send(guess());
    expect((await send(guess())).status).toBe(429);
    expect((await send(served.tokenOf.editor)).status).toBe(200);
    await served.tokens.revoke('the editor', new Date());
    expect((await send(served.tokenOf.editor)).status).toBe(401);
    expect((await send(served.tokenOf.editor)).status).toBe(429);
  });

  test('requests without a token are not counted', async () => {
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 5; n++) {
      const response = await fetch(served.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: STATUS }),
      });
      expect((await read(response)).status).toBe(401);
    }
    expect((await send(served.tokenOf.reader)).status).toBe(200);
  });
});

describe('an invalid signed token is rejected', () => {
  const GOOD = { sub: 'u-1', role: 'admin', iss: ISSUER, aud: AUDIENCE };
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const sign = (claims: object, key: CryptoKey | Uint8Array = keys.privateKey, header = { alg: 'RS256', kid: 'one' }) =>
    new SignJWT({ exp: inSeconds(60), ...GOOD, ...claims }).setProtectedHeader(header).sign(key);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  const INVALID_SIGNATURE = 'The signature of the token is invalid. Sign in again.';
  const claim = (name: string) => `The token was issued for another service: its claim \`${name}\` does not match.`;
  const invalidTokens: Record<string, [token: () => Promise<string> | string, sentence: string]> = {
    'with the algorithm none': [() => new UnsecuredJWT({ exp: inSeconds(60), ...GOOD }).encode(), INVALID_SIGNATURE],
    'with the algorithm nOnE and a signature': [
      async () => [part({ alg: 'nOnE', kid: 'one' }), ...(await sign({})).split('.').slice(1)].join('.'),
      INVALID_SIGNATURE,
    ],
    'without its signature': [async () => `${(await sign({})).split('.').slice(0, 2).join('.')}.`, INVALID_SIGNATURE],
    'for another audience': [() => sign({ aud: 'other' }), claim('aud')],
    'without an audience': [() => sign({ aud: undefined }), claim('aud')],
    'of another issuer': [() => sign({ iss: 'https://evil.example' }), claim('iss')],
    expired: [() => sign({ exp: inSeconds(-60) }), 'The token has expired. Sign in again.'],
    'that never expires': [() => sign({ exp: undefined }), claim('exp')],
    'not valid yet': [() => sign({ nbf: inSeconds(60) }), 'The token is not valid yet. Try again later.'],
    'signed with another key': [async () => sign({}, (await generateKeyPair('RS256')).privateKey), INVALID_SIGNATURE],
    'signed with the public key as a secret': [
      async () => sign({}, new TextEncoder().encode(await exportSPKI(keys.publicKey)), { alg: 'HS256', kid: 'one' }),
      INVALID_SIGNATURE,
    ],
    'that names an unknown key': [() => sign({}, keys.privateKey, { alg: 'RS256', kid: 'two' }), INVALID_SIGNATURE],
    'that names a key of its own': [
      async () => {
        const own = await generateKeyPair('RS256', { extractable: true });
        const jwk = await exportJWK(own.publicKey);
        const header = { alg: 'RS256', kid: 'one', jku: 'https://evil.example/jwks', jwk };
        return new SignJWT({ exp: inSeconds(60), ...GOOD }).setProtectedHeader(header).sign(own.privateKey);
      },
      INVALID_SIGNATURE,
    ],
    'whose claims were changed': [
      async () => {
        const [header, , signature] = (await sign({ role: 'reader' })).split('.');
        return [header, part({ ...GOOD, exp: inSeconds(60) }), signature].join('.');
      },
      INVALID_SIGNATURE,
    ],
    'of 15 kB': [() => `${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.${'c'.repeat(5_000)}`, INVALID_SIGNATURE],
  };

  test.each(TRANSPORTS)(
    'that expires while it follows the graph %s: from then on it is sent nothing',
    { timeout: 20_000 },
    async (_, transport) => {
      // The clocks may differ by five seconds, so this one is accepted for two more.
      const expiring = await sign({ exp: inSeconds(-3), sub: transport.name });
      const follower = transport(served, subscriptionTo('', 'revision entities { slug }'), expiring);
      const write = async (slug: string) =>
        post(
          served.url.replace('/graphql', ''),
          `mutation { upsertActors(rows: [{ slug: "${slug}", kind: PERSON, name: "N" }]) { revision } }`,
          {},
          await sign({}),
        );
      await expect
        .poll(async () => {
          await write(`before-${transport.name.toLowerCase()}-${Math.random().toString(36).slice(2)}`);
          return follower.messages.length;
        })
        .toBeGreaterThan(0);
      expect(follower.ended()).toBeNull();
      await expect.poll(async () => (await send(expiring)).status, { timeout: 5_000, interval: 200 }).toBe(401);
      const before = follower.messages.length;
      expect((await write(`secret-${transport.name.toLowerCase()}`)).status).toBe(200);
      await expect.poll(() => JSON.stringify(follower.ended())).toContain('UNAUTHENTICATED');
      expect(follower.messages.length).toBe(before);
      await follower.stop();
    },
  );

  test.each(Object.entries(invalidTokens))('%s', async (_, [token, sentence]) => {
    const sent = await send(await token());
    expect([sent.status, sent.codes, sent.messages, sent.data]).toEqual([401, ['UNAUTHENTICATED'], [sentence], undefined]);
    expect((await send(await sign({}))).status).toBe(200);
  });
});
