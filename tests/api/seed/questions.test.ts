import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded, type TestGraph } from './seeded.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

interface Backers {
  actor: { backedBy: { totalCount: number; edges: { node: { name: string }; relationships: { against: { name: string }[] }[] }[] } };
}

/** The backers of the Syrian government, each with the opponents against whom it backs the government. */
async function backersOf(filter: string): Promise<Record<string, string[]>> {
  const query = `{ actor(id: "syrian-government") { backedBy(filter: { ${filter} }) {
    totalCount edges { node { name } relationships { ... on Backs { against { name } } } } } } }`;
  const { backedBy } = (await graph.execute<Backers>(query)).actor;
  expect(backedBy.totalCount).toBe(backedBy.edges.length);
  const against = (edge: (typeof backedBy.edges)[number]): string[] =>
    edge.relationships.flatMap((one) => one.against.map(({ name }) => name)).sort();
  return Object.fromEntries(backedBy.edges.map((edge) => [edge.node.name, against(edge)]));
}

describe('who backed the Syrian government', () => {
  it('certainly in 2015: Iran, Russia, and against IS also Iraq', async () => {
    expect(await backersOf('at: "2015", certainty: CERTAIN')).toEqual({
      Iran: ['Islamic State', 'Syrian insurgents'],
      Iraq: ['Islamic State'],
      Russia: ['Islamic State', 'Syrian insurgents'],
    });
  });

  it('certainly in 2011: Iran, Iraq and Russia, against the insurgents', async () => {
    const insurgents = ['Syrian insurgents'];
    expect(await backersOf('at: "2011", certainty: CERTAIN')).toEqual({ Iran: insurgents, Iraq: insurgents, Russia: insurgents });
  });

  it('certainly in 2012 and 2013: no longer Iraq', async () => {
    expect(Object.keys(await backersOf('during: { start: "2012", end: "2013" }, certainty: CERTAIN'))).toEqual(['Iran', 'Russia']);
  });

  it('possibly on 2024-11-30: all three, since no end is recorded, but not Iraq against the insurgents', async () => {
    const backers = await backersOf('at: "2024-11-30", certainty: POSSIBLE');
    expect(Object.keys(backers)).toEqual(['Iran', 'Iraq', 'Russia']);
    expect(backers.Iraq).toEqual(['Islamic State']);
  });

  it('certainly on 2024-11-30: nobody; certainly in November 2024: Russia, according to Peskov', async () => {
    expect(await backersOf('at: "2024-11-30", certainty: CERTAIN')).toEqual({});
    expect(await backersOf('at: "2024-11", certainty: CERTAIN')).toEqual({ Russia: ['Syrian insurgents'] });
  });
});

describe('who controls Aleppo', () => {
  const TIE = 'node { name } relationships { status confidence ... on Controls { extent } evidence { nodes { stance } } }';
  const holders = (filter: string): Promise<unknown> =>
    graph.execute(`{ place(id: "aleppo") { controlledBy(filter: { ${filter} }) { edges { ${TIE} } } } }`);
  const government = {
    node: { name: 'Syrian government' },
    relationships: [{ status: 'SUPPORTED', confidence: 0.85, extent: 'FULL', evidence: { nodes: [{ stance: 'ASSERTS' }] } }],
  };
  const bothSides = { nodes: [{ stance: 'ASSERTS' }, { stance: 'ASSERTS' }, { stance: 'DENIES' }] };
  const insurgents = {
    node: { name: 'Syrian insurgents' },
    relationships: [{ status: 'DISPUTED', confidence: 0.7042, extent: 'PARTIAL', evidence: bothSides }],
  };

  it.each(['POSSIBLE', 'CERTAIN', 'THROUGHOUT'])('in 2018, %s: the government, FULL, and nobody else', async (certainty) => {
    expect(await holders(`at: "2018", certainty: ${certainty}`)).toEqual({ place: { controlledBy: { edges: [government] } } });
  });

  it('certainly on 2024-11-30: disputed, PARTIAL, the insurgents, with both sides shown', async () => {
    expect(await holders('at: "2024-11-30", certainty: CERTAIN')).toEqual({ place: { controlledBy: { edges: [insurgents] } } });
  });

  it('possibly on 2024-11-30: the government as well, which lost it on an unknown day of that month', async () => {
    expect(await holders('at: "2024-11-30"')).toEqual({ place: { controlledBy: { edges: [government, insurgents] } } });
  });

  it('in December 2024: nobody but, possibly, the insurgents', async () => {
    expect(await holders('at: "2024-12"')).toEqual({ place: { controlledBy: { edges: [insurgents] } } });
    expect(await holders('at: "2024-12", certainty: CERTAIN')).toEqual({ place: { controlledBy: { edges: [] } } });
  });
});

describe('statements of Hezbollah’s relationships', () => {
  it('read from Hezbollah', async () => {
    const query = '{ actor(id: "hezbollah") { relationships(first: 50) { totalCount nodes { statement(from: "hezbollah") } } } }';
    const { actor } = await graph.execute<{ actor: { relationships: { totalCount: number; nodes: { statement: string }[] } } }>(query);
    expect(actor.relationships.totalCount).toBe(15);
    expect(actor.relationships.nodes.map(({ statement }) => statement).sort()).toEqual([
      'Hezbollah backs Ansarallah',
      'Hezbollah backs Lebanon',
      'Hezbollah fights Israel',
      'Hezbollah fights Israel',
      'Hezbollah has a ceasefire with Israel',
      'Hezbollah is backed by ARS/UIC',
      'Hezbollah is backed by Iran',
      'Hezbollah is backed by Iran',
      'Hezbollah is backed by Iran',
      'Hezbollah is backed by Lebanon',
      'Hezbollah is backed by Russia',
      'Hezbollah is backed by Syrian government',
      'Hezbollah is backed by Syrian government',
      'Hezbollah is backed by Venezuela',
      'Hezbollah operates in Lebanon',
    ]);
  });

  it('read from the neighbor', async () => {
    const read = async (name: string, slug: string, field: string): Promise<string[]> => {
      const query = `{ actor(id: "${slug}") { ${field} { edges { node { name } relationship { statement(from: "${slug}") } } } } }`;
      type Edge = { node: { name: string }; relationship: { statement: string } };
      const { actor } = await graph.execute<{ actor: Record<string, { edges: Edge[] }> }>(query);
      return actor[field]!.edges.filter(({ node }) => node.name === name).map(({ relationship }) => relationship.statement);
    };
    expect(await read('Hezbollah', 'iran', 'backs')).toEqual(['Iran backs Hezbollah']);
    expect(await read('Iran', 'hezbollah', 'backedBy')).toEqual(['Hezbollah is backed by Iran']);
    expect(await read('Hezbollah', 'israel', 'fights')).toEqual(['Israel fights Hezbollah']);
    expect(await read('Israel', 'hezbollah', 'fights')).toEqual(['Hezbollah fights Israel']);
    expect(await read('Hezbollah', 'israel', 'ceasefireWith')).toEqual(['Israel has a ceasefire with Hezbollah']);
  });

  it('a field lists each neighbor once, however many relationships there are', async () => {
    const query = '{ actor(id: "hezbollah") { backedBy { nodes { name } edges { relationships { statement } } } } }';
    interface Answer {
      actor: { backedBy: { nodes: { name: string }[]; edges: { relationships: unknown[] }[] } };
    }
    const { backedBy } = (await graph.execute<Answer>(query)).actor;
    expect(backedBy.nodes.map(({ name }) => name)).toEqual(['ARS/UIC', 'Iran', 'Lebanon', 'Russia', 'Syrian government', 'Venezuela']);
    expect(backedBy.edges.map(({ relationships }) => relationships.length)).toEqual([1, 3, 1, 1, 2, 1]);
  });
});
