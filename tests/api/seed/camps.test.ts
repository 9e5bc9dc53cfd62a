import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeded, type TestGraph } from './seeded.ts';

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

interface Found {
  readonly frustration: number;
  readonly exact: boolean;
  readonly blocs: readonly { readonly members: readonly { readonly slug: string }[] }[];
}

/** Camps of the day of the article. */
async function campsOn(certainty: string, method = 'CAMPS'): Promise<Found> {
  const fields = 'frustration exact blocs { members { slug } }';
  const query = `{ blocs(at: "2024-11-30", filter: { certainty: ${certainty} }, method: ${method}) { ${fields} } }`;
  return (await graph.execute<{ blocs: Found }>(query)).blocs;
}

/** The camp that an actor is in. */
function campOf({ blocs }: Found, slug: string): readonly string[] {
  return blocs.map(({ members }) => members.map((member) => member.slug)).find((camp) => camp.includes(slug)) ?? [];
}

describe('camps on 2024-11-30', () => {
  it('as is likely: Russia with the Syrian government, the insurgents with Hayat Tahrir al-Sham against them', async () => {
    const found = await campsOn('LIKELY');
    expect(campOf(found, 'syrian-government')).toEqual(expect.arrayContaining(['russia', 'kremlin', 'syrian-army', 'bashar-al-assad']));
    expect(campOf(found, 'syrian-government')).not.toContain('syrian-insurgents');
    expect(campOf(found, 'syrian-insurgents')).toContain('hayat-tahrir-al-sham');
    expect(found.exact).toBe(true);
  });

  it('as is possible: Iran and Hezbollah with them too', async () => {
    const found = await campsOn('POSSIBLE');
    expect(campOf(found, 'syrian-government')).toEqual(expect.arrayContaining(['russia', 'iran', 'hezbollah']));
    expect(campOf(found, 'syrian-insurgents')).toEqual(expect.arrayContaining(['hayat-tahrir-al-sham', 'turkey']));
    expect(campOf(found, 'syrian-insurgents')).not.toContain('russia');
    expect(found.exact).toBe(true);
  });

  it.each(['POSSIBLE', 'LIKELY', 'CERTAIN', 'THROUGHOUT'])(
    'as is %s have no more pairs against them than communities',
    async (certainty) => {
      const [camps, communities] = [await campsOn(certainty), await campsOn(certainty, 'COMMUNITIES')];
      expect(camps.exact).toBe(true);
      expect(camps.frustration).toBeLessThanOrEqual(communities.frustration);
    },
  );
});
