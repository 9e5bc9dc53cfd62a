import { beforeAll, describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { hopsOf } from '../../support/paths/hops.ts';
import { pathsOf, pathTexts } from '../../support/paths/pathTexts.ts';
import { type QueryRunner, runnerOf } from '../../support/paths/runner.ts';

const IRAN_TO_ISRAEL = 'from: "iran", to: "israel", filter: { at: "2016" }, time: SIMULTANEOUS';
const RUSSIA_TO_HTS = 'from: "russia", to: "hayat-tahrir-al-sham", filter: { at: "2024-11-30" }';

describeEachEngine((engine) => {
  let runner: QueryRunner;
  beforeAll(() => {
    runner = runnerOf(engine());
  });

  describe('how was Iran connected to Israel in 2016, all at one time?', () => {
    test('in at most three hops: by seven paths', async () => {
      expect(await pathTexts(runner, `${IRAN_TO_ISRAEL}, maxDepth: 3`)).toEqual([
        'Iran backs Syrian government, which fights Israel | 0.95 | HOSTILE | ?/?, surely 2016-09-17/2017-01-01 | THROUGHOUT +3, CERTAIN',
        'Iran backs Hezbollah, which fights Israel | 0.95 | HOSTILE | ?/?, surely 2016-05-13/2017-01-01 | THROUGHOUT +2, CERTAIN +1',
        'Iran backs Ansarallah, which is backed by Hezbollah, which fights Israel | 0.95 | HOSTILE | 2014/? | LIKELY, LIKELY, CERTAIN +1',
        'Iran fights Israel | 0.95 | HOSTILE | ?/?, surely 2018-02-10/2019-11-20 | POSSIBLE',
        'Iran backs Syrian government, which backs Hezbollah, which fights Israel | 0.95 | HOSTILE | ?/? | THROUGHOUT +3, POSSIBLE, CERTAIN +1',
        'Iran backs Syrian government, which fights Islamic State, which fights Israel | 0.95 | COOPERATIVE | ?/? | THROUGHOUT +3, CERTAIN, POSSIBLE',
        'Iran backs Hezbollah, which is backed by Syrian government, which fights Israel | 0.95 | HOSTILE | ?/? | THROUGHOUT +2, POSSIBLE, CERTAIN',
      ]);
    });

    test('surely: only by whom Iran surely backed and who surely fought Israel in that year', async () => {
      const surely = 'from: "iran", to: "israel", filter: { at: "2016", certainty: CERTAIN }, time: SIMULTANEOUS';
      expect(await pathTexts(runner, `${surely}, maxDepth: 2`)).toEqual([
        'Iran backs Syrian government, which fights Israel | 0.95 | HOSTILE | ?/?, surely 2016-09-17/2017-01-01 | THROUGHOUT +1, CERTAIN',
        'Iran backs Hezbollah, which fights Israel | 0.95 | HOSTILE | ?/?, surely 2016-05-13/2017-01-01 | THROUGHOUT, CERTAIN',
      ]);
    });

    test('each hop has its relationship, its status and its evidence', async () => {
      const paths = await hopsOf(runner, `${IRAN_TO_ISRAEL}, maxPaths: 3, maxDepth: 2`);
      expect(paths[1]).toEqual([
        [
          'Iran backs Hezbollah, along the tie, SUPPORTED 0.95',
          'beside 2 parallel: Iran backs Hezbollah; Iran backs Hezbollah',
          'ASSERTS: Lists Government of Iran among the backers of Hezbollah against Government of Israel in each year from 2006 to 2017.' +
            ' [ucdp-esd-18.1, actor_id 366, ext_id 114, dyad_id 891, 2006-2017]',
        ],
        [
          'Hezbollah fights Israel, along the tie, SUPPORTED 0.95',
          'beside 1 parallel: Hezbollah fights Israel',
          'ASSERTS: Codes 6 events of fighting in Syria between Government of Israel and Hezbollah, 17 deaths (best estimate).' +
            ' [ucdp-ged-19.1, dyad_new_id 891, 6 events, 2016-05-13 to 2019-08-24]',
        ],
      ]);
    });
  });

  describe('how was Russia connected to Hayat Tahrir al-Sham on 2024-11-30?', () => {
    test('in at most two hops: by a common enemy, and by what it attacked that day', async () => {
      expect(await pathTexts(runner, `${RUSSIA_TO_HTS}, maxDepth: 2`)).toEqual([
        'Russia attacks Syrian insurgents, which are led by Hayat Tahrir al-Sham | 0.85 | HOSTILE | 2024-11-30/2024-11-30 | THROUGHOUT, LIKELY +1',
        'Russia fights Islamic State, which fights Hayat Tahrir al-Sham | 0.95 | COOPERATIVE | ?/? | POSSIBLE, POSSIBLE',
      ]);
    });

    test('surely in that month: only by what the article reports', async () => {
      expect(
        await pathTexts(runner, 'from: "russia", to: "hayat-tahrir-al-sham", filter: { at: "2024-11", certainty: CERTAIN }, maxDepth: 3'),
      ).toEqual([
        'Russia attacks Syrian insurgents, which are led by Hayat Tahrir al-Sham | 0.85 | HOSTILE | 2024-11-30/2024-11-30 | CERTAIN, CERTAIN +1',
        'Russia attacks Syrian insurgents, which are attacked by Syrian army, which is attacked by Hayat Tahrir al-Sham | 0.85 | HOSTILE | 2024-11-30/2024-11-30 | CERTAIN, CERTAIN +2, CERTAIN',
        'Russia backs Syrian government, which includes Syrian army, which is attacked by Hayat Tahrir al-Sham | 0.85 | HOSTILE | 2024-11/? | CERTAIN, THROUGHOUT, CERTAIN',
      ]);
    });

    test('each hop has its relationship, its status and its evidence', async () => {
      const [attacked] = await hopsOf(runner, `${RUSSIA_TO_HTS}, maxPaths: 2`);
      expect(attacked).toEqual([
        [
          'Russia attacks Syrian insurgents, along the tie, SUPPORTED 0.85',
          'beside 0 parallel: ',
          'ASSERTS: Russian aircraft hit rebel positions on the edge of Aleppo on Saturday. [article-aleppo-2024-11-30, paragraph 8]',
        ],
        [
          'Syrian insurgents are led by Hayat Tahrir al-Sham, against the tie, SUPPORTED 0.85',
          'beside 1 parallel: Hayat Tahrir al-Sham is part of Syrian insurgents',
          'ASSERTS: HTS heads the insurgent attack on Aleppo. [article-aleppo-2024-11-30, paragraph 2]',
        ],
      ]);
    });

    test('the same query returns the same hundred paths again', async () => {
      const parameters = `${RUSSIA_TO_HTS}, maxPaths: 100, maxDepth: 5`;
      const first = await pathsOf(runner, parameters);
      expect([first.count, first.truncated, first.stoppedBy]).toEqual([100, true, 'MAX_PATHS']);
      expect(await pathsOf(runnerOf(engine()), parameters)).toEqual(first);
    });
  });

  test('who backs those who fight the Syrian government?', async () => {
    interface Answer {
      readonly chains: {
        readonly count: number;
        readonly truncated: boolean;
        readonly ends: readonly { readonly name: string }[];
        readonly chains: ReadonlyArray<{ readonly statement: string }>;
      };
    }
    const steps = '[{ types: [FIGHTS] }, { types: [BACKS], direction: IN, at: "2016" }]';
    const { chains } = await runner.execute<Answer>(
      `{ chains(from: "syrian-government", steps: ${steps}) { count truncated ends { name } chains { statement } } }`,
    );
    expect(chains.chains.map(({ statement }) => statement)).toEqual([
      'Syrian government fights Syrian insurgents, which are backed by Turkey',
      'Syrian government fights Syrian insurgents, which are backed by Jordan',
      'Syrian government fights Syrian insurgents, which are backed by United Kingdom',
      'Syrian government fights Syrian insurgents, which are backed by Saudi Arabia',
      'Syrian government fights Syrian insurgents, which are backed by Qatar',
      'Syrian government fights Syrian insurgents, which are backed by United States',
      'Syrian government fights Israel, which is backed by United States',
    ]);
    expect(chains.ends.map(({ name }) => name)).toEqual(['Turkey', 'Jordan', 'United Kingdom', 'Saudi Arabia', 'Qatar', 'United States']);
    expect([chains.count, chains.truncated]).toEqual([chains.chains.length, false]);
  });

  test.each([
    ['from: "iran", to: "israel"', 1],
    ['from: "iran", to: "iran"', 0],
    ['from: "russia", to: "hayat-tahrir-al-sham", filter: { at: "2024-11-30" }', 2],
    ['from: "russia", to: "hayat-tahrir-al-sham", filter: { at: "2024-11-30", certainty: CERTAIN }', null],
    ['from: "russia", to: "hayat-tahrir-al-sham", maxDepth: 1', null],
    ['from: "iran", to: "syrian-insurgents", direction: FORWARD, filter: { types: [BACKS] }', 2],
    ['from: "syrian-insurgents", to: "iran", direction: FORWARD, filter: { types: [BACKS] }', null],
    ['from: "syrian-insurgents", to: "iran", direction: BACKWARD, filter: { types: [BACKS] }', 2],
    ['from: "ucdp:114", to: "israel", filter: { entityKinds: [PERSON], excludeTypes: [FIGHTS] }', null],
  ])('distance(%s)', async (args, expected) => {
    expect(await runner.execute(`{ distance(${args}) }`)).toEqual({ distance: expected });
  });
}, fillWithSeed);
