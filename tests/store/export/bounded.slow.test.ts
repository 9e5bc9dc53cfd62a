import { beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { EXPORT_FILES } from '../../../src/exchange/export/formats.ts';
import { DEFAULT_OPTIONS } from '../../../src/exchange/export/options.ts';
import { EXPORT_BATCH_SIZE, Snapshot } from '../../../src/exchange/export/snapshot.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { write } from '../../../src/write/write.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed, NOW } from '../../support/engine/world.ts';

const LEAVES = 4 * EXPORT_BATCH_SIZE;

/** A hub with many ties in both directions, each with evidence. */
async function fillHub(engine: Engine): Promise<void> {
  await fillWithSeed(engine);
  const leaves = Array.from({ length: LEAVES }, (_, at) => `leaf-${at}`);
  const actors = ['hub', ...leaves].map((slug) => ({ slug, name: slug, kind: 'ARMED_GROUP' }));
  const evidence = [{ source: 'ucdp-actor-22.1', quote: 'So it is.' }];
  const relationships = leaves.map((leaf, at) => ({ type: 'OPPOSES', from: at % 2 ? 'hub' : leaf, to: at % 2 ? leaf : 'hub', evidence }));
  const report = await write(engine, { actors, relationships }, { key: 'hub', by: 'tests', at: NOW });
  expect(report.problems).toEqual([]);
}

const store = engineFor(() => openEmbedded(null), fillHub);
let plain: Engine;
const read = { statements: 0, maxRows: 0 };
beforeAll(() => {
  plain = {
    ...store(),
    read: async (statement, parameters) => {
      const rows = await store().read(statement, parameters);
      read.statements += 1;
      read.maxRows = Math.max(read.maxRows, rows.length);
      return rows;
    },
  };
});

/** Files that hold none of the hub's relationships and entities. */
const WITHOUT_HUB = ['events.parquet', 'graph.geojson'];

test.each([...EXPORT_FILES].filter(([name]) => !WITHOUT_HUB.includes(name)))(
  '%s of a graph with a hub is read in batches, with few statements',
  async (_, { file }) => {
    const { view } = await buildProjection(store());
    Object.assign(read, { statements: 0, maxRows: 0 });
    let [pieces, size, maxLength] = [0, 0, 0];
    for await (const piece of file.write(new Snapshot(plain, view), DEFAULT_OPTIONS)) {
      pieces += 1;
      size += piece.length;
      maxLength = Math.max(maxLength, piece.length);
    }
    expect(size).toBeGreaterThan(LEAVES * 20);
    expect(maxLength).toBeLessThan(size / 3);
    expect(read.maxRows).toBeLessThanOrEqual(2 * EXPORT_BATCH_SIZE);
    expect(read.statements).toBeLessThan(12 * pieces);
  },
);
