import { describe, expect, test } from 'vitest';
import { send } from '../http/support/request.ts';
import { serveSeed } from './served.ts';

/** Six panels of one page, each about the actor or place in its variable. */
const DASHBOARD = `
query Dashboard($backed: ID!, $involved: [ID!], $place: ID!, $a: ID!, $b: ID!, $source: ID!) {
  backers: actor(id: $backed) { backedBy { totalCount } }
  relationships(filter: { involving: $involved }, first: 3) { totalCount }
  events(filter: { within: $place }) { totalCount }
  stance(a: $a, b: $b, at: "2016") { posture }
  paths(from: $a, to: $b, maxPaths: 1) { count }
  bySource: relationshipBreakdown(filter: { voices: { exceptSources: [$source] } }, by: TYPE) { relationships }
}`;

const PANELS = {
  backed: 'syrian-government',
  involved: ['iran'],
  place: 'aleppo',
  a: 'iran',
  b: 'israel',
  source: 'article-aleppo-2024-11-30',
};

describe('a dashboard of six panels', () => {
  const url = serveSeed();
  const load = async (variables: object) => (await send(url(), JSON.stringify({ query: DASHBOARD, variables }))).body;

  test('shows all six', async () => {
    const { data, errors } = await load(PANELS);
    expect(errors).toBeUndefined();
    expect(Object.values(data as object).filter((panel) => panel !== null)).toHaveLength(6);
  });

  test.each([
    ['relationships', { involved: ['iran', 'irann'] }, 'UNKNOWN_ENTITY', '"irann"'],
    ['events', { place: 'aleppoo' }, 'UNKNOWN_ENTITY', '"aleppoo"'],
    ['bySource', { source: 'article-aleppo' }, 'UNKNOWN_SOURCE', '"article-aleppo"'],
  ])('keeps the other five where a filter of %s names nobody', async (panel, wrong, code, name) => {
    const right = (await load(PANELS)).data as object;
    const { data, errors } = await load({ ...PANELS, ...wrong });
    expect(data).toEqual({ ...right, [panel]: null });
    expect(errors).toMatchObject([{ path: [panel], extensions: { code } }]);
    expect(errors![0]!.message).toContain(name);
  });

  test('keeps the other four where two that need one name do not know it', async () => {
    const { data, errors } = await load({ ...PANELS, b: 'israell' });
    expect(data).toMatchObject({ stance: null, paths: null });
    expect(Object.values(data as object).filter((panel) => panel !== null)).toHaveLength(4);
    expect(errors).toMatchObject([{ extensions: { code: 'UNKNOWN_ENTITY' } }, { extensions: { code: 'UNKNOWN_ENTITY' } }]);
  });

  test('shows nothing of an actor that is unknown, which is no error', async () => {
    const { data, errors } = await load({ ...PANELS, backed: 'atlantis' });
    expect([(data as { backers: unknown }).backers, errors]).toEqual([null, undefined]);
  });
});
