import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { JSONL_IMPORT } from '../../../src/exchange/import/jsonl/jsonl.ts';
import { loadSeed } from '../../../src/exchange/import/seed/seed.ts';
import { ucdpActors } from '../../../src/exchange/import/ucdp/actors.ts';
import { ucdpEsd } from '../../../src/exchange/import/ucdp/esd.ts';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { emptyStore, NOW, SEED } from '../../seed/seeded.ts';
import { haveUcdpTables, UCDP_TABLES } from '../../seed/ucdpTables.ts';
import { contents } from './support/contents.ts';
import { exported } from './support/exported.ts';
import { importText } from './support/importRows.ts';

const TABLES_IN_ORDER = [
  [ucdpActors, 'actor-22.1'],
  [ucdpEsd, 'esd-actor-year-18.1'],
  [ucdpGed, 'ged-syria-2016-2019'],
] as const;

describe.skipIf(!haveUcdpTables)('the seed and all of UCDP', () => {
  test('exported as JSON Lines and imported into an empty store, are an equal graph', { timeout: 600_000 }, async () => {
    const [store, other] = [await emptyStore(), await emptyStore()];
    afterAll(() => Promise.all([store.close(), other.close()]));
    await loadSeed(store, SEED, NOW);
    for (const [format, table] of TABLES_IN_ORDER) {
      const text = gunzipSync(readFileSync(new URL(`${table}.csv.gz`, UCDP_TABLES))).toString();
      expect((await importText(store, format, text)).problems).toEqual([]);
    }
    const totals = await importText(other, JSONL_IMPORT, await exported(store, 'graph.jsonl'));
    expect(totals).toMatchObject({ problems: [], unreadable: [] });
    const expected = await contents(store);
    expect(expected.length).toBeGreaterThan(100_000);
    expect(await contents(other)).toEqual(expected);
  });
});
