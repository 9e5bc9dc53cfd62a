import { expect, test } from 'vitest';
import { isChange } from '../../../src/engine/embedded/journal/line.ts';
import { STATEMENTS, writes } from '../support/statements.ts';

const changes = STATEMENTS.filter(writes);

test('every statement that changes something is kept', () => {
  expect(changes.length).toBeGreaterThan(30);
  expect(changes.filter(({ text }) => !isChange(text))).toEqual([]);
});

test('none of them would do something else when it is done again: no clock, no chance, no ids of the store, no choice among many', () => {
  const otherwise = /\b(rand|randomUUID|timestamp|date|datetime|localdatetime|time|localtime|id|elementId)\s*\(|\b(LIMIT|SKIP|LOAD)\b/;
  expect(otherwise.test('MATCH (n) SET n.at = timestamp()')).toBe(true);
  expect(changes.filter(({ text }) => otherwise.test(text)).map(({ name }) => name)).toEqual([]);
});
