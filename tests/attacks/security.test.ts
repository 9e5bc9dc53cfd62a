import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { MAX_JSON_LINE_BYTES } from '../../src/exchange/import/jsonl.ts';
import { MAX_IMPORT_BYTES, MAX_IMPORT_ROWS } from '../../src/exchange/import/target/call.ts';
import { MAX_LINE_BYTES } from '../../src/exchange/import/text.ts';
import { MAX_PAGE_SIZE } from '../../src/graph/common/page.ts';
import { DEFAULT_TIMEOUTS, MAX_BODY_SIZE, MAX_HEADERS } from '../../src/http/limits/connection.ts';
import { INVALID_TOKEN_RATE } from '../../src/http/limits/loginThrottle.ts';
import { MAX_WAIT, MAX_WAITING } from '../../src/http/limits/operationQueue.ts';
import { REQUEST_LIMITS, type RequestLimit } from '../../src/http/limits/requestLimits.ts';
import { MAX_BUFFERED_SIZE, MAX_SUBSCRIPTIONS_PER_CONNECTION } from '../../src/http/operations/webSocket.ts';
import { ERROR_CODES } from '../../src/model/errors.ts';
import { MAX_UNREAD_REVISIONS } from '../../src/revisions/revisionStream.ts';

const PAGE = readFileSync('SECURITY.md', 'utf8');
const LIMITS = new Map(
  [...PAGE.split('## Limits')[1]!.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, what, number, beyond]) => [
    what!,
    { number: number!, beyond: beyond! },
  ]),
);
const formatted = (number: number) => number.toLocaleString('en');
const numberOf = (start: string) => [...LIMITS].find(([what]) => what.startsWith(start))?.[1].number;

const IN_WORDS: Readonly<Record<RequestLimit, string>> = {
  tokens: 'length of a document',
  depth: 'depth of a document',
  aliases: 'aliases in a document',
  directives: 'directives at one location',
  nesting: 'depth of variables',
  cost: 'cost of a request',
};

test.each(Object.entries(REQUEST_LIMITS))('SECURITY.md names the bound %s as it is: %d', (bound, number) => {
  expect(numberOf(IN_WORDS[bound as RequestLimit])?.replace(' tokens', '')).toBe(formatted(number));
});

test('SECURITY.md names the other limits as they are', () => {
  const { rate, maxSubscriptions, queryTimeout } = readConfig({ HOST: '0.0.0.0' });
  expect(numberOf('body of a request')).toBe(`${MAX_BODY_SIZE / 1024} kB`);
  expect(numberOf('body of an import')).toBe(`${MAX_IMPORT_BYTES / 2 ** 20} MB, ${formatted(MAX_IMPORT_ROWS)} rows`);
  expect(numberOf('URL and headers')).toBe(`16 kB, ${MAX_HEADERS} headers`);
  expect(numberOf('time to send')).toBe(`${DEFAULT_TIMEOUTS.headers / 1000} s; ${DEFAULT_TIMEOUTS.request / 1000} s`);
  expect(numberOf('rate of one caller')).toContain(`default ${formatted(rate)}`);
  expect(numberOf('invalid access tokens')).toBe(
    `${INVALID_TOKEN_RATE.burst} at once, then one every ${1 / INVALID_TOKEN_RATE.perSecond} s`,
  );
  expect(numberOf('operations that wait')).toContain(`${MAX_WAITING} each, and at most ${MAX_WAIT / 1000} s`);
  expect(numberOf('subscriptions over one')).toBe(String(MAX_SUBSCRIPTIONS_PER_CONNECTION));
  expect(numberOf('answers that a client')).toBe(`${MAX_BUFFERED_SIZE / 1024 / 1024} MB`);
  expect(numberOf('open subscriptions')).toContain(`default ${formatted(maxSubscriptions)}`);
  expect(numberOf('revisions')).toBe(formatted(MAX_UNREAD_REVISIONS));
  expect(numberOf('time of one database query')).toContain(`default ${queryTimeout / 1000} s`);
  expect(numberOf('page size')).toBe(formatted(MAX_PAGE_SIZE));
  expect(numberOf('line or record')).toBe(`${MAX_LINE_BYTES / 2 ** 20} MB; ${MAX_JSON_LINE_BYTES / 2 ** 20} MB of JSON Lines`);
});

test('SECURITY.md says how to report, without an address of a person, and names only codes that there are', () => {
  expect(PAGE).toContain('private vulnerability reporting');
  expect(PAGE).not.toMatch(/\S@\S/);
  const codes = [...PAGE.split('## Limits')[1]!.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)]
    .map(([, code]) => code!)
    .filter((code) => !code.startsWith('ALLEGIANCE_'));
  expect(codes.filter((code) => ![...ERROR_CODES, 'GRAPHQL_PARSE_FAILED'].includes(code))).toEqual([]);
  expect(codes.length).toBeGreaterThan(5);
});
