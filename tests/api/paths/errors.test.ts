import { describe, expect, test } from 'vitest';
import { filledRunner } from '../../support/paths/filledRunner.ts';
import { fillSmallGraph } from '../../support/paths/smallGraph.ts';

const runner = filledRunner(fillSmallGraph);

const unknown = (name: string, hint: string) => [
  'UNKNOWN_ENTITY',
  `Expected the id, slug or scheme:value of an entity; got "${name}", which names none.${hint}`,
];
const within = (name: string, range: string, got: string | number) => ['BAD_INPUT', `Expected \`${name}\` from ${range}; got ${got}.`];

/** Field, arguments beside the start, code and sentence. */
const REFUSED: ReadonlyArray<readonly [field: string, args: string, error: readonly string[]]> = [
  ['paths', 'to: "north"', ['BAD_INPUT', 'Expected two different entities; `from` and `to` both name the same one ("north", "north").']],
  ['paths', 'to: "sooth"', unknown('sooth', ' Did you mean "south"?')],
  ['paths', 'to: "ucdp:1"', unknown('ucdp:1', ' Find it with `search`.')],
  ['paths', 'to: "south", avoid: ["militja"]', unknown('militja', ' Did you mean "militia"?')],
  ['paths', 'to: "south", through: ["nobody"]', unknown('nobody', ' Find it with `search`.')],
  ['paths', 'to: "south", maxDepth: 0', within('maxDepth', '1 to 8', 0)],
  ['paths', 'to: "south", maxDepth: 9', within('maxDepth', '1 to 8', 9)],
  ['paths', 'to: "south", maxPaths: 0', within('maxPaths', '1 to 100', 0)],
  ['paths', 'to: "south", maxPaths: 101', within('maxPaths', '1 to 100', 101)],
  ['paths', 'to: "south", hubDegree: -1', within('hubDegree', '0 to 2147483647', -1)],
  ['paths', 'to: "south", filter: { minConfidence: 2 }', within('minConfidence', '0 to 1', 2)],
  ['paths', 'to: "south", filter: { minConfidence: -0.1 }', within('minConfidence', '0 to 1', -0.1)],
  [
    'paths',
    'to: "south", filter: { at: "2016", during: { start: "2015" } }',
    ['BAD_WINDOW', 'Expected `at` or `during`, got both. Leave one out: `at` for a date, `during` for a span.'],
  ],
  [
    'paths',
    'to: "south", filter: { during: { start: "2016", end: "2015" } }',
    ['BAD_WINDOW', 'Expected `during` to start before it ends; got start 2016 after end 2015. Swap the two.'],
  ],
  ['distance', 'to: "south", maxDepth: 0', within('maxDepth', '1 to 8', 0)],
  ['distance', 'to: "nobody"', unknown('nobody', ' Find it with `search`.')],
  ['reachable', 'maxDepth: 9', within('maxDepth', '1 to 8', 9)],
  ['reachable', 'filter: { minConfidence: 2 }', within('minConfidence', '0 to 1', 2)],
  [
    'reachable',
    'first: 101',
    ['PAGE_TOO_LARGE', 'Expected `first` of at most 100; got 101. Request 100, then the next page with `after`.'],
  ],
  ['chains', 'steps: []', within('steps', '1 to 8', 0)],
  ['chains', `steps: [${'{} '.repeat(9)}]`, within('steps', '1 to 8', 9)],
  ['chains', 'steps: [{}], first: 0', within('first', '1 to 100', 0)],
  ['chains', 'steps: [{}], first: 101', within('first', '1 to 100', 101)],
];
const SELECTIONS: Readonly<Record<string, string>> = {
  paths: '{ count }',
  distance: '',
  reachable: '{ totalCount }',
  chains: '{ count }',
};

describe('invalid queries are refused with a message', () => {
  test.each(REFUSED)('%s(%s)', async (field, args, [code, message]) => {
    const refused = await runner().errorOf(`{ ${field}(from: "north", ${args}) ${SELECTIONS[field]} }`);
    expect(refused).toEqual({ code, message });
  });

  test('an unknown start', async () => {
    for (const rest of ['distance(from: "norht", to: "south")', 'chains(from: "norht", steps: [{}]) { count }']) {
      expect((await runner().errorOf(`{ ${rest} }`)).message).toContain('Did you mean "north"?');
    }
  });
});
