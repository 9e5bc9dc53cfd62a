import { describe, expect, it } from 'vitest';
import { rowsFormat } from '../../support/import/made.ts';
import { runImport } from '../../support/import/runImport.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

describe('an import', () => {
  describeEachStore((store) => {
    it('refuses circles of places, also over batches and in a dry run', async () => {
      const ring = Array.from(
        { length: 2_500 },
        (_, number) =>
          ({
            kind: 'places',
            row: { slug: `ring-${number}`, kind: 'SITE', name: `Ring ${number}`, ...(number > 0 ? { within: `ring-${number - 1}` } : {}) },
          }) as const,
      );
      const closing = [{ kind: 'relationships', row: { type: 'LOCATED_IN', from: 'ring-0', to: 'ring-2499' } } as const];
      for (const dryRun of [true, false]) {
        const report = await runImport(store(), rowsFormat([...ring, ...closing]), [], { now: () => NOW, dryRun });
        expect(report).toMatchObject({ created: 2_500, rejected: 1 });
        expect(report.problems).toMatchObject([{ code: 'CIRCLE', field: 'to', count: 1 }]);
      }
    });
  });
});
