import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { Authenticator } from '../../src/access/authenticator.ts';
import { mintToken, type TokenStore } from '../../src/access/token.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { INVALID_TOKEN_RATE, LoginThrottle } from '../../src/http/limits/loginThrottle.ts';
import type { ServerSettings } from '../../src/http/operations/context.ts';
import { startServer } from '../../src/http/server.ts';
import { seeded } from '../api/seed/seeded.ts';
import { OPEN_READING } from '../support/admission.ts';
import { unsettled } from '../support/unsettled.ts';

/** An expensive query: two of them use up the burst of a caller. */
const EXPENSIVE = unsettled(
  '{ actors(first: 90) { nodes { backs(first: 90) { nodes { ... on Actor { fights(first: 50) { nodes { id } } } } } } } }',
);
/** WebSocket close codes: "Try again later", and that of graphql-ws for a rejected token. */
const [TRY_AGAIN_LATER, UNAUTHORIZED] = [1013, 4401];

let engine: Engine;
beforeAll(async () => {
  engine = (await seeded()).engine;
});
afterAll(() => engine.close());

/** URL of a server that trusts these proxies. */
async function behind(trustedProxies: readonly string[]): Promise<string> {
  const settings: ServerSettings = {
    host: '127.0.0.1',
    port: 0,
    origins: null,
    searchSteps: 1e6,
    searchTime: 5_000,
    rate: 1,
    trustedProxies,
  };
  const server = await startServer(engine, settings, OPEN_READING);
  onTestFinished(() => server.close());
  return server.url;
}

type Headers = Readonly<Record<string, string>>;

/** Sends a query, by default the expensive one; returns the HTTP status. */
async function statusOf(url: string, headers: Headers, query = EXPENSIVE): Promise<number> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  await response.text();
  return response.status;
}

/** HTTP statuses of expensive queries, sent one after the other. */
async function statuses(url: string, ...headers: readonly Headers[]): Promise<number[]> {
  const all: number[] = [];
  for (const one of headers) all.push(await statusOf(url, one));
  return all;
}

const guess = () => mintToken('nobody', 'admin', new Date()).token;
const guessOverHttp = (url: string, headers: Headers) =>
  statusOf(url, { authorization: `Bearer ${guess()}`, ...headers }, '{ status { revision } }');

/** Close code of a WebSocket whose client guesses a token. */
async function guessOverSocket(url: string, headers: Headers): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token: guess() } })));
  return new Promise((resolve) => socket.once('close', resolve));
}

const from = (address: string): Headers => ({ 'x-forwarded-for': address });

describe('without a trusted proxy', () => {
  test('a client that sends another X-Forwarded-For with each query is the same caller', async () => {
    const url = await behind([]);
    expect(await statuses(url, from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.3'), from('127.0.0.1'))).toEqual([200, 200, 429, 429]);
  });

  test('nor does any other header change the caller', async () => {
    const url = await behind([]);
    expect(await statuses(url, {}, {})).toEqual([200, 200]);
    const names = ['x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-cluster-client-ip', 'x-originating-ip'];
    const others = [...names.map((name) => ({ [name]: '192.0.2.1' })), { forwarded: 'for=192.0.2.1' }, { via: '1.1 192.0.2.1' }];
    expect(new Set(await statuses(url, ...others))).toEqual(new Set([429]));
  });

  test('guessed tokens with many forged addresses are limited all the same', async () => {
    const url = await behind([]);
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 2; n++) await guessOverHttp(url, from(`192.0.2.${n}`));
    expect(await guessOverHttp(url, from('192.0.2.200'))).toBe(429);
    expect(await guessOverSocket(url, from('192.0.2.201'))).toBe(TRY_AGAIN_LATER);
  });

  test('guessed tokens over WebSockets as well', async () => {
    const url = await behind([]);
    expect(await guessOverSocket(url, from('192.0.2.1'))).toBe(UNAUTHORIZED);
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 2; n++) await guessOverSocket(url, from(`192.0.2.${n}`));
    expect(await guessOverSocket(url, from('192.0.2.200'))).toBe(TRY_AGAIN_LATER);
    expect(await guessOverHttp(url, from('192.0.2.201'))).toBe(429);
  });
});

describe('behind a trusted proxy', () => {
  test('the address that the proxy adds counts, whatever the client sent', async () => {
    const url = await behind(['loopback']);
    const forged = ['203.0.113.1', '127.0.0.1', '::1', 'unknown', '203.0.113.2, 203.0.113.3'].map((more) => from(`${more}, 192.0.2.9`));
    expect(await statuses(url, ...forged)).toEqual([200, 200, 429, 429, 429]);
    expect(await statuses(url, from('192.0.2.9, 192.0.2.10'))).toEqual([200]);
  });

  test('behind several trusted proxies, the right-most other address counts', async () => {
    const url = await behind(['loopback', '10.0.0.0/8']);
    const chains = ['203.0.113.1, 192.0.2.9, 10.0.0.1', '203.0.113.2, 192.0.2.9, 10.0.0.2', '10.0.0.9, 192.0.2.9, 10.1.0.1, 10.2.0.1'];
    expect(await statuses(url, ...chains.map(from))).toEqual([200, 200, 429]);
    expect(await statuses(url, from('192.0.2.9, 192.0.2.10, 10.0.0.1'))).toEqual([200]);
  });

  test('an address before an untrusted proxy is ignored', async () => {
    const url = await behind(['loopback', '10.0.0.0/8']);
    const chains = ['192.0.2.1, 10.0.0.1, 198.51.100.7', '192.0.2.2, 10.0.0.1, 198.51.100.7', '192.0.2.3, 10.0.0.1, 198.51.100.7'];
    expect(await statuses(url, ...chains.map(from))).toEqual([200, 200, 429]);
  });

  test('a client that bypasses the proxy is not trusted', async () => {
    const url = await behind(['10.0.0.1']);
    expect(await statuses(url, from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.3'))).toEqual([200, 200, 429]);
  });

  test('guessed tokens over WebSockets are counted by the address that the proxy adds, together with those over HTTP', async () => {
    const url = await behind(['loopback']);
    for (let n = 0; n < INVALID_TOKEN_RATE.burst + 2; n++) await guessOverSocket(url, from(`203.0.113.${n}, 192.0.2.9`));
    expect(await guessOverSocket(url, from('203.0.113.200, 192.0.2.9'))).toBe(TRY_AGAIN_LATER);
    expect(await guessOverHttp(url, from('203.0.113.201, 192.0.2.9'))).toBe(429);
    expect(await guessOverSocket(url, from('192.0.2.9, 192.0.2.10'))).toBe(UNAUTHORIZED);
    expect(await guessOverHttp(url, from('192.0.2.9, 192.0.2.11'))).toBe(401);
  });
});

test('concurrent guesses from one address are limited as sequential ones are', async () => {
  const throttle = new LoginThrottle(OPEN_READING.authenticator, () => undefined);
  const guesses = Array.from({ length: 10 * INVALID_TOKEN_RATE.burst }, () => throttle.authenticate(`Bearer ${guess()}`, '192.0.2.9'));
  const codes = (await Promise.allSettled(guesses)).map((result) => (result.status === 'rejected' ? result.reason.code : 'let in'));
  expect(codes.filter((code) => code === 'UNAUTHENTICATED').length).toBeLessThanOrEqual(INVALID_TOKEN_RATE.burst + 1);
  expect(new Set(codes)).toEqual(new Set(['UNAUTHENTICATED', 'RATE_LIMITED']));
});

test('valid tokens that come at the same time are not taken for guesses, be they one or many', async () => {
  const many = 5 * INVALID_TOKEN_RATE.burst;
  const minted = Array.from({ length: many }, (_, number) => mintToken(`reader ${number}`, 'reader', new Date()));
  const records = minted.map(({ record }) => record);
  const slowly = { list: () => delay(20, records) } as unknown as TokenStore;
  const authenticator = new Authenticator({ tokens: slowly, jwt: null, openReading: false });
  const lettingIn = async (tokens: readonly string[]) => {
    const throttle = new LoginThrottle(authenticator, () => undefined);
    return (await Promise.all(tokens.map((token) => throttle.authenticate(`Bearer ${token}`, '192.0.2.9')))).length;
  };
  expect(await lettingIn(Array(many).fill(minted[0]!.token))).toBe(many);
  expect(await lettingIn(minted.map(({ token }) => token))).toBe(many);
});
