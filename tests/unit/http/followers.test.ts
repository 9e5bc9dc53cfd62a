import { parse } from 'graphql';
import { expect, test } from 'vitest';
import { followedQuestion } from '../../../src/http/operations/followedQuestion.ts';
import { Pace } from '../../../src/http/operations/pace.ts';

const question = (text: string, variableValues: Record<string, unknown> = {}, operationName?: string) =>
  followedQuestion({ schema: undefined as never, document: parse(text), operationName, variableValues });

const PLAIN = 'subscription { graphChanged { revision } }';

test.each<[string, string, Record<string, unknown>?]>([
  ['of another `since`', 'subscription { graphChanged(since: 7) { revision } }'],
  ['in other lines', 'subscription {\n  graphChanged {\n    revision # the number\n  }\n}'],
  ['with a variable that nothing uses', PLAIN, { since: 7 }],
])('a question %s is the same', (_, text, variables) => {
  expect(question(text, variables)).toBe(question(PLAIN));
});

test('a variable for `since` does not make another one, one that is used does', () => {
  const text = 'subscription ($since: Int, $of: [ID!]) { graphChanged(since: $since, involving: $of) { revision } }';
  expect(question(text, { since: 1, of: ['iran'] })).toBe(question(text, { of: ['iran'], since: 2 }));
  expect(question(text, { since: 1, of: ['iran'] })).not.toBe(question(text, { since: 1, of: ['russia'] }));
  const both = 'subscription ($n: Int) { graphChanged(since: $n) { revision entities { relationships(first: $n) { totalCount } } } }';
  expect(question(both, { n: 1 })).not.toBe(question(both, { n: 2 }));
});

test.each([
  'subscription { graphChanged { summary } }',
  'subscription { graphChanged(types: [BACKS]) { revision } }',
  'subscription { changed: graphChanged { revision } }',
])('%s is another question', (text) => {
  expect(question(text)).not.toBe(question(PLAIN));
});

test('of two operations in a document the chosen one counts', () => {
  const text = 'subscription A { graphChanged { revision } } subscription B { graphChanged { summary } }';
  expect(question(text, {}, 'A')).not.toBe(question(text, {}, 'B'));
});

test('many pass in order, some in each round of the event loop', async () => {
  const pace = new Pace();
  const passed: number[] = [];
  for (let number = 0; number < 500; number++) void pace.pass().then(() => passed.push(number));
  const rounds: number[] = [];
  while (passed.length < 500) {
    await new Promise((resolve) => setImmediate(resolve));
    rounds.push(passed.length);
  }
  expect(passed).toEqual([...passed].sort((a, b) => a - b));
  expect(rounds.length).toBeGreaterThanOrEqual(8);
  expect(Math.max(...rounds.map((count, index) => count - (rounds[index - 1] ?? 0)))).toBeLessThanOrEqual(100);
  await pace.pass();
});
