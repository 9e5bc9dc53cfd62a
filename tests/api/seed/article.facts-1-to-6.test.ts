import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded, type TestGraph } from './seeded.ts';
import { eventOf, tiesOf } from './texts.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

const A = 'article-aleppo-2024-11-30';
const textOf = (...lines: string[]): string => lines.join('\n');
const tie = async (type: string, from: string, to: string, ...expected: string[]): Promise<void> => {
  expect(await tiesOf(graph, type, from, to)).toEqual(expected);
};
const event = async (key: string, ...lines: string[]): Promise<void> => {
  expect(await eventOf(graph, key)).toBe(textOf(...lines));
};

describe('fact 1: HTS leads the insurgents’ surprise offensive on Aleppo', () => {
  it('as an event with dozens of deaths, which stays a word and is no number', () =>
    event(
      'offensive',
      'OFFENSIVE | Insurgent offensive on Aleppo | 2024-11/? | EXACT Aleppo | INITIATOR Hayat Tahrir al-Sham, INITIATOR Syrian insurgents, TARGET Syrian army | dead ? ? ? “dozens” | SUPPORTED',
      `  said by Syrian army: The army confirms that rebels are inside large parts of the city; dozens of soldiers are dead. [${A}, paragraph 1]`,
      `  said by the source: HTS heads the attack. [${A}, paragraph 2]`,
    ));
  it('which the army confirms on 2024-11-30', () =>
    event(
      'army-confirms-entry',
      'STATEMENT | Syrian army confirms that rebels are in large parts of Aleppo | 2024-11-30/2024-11-30 | EXACT Aleppo | SPEAKER Syrian army | dead ? ? ? | SUPPORTED',
      `  said by Syrian army: The army admits openly, as it had not since 2016, that rebels are in the city. [${A}, paragraphs 1 and 4]`,
    ));
  it('HTS leads the insurgents, of which it is part from 2024-11', async () => {
    const [leads, partOf] = ['HTS heads the insurgent attack on Aleppo.', 'HTS is one of the rebel forces in the attack, and its leader.'];
    await tie(
      ...(['LEADS', 'hayat-tahrir-al-sham', 'syrian-insurgents'] as const),
      textOf(
        'Hayat Tahrir al-Sham leads Syrian insurgents | 2024-11/? | SUPPORTED 0.85',
        `  said by the source: ${leads} [${A}, paragraph 2]`,
      ),
    );
    await tie(
      ...(['PART_OF', 'hayat-tahrir-al-sham', 'syrian-insurgents'] as const),
      textOf(
        'Hayat Tahrir al-Sham is part of Syrian insurgents | 2024-11/? | SUPPORTED 0.85',
        `  said by the source: ${partOf} [${A}, paragraphs 1-2]`,
      ),
    );
  });
  it('and they attack Aleppo and the army', async () => {
    await tie(
      ...(['ATTACKS', 'syrian-insurgents', 'aleppo'] as const),
      textOf(
        'Syrian insurgents attack Aleppo | 2024-11/? | SUPPORTED 0.9698',
        `  said by Syrian army: The army confirms that rebels are inside large parts of the city after a surprise attack. [${A}, paragraph 1]`,
        `  said by the source: The attack set out from areas that the insurgents hold in the north-west. [${A}, paragraph 7]`,
      ),
    );
    await tie(
      ...(['ATTACKS', 'syrian-insurgents', 'syrian-army'] as const),
      textOf(
        'Syrian insurgents attack Syrian army | 2024-11/? | SUPPORTED 0.85',
        `  said by the source: Dozens of soldiers have died in the rebel offensive. [${A}, paragraph 1]`,
      ),
    );
    await tie(
      ...(['ATTACKS', 'hayat-tahrir-al-sham', 'syrian-army'] as const),
      textOf(
        'Hayat Tahrir al-Sham attacks Syrian army | 2024-11/? | SUPPORTED 0.85',
        `  said by the source: The HTS-led attack has cost dozens of soldiers their lives. [${A}, paragraphs 1-2]`,
      ),
    );
  });
});

describe('fact 2: the army is the government’s, and al-Assad leads it', () => {
  const attested = '?/? attested 2016/2024-11-30 | SUPPORTED 0.85';
  it.each([
    [
      'PART_OF',
      'syrian-army',
      'syrian-government',
      'Syrian army is part of Syrian government',
      "The army fights for state control; its hold on Aleppo since 2016 was the government's.",
      'paragraphs 2 and 4',
    ],
    [
      'LEADS',
      'bashar-al-assad',
      'syrian-army',
      'Bashar al-Assad leads Syrian army',
      "The forces that retook Aleppo in 2016 were al-Assad's.",
      'paragraph 4',
    ],
    [
      'LEADS',
      'bashar-al-assad',
      'syrian-government',
      'Bashar al-Assad leads Syrian government',
      'Bashar al-Assad is the president, and the government is his.',
      'paragraphs 1 and 6',
    ],
  ] as const)('%s %s %s', (type, from, to, statement, quote, locator) =>
    tie(type, from, to, textOf(`${statement} | ${attested}`, `  said by the source: ${quote} [${A}, ${locator}]`)),
  );
});

describe('fact 3: insurgents hold large parts of Aleppo, and the army denies fixed positions', () => {
  it('PARTIAL, since 2024-11-30, asserted and denied: DISPUTED', async () => {
    const [card] = await tiesOf(graph, 'CONTROLS', 'syrian-insurgents', 'aleppo');
    const [heading, ...passages] = card!.split('\n');
    expect(heading).toBe('Syrian insurgents control Aleppo | PARTIAL | 2024-11-30/? | DISPUTED 0.7042');
    expect(passages.sort()).toEqual([
      `  denied by Syrian army: The army says that its bombardment kept the rebels from taking up fixed positions. [${A}, paragraph 5]`,
      `  said by three military sources: Key areas of the city are in rebel hands. [${A}, paragraph 11]`,
      `  said with a hedge by the source: Rebels are reported to have taken large parts of Aleppo. [${A}, paragraph 5]`,
    ]);
  });
});

describe('fact 4: the government held all of Aleppo since 2016', () => {
  it('FULL, 2016 to 2024-11', () =>
    tie(
      ...(['CONTROLS', 'syrian-government', 'aleppo'] as const),
      textOf(
        'Syrian government controls Aleppo | FULL | 2016/2024-11 | SUPPORTED 0.85',
        `  said by the source: The whole city was the government's from 2016 until the rebels came back, eight years later. [${A}, paragraph 4]`,
      ),
    ));
  it('retaken by its forces with Russian and Iranian backing', () =>
    event(
      'retaking-2016',
      'CAPTURE | Government forces retake all of Aleppo | 2016/? | EXACT Aleppo | INITIATOR Syrian army, SUPPORTER Iran, SUPPORTER Russia, TARGET Syrian insurgents | dead ? ? ? | SUPPORTED',
      `  said by the source: Al-Assad's forces drove the opposition out of Aleppo in 2016 with Russian and Iranian backing. [${A}, paragraph 4]`,
    ));
  it.each(['Russia', 'Iran'])('%s backs the government in 2016', async (backer) => {
    const ties = await tiesOf(graph, 'BACKS', backer.toLowerCase(), 'syrian-government');
    expect(ties).toContain(
      textOf(
        `${backer} backs Syrian government | against Syrian insurgents | ?/? attested 2016/2016 | SUPPORTED 0.85`,
        `  said by the source: ${backer} stood behind al-Assad's forces when they drove the opposition out of Aleppo. [${A}, paragraph 4]`,
      ),
    );
  });
});

describe('fact 5: Maraat al-Numan and so all of Idlib province, if confirmed: REPORTED', () => {
  it('as an event according to two rebel sources', () =>
    event(
      'capture-maraat-al-numan',
      'CAPTURE | Insurgents reported to have taken Maraat al-Numan | 2024-11/? | EXACT Maraat al-Numan | INITIATOR Syrian insurgents, TARGET Syrian government | dead ? ? ? | REPORTED',
      `  said with a hedge by two rebel sources: The city is said to have fallen, and the rest of the province with it; this is not confirmed. [${A}, paragraph 6]`,
    ));
  it.each([
    ['maraat-al-numan', 'Maraat al-Numan', 'The insurgents are said to have taken the city.'],
    ['idlib-province', 'Idlib province', "With Maraat al-Numan the whole province would be the rebels'."],
  ])('and as control of %s', (place, name, quote) =>
    tie(
      ...(['CONTROLS', 'syrian-insurgents', place] as const),
      textOf(
        `Syrian insurgents control ${name} | FULL | 2024-11/? | REPORTED 0.7042`,
        `  said with a hedge by two rebel sources: ${quote} [${A}, paragraph 6]`,
      ),
    ),
  );
});

describe('fact 6: frozen front lines, and the insurgent-held north-west', () => {
  it('control since 2020', async () => {
    const [card] = await tiesOf(graph, 'CONTROLS', 'syrian-insurgents', 'northwestern-syria');
    const [heading, ...passages] = card!.split('\n');
    expect(heading).toBe('Syrian insurgents control north-western Syria | PARTIAL | ?/? attested 2020/2024-11-30 | SUPPORTED 0.85');
    expect(passages.sort()).toEqual([
      `  said by the source: Parts of the north-west are in insurgent hands and out of al-Assad's reach. [${A}, paragraph 7]`,
      `  said by the source: The front lines there hardly moved after 2020. [${A}, paragraph 2]`,
    ]);
  });
  it('from which they operate', () =>
    tie(
      ...(['OPERATES_IN', 'syrian-insurgents', 'northwestern-syria'] as const),
      textOf(
        'Syrian insurgents operate in north-western Syria | ?/? attested 2020/2024-11-30 | SUPPORTED 0.85',
        `  said by the source: The insurgents hold ground in the north-west, where fronts hardly moved after 2020, and struck from there. [${A}, paragraphs 2 and 7]`,
      ),
    ));
  it('with fronts that hardly moved until this attack', () =>
    event(
      'frozen-front-lines',
      'OTHER | Front lines near the Turkish border largely frozen | 2020/2024-11 | NEAR north-western Syria | PARTY Syrian government, PARTY Syrian insurgents | dead ? ? ? | SUPPORTED',
      `  said by the source: From 2020 until this attack, the front lines of the region hardly moved. [${A}, paragraph 2]`,
    ));
});
