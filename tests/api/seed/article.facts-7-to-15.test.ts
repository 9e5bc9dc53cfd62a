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
const tie = async (type: string, from: string, to: string, ...lines: string[]): Promise<void> => {
  expect(await tiesOf(graph, type, from, to)).toEqual([textOf(...lines)]);
};
const event = async (key: string, ...lines: string[]): Promise<void> => {
  expect(await eventOf(graph, key)).toBe(textOf(...lines));
};

describe('fact 7: a ceasefire between Israel and Hezbollah took effect that week, in Lebanon', () => {
  it('since 2024-11, without the day that the article does not give', () =>
    tie(
      ...(['CEASEFIRE_WITH', 'israel', 'hezbollah'] as const),
      'Hezbollah has a ceasefire with Israel | 2024-11/? | SUPPORTED 0.85',
      `  said by the source: A truce between the two came into force in Lebanon in that week. [${A}, paragraph 7]`,
    ));
  it('after they had fought', () =>
    tie(
      ...(['FIGHTS', 'israel', 'hezbollah'] as const),
      'Hezbollah fights Israel | ?/2024-11 | SUPPORTED 0.85',
      `  said by the source: War in Lebanon between the two came before the truce of that week. [${A}, paragraph 7]`,
    ));
  it('as an event in Lebanon', () =>
    event(
      'ceasefire-israel-hezbollah',
      'CEASEFIRE | Ceasefire between Israel and Hezbollah takes effect in Lebanon | 2024-11/? | COUNTRY Lebanon | PARTY Hezbollah, PARTY Israel | dead ? ? ? | SUPPORTED',
      `  said by the source: The truce in Lebanon came into force in the week of the article. [${A}, paragraph 7]`,
    ));
});

describe('fact 8: Hezbollah is backed by Iran', () => {
  it('according to the article', () =>
    tie(
      ...(['BACKS', 'iran', 'hezbollah'] as const),
      'Iran backs Hezbollah | ?/? attested 2024-11-30/2024-11-30 | SUPPORTED 0.85',
      `  said by the source: The article calls Hezbollah a group with Iranian backing. [${A}, paragraph 7]`,
    ));
});

describe('fact 9: Russian and Syrian warplanes struck rebel positions in Aleppo’s suburbs on Saturday', () => {
  it('as an event according to two Syrian military sources', () =>
    event(
      'airstrikes-aleppo-suburbs',
      'AIRSTRIKE | Russian and Syrian air strikes on rebel positions in the suburbs of Aleppo | 2024-11-30/2024-11-30 | NEAR Aleppo | INITIATOR Russia, INITIATOR Syrian army, TARGET Syrian insurgents | dead ? ? ? | SUPPORTED',
      `  said by two Syrian military sources: Aircraft of both countries hit rebel positions on the edge of the city on Saturday. [${A}, paragraph 8]`,
    ));
  it.each([
    ['russia', 'Russia', 'Russian'],
    ['syrian-army', 'Syrian army', 'Syrian'],
  ])('and as an attack of %s on that day', (slug, name, whose) =>
    tie(
      ...(['ATTACKS', slug, 'syrian-insurgents'] as const),
      `${name} attacks Syrian insurgents | 2024-11-30/2024-11-30 | SUPPORTED 0.85`,
      `  said by two Syrian military sources: ${whose} aircraft hit rebel positions on the edge of Aleppo on Saturday. [${A}, paragraph 8]`,
    ),
  );
});

describe('fact 10: the Kremlin on Friday, and its spokesman', () => {
  it('a violation of Syria’s sovereignty, says the Kremlin on 2024-11-29', () =>
    event(
      'kremlin-statement',
      "STATEMENT | Kremlin calls the attack on Aleppo a violation of Syria's sovereignty | 2024-11-29/2024-11-29 | SPEAKER Kremlin | dead ? ? ? | SUPPORTED",
      `  said by Kremlin: The rebel attack is a breach of Syrian sovereignty. [${A}, paragraph 8]`,
    ));
  it('Peskov in his own words', () =>
    event(
      'peskov-statement',
      'STATEMENT | Peskov states Russian support for the Syrian authorities | 2024-11/? | RECIPIENT Syrian government, SPEAKER Dmitry Peskov | dead ? ? ? | SUPPORTED',
      `  said by Dmitry Peskov: “We support Syrian authorities in restoring constitutional order as soon as possible” [${A}, paragraph 8]`,
    ));
  it('so Russia backs the government diplomatically, according to Peskov', async () => {
    expect(await tiesOf(graph, 'BACKS', 'russia', 'syrian-government')).toContain(
      textOf(
        'Russia backs Syrian government | against Syrian insurgents | 2024-11/2024-11 DIPLOMATIC | ?/? attested 2024-11/2024-11 | SUPPORTED 0.85',
        `  said by Dmitry Peskov: “We support Syrian authorities in restoring constitutional order as soon as possible” [${A}, paragraph 8]`,
      ),
    );
  });
  it('Peskov speaks for the Kremlin', () =>
    tie(
      ...(['SPEAKS_FOR', 'dmitry-peskov', 'kremlin'] as const),
      'Dmitry Peskov speaks for Kremlin | ?/? attested 2024-11/2024-11 | SUPPORTED 0.85',
      `  said by the source: Peskov is quoted as the Kremlin's spokesman. [${A}, paragraph 8]`,
    ));
  it('the Kremlin speaks for Russia', () =>
    tie(
      ...(['SPEAKS_FOR', 'kremlin', 'russia'] as const),
      'Kremlin speaks for Russia | ?/? attested 2024-11-29/2024-11-29 | SUPPORTED 0.85',
      `  said by the source: Russia's position on the attack is given by the Kremlin. [${A}, paragraph 8]`,
    ));
});

describe('fact 11: air strikes on residential areas of Idlib', () => {
  it('4 civilians killed and 6 wounded, say the White Helmets', () =>
    event(
      'airstrikes-idlib',
      'AIRSTRIKE | Russian and Syrian air strikes on residential areas of Idlib | 2024-11/? | EXACT Idlib | INITIATOR Russia, INITIATOR Syrian army, VICTIM Civilians of Syria (4 dead) | dead 4 ? ?, civilians 4, injured 6 | SUPPORTED',
      `  said by White Helmets: Aircraft of both countries bombed homes in rebel-held Idlib: four civilians dead, six wounded. [${A}, paragraph 9]`,
    ));
  it('two names, one actor', async () => {
    const query = '{ actor(id: "white-helmets") { name kind aliases { name kind } } }';
    const { actor } = await graph.execute<{ actor: { name: string; kind: string; aliases: { name: string; kind: string }[] } }>(query);
    expect([actor.name, actor.kind]).toEqual(['White Helmets', 'ORGANIZATION']);
    expect(actor.aliases).toContainEqual({ name: 'Syrian Civil Defense', kind: 'FULL' });
  });
});

describe('fact 12: Russia promised further military aid within 72 hours', () => {
  it('a pledge due by 2024-12-03, according to Syrian military sources', () =>
    event(
      'russia-promises-aid',
      'PLEDGE | Russia promises the Syrian government more military aid, due by 2024-12-03 | 2024-11/? | RECIPIENT Syrian government, SPEAKER Russia | dead ? ? ? | SUPPORTED',
      `  said by Syrian military sources: More Russian military aid is promised, to come in the next 72 hours, that is by 3 December. [${A}, paragraph 10]`,
    ));
  it('and no relationship of MATERIEL before it is delivered', async () => {
    const query = `{ relationships(filter: { types: [BACKS], from: ["russia"], to: ["syrian-government"], during: { start: "2018" }, certainty: CERTAIN }) {
      nodes { ... on Backs { supportKinds } } } }`;
    expect(await graph.execute(query)).toEqual({ relationships: { nodes: [{ supportKinds: ['DIPLOMATIC'] }] } });
  });
});

describe('facts 13 to 15: closures, a withdrawal, a counteroffensive to come', () => {
  it('13: the airport is closed', () =>
    event(
      'airport-closed',
      'CLOSURE | Authorities close Aleppo airport | 2024-11/? | EXACT Aleppo airport | INITIATOR Syrian government | dead ? ? ? | SUPPORTED',
      `  said by the source: The airport is shut before more fighting. [${A}, paragraph 10]`,
    ));
  it('13: and the roads to the city', () =>
    event(
      'roads-closed',
      'CLOSURE | Authorities close the roads to Aleppo | 2024-11/? | NEAR Aleppo | INITIATOR Syrian government | dead ? ? ? | SUPPORTED',
      `  said by the source: The roads to the city are shut before more fighting. [${A}, paragraph 10]`,
    ));
  it('14: a “safe withdrawal”, as three military sources report', async () => {
    const [heading, ...passages] = (await eventOf(graph, 'army-withdrawal')).split('\n');
    expect(heading).toBe(
      'WITHDRAWAL | Syrian army reported to withdraw from key areas of Aleppo | 2024-11/? | EXACT Aleppo | INITIATOR Syrian army | dead ? ? ? | REPORTED',
    );
    expect(passages.sort()).toEqual([
      `  said with a hedge by three military sources: Troops are said to have orders to leave key areas that rebels now hold. [${A}, paragraph 11]`,
      `  said with a hedge by three military sources: “safe withdrawal” [${A}, paragraph 11]`,
    ]);
  });
  it('15: the army redeploys', () =>
    event(
      'army-redeployment',
      'OTHER | Syrian army redeploys its forces | 2024-11/? | INITIATOR Syrian army | dead ? ? ? | SUPPORTED',
      `  said by Syrian army: The army says that it has moved forces to strengthen its defences. [${A}, paragraph 2]`,
    ));
  it('15: and says in its own words what it will do', async () => {
    const [heading, ...passages] = (await eventOf(graph, 'army-vows-counteroffensive')).split('\n');
    expect(heading).toBe(
      'STATEMENT | Syrian army announces a counteroffensive to retake Aleppo | 2024-11/? | EXACT Aleppo | SPEAKER Syrian army, TARGET Syrian insurgents | dead ? ? ? | SUPPORTED',
    );
    expect(passages.sort()).toEqual([
      `  said by Syrian army: “The large numbers of terrorists and the multiplicity of battlefronts prompted our armed forces to carry out a redeployment operation aimed at strengthening defense lines, preserving civilian and military lives, and preparing for a counterattack” [${A}, paragraph 3]`,
      `  said by Syrian army: “We will expel them and restore the control of the state over the entire city and its countryside” [${A}, paragraph 5]`,
    ]);
  });
});
