import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { View } from '../../../src/analysis/projection/view.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { ACTORS, commands, Writer } from '../../support/revisions/commands.ts';
import { AT, empty, writeRows } from '../../support/revisions/revisions.ts';
import { actors } from '../../support/revisions/rows.ts';
import { shown, shownRebuilt } from '../../support/revisions/shown.ts';
import { numRuns } from '../../support/scope.ts';

const refuse = (reason: string): never => {
  throw new Error(`could not follow: ${reason}`);
};

describeEachEngine(
  (engine) => {
    test('after any writes, merges, unmerges and retractions, the followed projection equals a rebuilt one', {
      timeout: 300_000,
    }, async () => {
      const runs = engine().kind === 'embedded' ? numRuns(60) : 8;
      const property = fc.asyncProperty(commands, fc.nat(13), async (list, held) => {
        await empty(engine());
        await writeRows(engine(), actors(0, ACTORS));
        const services = createServices(engine(), { clock: new Clock(engine(), 3_600_000), onRebuild: refuse });
        const writer = new Writer(engine(), services);
        const older: [view: View, shown: unknown][] = [];
        for (const [at, command] of list.entries()) {
          await writer.run(command);
          const view = await services.projection.view();
          if (at % (held + 1) === 0) older.push([view, shown(view)]);
          expect(shown(view)).toEqual(await shownRebuilt(engine()));
        }
        for (const [view, before] of older) expect(shown(view)).toEqual(before);
      });
      await fc.assert(property, { numRuns: runs });
    });
  },
  (engine) => migrate(engine, AT),
);
