import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWorld } from '../../support/engine/world.ts';
import { type Delay, statementsOf } from './support/counted.ts';

/** Everything that depends on an actor: names, ties by pair and one by one, neighbors, evidence, sources, speakers, events. */
const DEEP = `
query Deep($first: Int!) {
  actors(first: $first, orderBy: DEGREE) {
    nodes {
      name
      aliases { name }
      identifiers { value }
      mergedFrom { slug }
      backs(first: 5) { ...ends }
      backedBy(first: 5) { ...ends }
      fights(first: 5) { ...ends }
      relationships(first: 10) { nodes { statement from { name } to { name } ...proof } }
      events(first: 5) { nodes { title place { name } participants { role actor { name } } evidence { ...passages } } }
    }
  }
}
fragment ends on NeighborConnection {
  edges {
    node { name aliases { name } ... on Actor { partOf(first: 3) { nodes { name } } } }
    relationship { statement ...proof ... on Backs { against { name } } ... on Fights { eventCount } }
    relationships { statement }
  }
}
fragment proof on Relationship { evidence(first: 3) { ...passages } }
fragment passages on EvidenceConnection { nodes { quote source { title } attributedTo { name } } }
`;

describe('a list of any length costs the same number of statements', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);
  const cost = (query: string, variables = {}, delay?: Delay) => statementsOf(engine(), query, variables, delay);

  test('one, if nothing depends on its items', async () => {
    expect(await cost('{ actors(first: 3) { nodes { name kind description } } }')).toEqual(['actor.list(NAME ASC full)']);
    expect(await cost('{ actors(first: 60) { nodes { name kind description } } }')).toEqual(['actor.list(NAME ASC full)']);
  });

  test('fifty actors no more than five, at every level', async () => {
    const five = await cost(DEEP, { first: 5 });
    const fifty = await cost(DEEP, { first: 50 });
    expect(new Set(fifty)).toEqual(new Set(five));
    expect(fifty.length).toBeLessThanOrEqual(five.length);
    expect(five.length).toBeGreaterThan(15);
  });

  test('fifty actors no more than five, even if siblings are answered at different times', async () => {
    const slow: Delay = (statement) => [0, 12, 25, 6][statement.length % 4]!;
    const five = await cost(DEEP, { first: 5 }, slow);
    expect((await cost(DEEP, { first: 50 }, slow)).length).toBeLessThanOrEqual(five.length);
  });

  test('the place around a place, however deep it lies', async () => {
    const around = 'query($id: ID!) { place(id: $id) { within { name } } }';
    expect(await cost(around, { id: 'rich-site' })).toEqual(await cost(around, { id: 'rich-province' }));
  });

  test('what siblings load in vain is not loaded again for each of them', async () => {
    const query = '{ actors(first: 40) { nodes { backs { nodes { name } } backedBy { nodes { name } } fights { nodes { name } } } } }';
    const late: Delay = (statement) => (statement.includes('BACKS from') ? 30 : statement.includes('BACKS to') ? 15 : 0);
    const loads = (await cost(query, {}, late)).filter((name) => name.startsWith('entity.byId'));
    expect(loads.length).toBeLessThanOrEqual(3);
  });

  test('many kinds of actor as one', async () => {
    const of = (kinds: string) =>
      `{ actors(first: 30, filter: { kinds: [${kinds}] }) { nodes { backs { nodes { name } } aliases { name } } } }`;
    const one = await cost(of('STATE'));
    expect(await cost(of('STATE, GOVERNMENT, MILITARY_FORCE, ARMED_GROUP, COALITION, ORGANIZATION, PERSON, POPULATION'))).toEqual(one);
  });

  test('the same field selected on each concrete type as selected on the interface', async () => {
    const field = 'relationships(first: 4, filter: { status: [SUPPORTED], minConfidence: 0.5 }) { nodes { id } }';
    const swapped = 'relationships(filter: { minConfidence: 0.5, status: [SUPPORTED] }, first: 4) { nodes { id } }';
    const ofEnds = (inner: string) => `{ relationships(first: 60) { nodes { from { ${inner} } to { ${inner} } } } }`;
    const asInterface = await cost(ofEnds(field));
    expect(await cost(ofEnds(`... on Actor { ${field} } ... on Place { ${swapped} }`))).toEqual(asInterface);
  });

  test('a hundred nodes of one kind as one', async () => {
    const ids = Array.from({ length: 100 }, (_, number) => `00000000${String(number).padStart(4, '0')}`);
    expect(await cost('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids })).toEqual(['entity.byId(brief)']);
  });

  test('many names of a filter as one', async () => {
    const query = 'query($names: [ID!]!) { relationships(filter: { from: $names }) { nodes { id } } }';
    const names = ['iran', 'russia', 'hezbollah', 'israel', 'turkey', 'qatar', 'jordan'];
    expect(await cost(query, { names })).toEqual(await cost(query, { names: ['iran'] }));
  });

  test('a search with many hits as one with few', async () => {
    const query = 'query($text: String!) { search(text: $text, first: 50) { entity { name aliases { name } } } }';
    expect(await cost(query, { text: 's' })).toEqual(await cost(query, { text: 'hezbollah' }));
  });
});

describe('what is not selected is not counted', () => {
  const engine = engineFor(() => openEmbedded(null), fillWorld);
  const counts = async (query: string) => (await statementsOf(engine(), query)).filter((name) => /count|totals/i.test(name));

  test.each([
    ['{ actors(first: 2) { SELECTION } }', ['actor.count']],
    ['{ places(first: 2) { SELECTION } }', ['place.count']],
    ['{ sources { SELECTION } }', ['source.count']],
    ['{ relationships(first: 2) { SELECTION } }', []],
    ['{ events(first: 2) { SELECTION } }', []],
    ['{ actors(first: 40) { nodes { backs(first: 2) { SELECTION } } } }', ['tie.countNeighbors(BACKS from POSSIBLE)']],
    ['{ actors(first: 40) { nodes { relationships(first: 2) { SELECTION } } } }', ['tie.countOfEntity(ANY POSSIBLE)']],
    ['{ relationships(first: 40) { nodes { evidence(first: 1) { SELECTION } } } }', ['evidence.count']],
  ])('%s', async (query, expected) => {
    expect(await counts(query.replace('SELECTION', 'pageInfo { hasNextPage endCursor } edges { cursor }'))).toEqual([]);
    expect(await counts(query.replace('SELECTION', 'totalCount'))).toEqual(expected);
  });
});
