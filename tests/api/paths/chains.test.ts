import { describe, expect, test } from 'vitest';
import { filledRunner } from '../../support/paths/filledRunner.ts';
import { fillSmallGraph } from '../../support/paths/smallGraph.ts';

const runner = filledRunner(fillSmallGraph);

interface Answer {
  readonly count: number;
  readonly truncated: boolean;
  readonly ends: ReadonlyArray<{ readonly slug: string }>;
  readonly chains: ReadonlyArray<{
    readonly statement: string;
    readonly entities: ReadonlyArray<{ readonly slug: string }>;
    readonly relationships: ReadonlyArray<{ readonly statement: string; readonly confidence: number }>;
  }>;
}

async function chainsOf(args: string): Promise<Answer> {
  const fields = 'count truncated ends { slug } chains { statement entities { slug } relationships { statement confidence } }';
  return (await runner().execute<{ chains: Answer }>(`{ chains(${args}) { ${fields} } }`)).chains;
}

const said = async (args: string) => (await chainsOf(args)).chains.map(({ statement }) => statement).sort();

describe('chains of given steps', () => {
  test('who backs those who fight the south?', async () => {
    expect(await chainsOf('from: "south", steps: [{ types: [FIGHTS] }, { types: [BACKS], direction: IN }]')).toEqual({
      count: 1,
      truncated: false,
      ends: [{ slug: 'north' }],
      chains: [
        {
          statement: 'south fights militia, which is backed by north',
          entities: [{ slug: 'south' }, { slug: 'militia' }, { slug: 'north' }],
          relationships: [
            { statement: 'militia fights south', confidence: 0.8 },
            { statement: 'north backs militia', confidence: 0.9 },
          ],
        },
      ],
    });
  });

  test.each([
    ['{ sign: HOSTILE }', ['south attacks crowd', 'south fights militia', 'south fights rival', 'south opposes league']],
    ['{ sign: HOSTILE, kinds: [STATE] }', ['south fights rival']],
    ['{ sign: HOSTILE, at: "2013" }', ['south attacks crowd', 'south fights militia', 'south fights rival', 'south opposes league']],
    ['{ sign: HOSTILE, at: "2015" }', ['south fights militia', 'south fights rival']],
    ['{ types: [LEADS], direction: IN }', ['south is led by general']],
    ['{ types: [LEADS] }', []],
    ['{ types: [LEADS], direction: ANY }', ['south is led by general']],
    ['{ types: [BACKS], direction: IN }', []],
  ])('one step: %s', async (step, expected) => expect(await said(`from: "south", steps: [${step}]`)).toEqual(expected));

  test('one for each sequence of entities, over the most confident relationship of each step', async () => {
    expect(await said('from: "north", steps: [{ kinds: [ARMED_GROUP] }, { kinds: [STATE] }]')).toEqual([
      'north backs militia, which fights south',
    ]);
  });

  test('no entity twice', async () => {
    expect(await said('from: "north", steps: [{ types: [RIVAL_OF] }, { types: [RIVAL_OF] }]')).toEqual([]);
  });

  test('more than requested are cut, and `truncated` says so', async () => {
    const firstChains = (first: number) => chainsOf(`from: "south", steps: [{ sign: HOSTILE }], first: ${first}`);
    const whole = await firstChains(4);
    expect([whole.count, whole.truncated]).toEqual([4, false]);
    expect(await firstChains(3)).toEqual({ count: 3, truncated: true, ends: whole.ends.slice(0, 3), chains: whole.chains.slice(0, 3) });
  });
});
