import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { LONGEST_LINE as LONGEST_JSON } from '../../src/exchange/import/jsonl/lines.ts';
import { LONGEST_LINE } from '../../src/exchange/import/text/wholeLines.ts';
import { LARGEST_PAGE } from '../../src/graph/common/page.ts';
import { LARGEST_BODY } from '../../src/http/body.ts';
import { BOUNDS, type Bound } from '../../src/http/limits/bounds.ts';
import { GUESSES } from '../../src/http/limits/guesses.ts';
import { MOST_HEADERS, USUAL_PATIENCE } from '../../src/http/limits/patience.ts';
import { MOST_PER_CONNECTION, MOST_UNTAKEN } from '../../src/http/sockets.ts';
import { MOST_UNREAD } from '../../src/live/live.ts';
import { ERROR_CODES } from '../../src/model/errors.ts';

const PAGE = readFileSync('SECURITY.md', 'utf8');
const LIMITS = new Map(
  [...PAGE.split('## Limits')[1]!.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gm)].map(([, what, number, beyond]) => [
    what!,
    { number: number!, beyond: beyond! },
  ]),
);
const said = (number: number) => number.toLocaleString('en');
const numberOf = (start: string) => [...LIMITS].find(([what]) => what.startsWith(start))?.[1].number;

const IN_WORDS: Readonly<Record<Bound, string>> = {
  tokens: 'length of a document',
  depth: 'depth of a document',
  aliases: 'aliases in a document',
  directives: 'directives at one location',
  nesting: 'depth of variables',
  cost: 'cost of a request',
};

test.each(Object.entries(BOUNDS))('SECURITY.md names the bound %s as it is: %d', (bound, number) => {
  expect(numberOf(IN_WORDS[bound as Bound])?.replace(' tokens', '')).toBe(said(number));
});

test('SECURITY.md names the other limits as they are', () => {
  const { rate, subscriptions, queryTimeout } = readConfig({});
  expect(numberOf('body of a request')).toBe(`${LARGEST_BODY / 1024} kB`);
  expect(numberOf('URL and headers')).toBe(`16 kB, ${MOST_HEADERS} headers`);
  expect(numberOf('time to send')).toBe(`${USUAL_PATIENCE.headers / 1000} s; ${USUAL_PATIENCE.request / 1000} s`);
  expect(numberOf('rate of one caller')).toContain(`default ${said(rate)}`);
  expect(numberOf('invalid access tokens')).toBe(`${GUESSES.burst} at once, then one every ${1 / GUESSES.perSecond} s`);
  expect(numberOf('subscriptions over one')).toBe(String(MOST_PER_CONNECTION));
  expect(numberOf('answers that a client')).toBe(`${MOST_UNTAKEN / 1024 / 1024} MB`);
  expect(numberOf('open subscriptions')).toContain(`default ${said(subscriptions)}`);
  expect(numberOf('revisions')).toBe(said(MOST_UNREAD));
  expect(numberOf('time of one database query')).toContain(`default ${queryTimeout / 1000} s`);
  expect(numberOf('page size')).toBe(said(LARGEST_PAGE));
  expect(numberOf('line or record')).toBe(`${LONGEST_LINE / 2 ** 20} MB; ${LONGEST_JSON / 2 ** 20} MB of JSON Lines`);
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
