import { expect, test } from 'vitest';
import type { View } from '../../../src/analysis/projection/view.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { sourceId } from '../../../src/store/mintId.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { AT, empty, writeRows } from '../../support/revisions/revisions.ts';
import { actors, idOf, slugOf, tie } from '../../support/revisions/rows.ts';

const SOURCES = { sources: ['one', 'two'].map((key) => ({ key, title: key, reliability: 'B' })) };
const by = (source: string) => [{ source, quote: `${source} says so.` }];

/** The keys of ties that rest on a source, by the views of some services. */
async function keysBy(services: Services, source: string): Promise<number> {
  const view = await services.projection.viewWithPassages();
  return countedIn(view, source);
}

function countedIn(view: View, source: string, actor = 0): number {
  const weighed = view.byVoices(view.compile({ only: [{ sources: [sourceId(source)] }] }));
  const ties = [...weighed.ties(view.node(idOf(actor)), 'OUT')];
  return ties.filter((one) => weighed.isCounted(one)).length;
}

/** An engine on which something happens when a statement of a name is first read: before it, or after it and before its result is known. */
function disturbed(engine: Engine, name: string, when: 'before' | 'after', disturb: () => Promise<unknown>): Engine {
  let isDone = false;
  return {
    ...engine,
    read: async (statement, parameters, signal) => {
      const isNow = statement.name === name && !isDone;
      if (isNow) isDone = true;
      if (isNow && when === 'before') await disturb();
      const rows = await engine.read(statement, parameters, signal);
      if (isNow && when === 'after') await disturb();
      return rows;
    },
  };
}

describeEachEngine(
  (engine) => {
    const fresh = async () => {
      await empty(engine());
      await writeRows(engine(), { ...SOURCES, ...actors(0, 4) });
      await writeRows(engine(), tie(0, 1, { key: 'a', evidence: by('one') }));
    };

    test.each([
      ['passages.scanSources', 'before'],
      ['passages.scan', 'before'],
      ['passages.scan', 'after'],
    ] as const)('what is written while passages are read is there: %s, %s', async (name, when) => {
      await fresh();
      const write = async () => {
        await writeRows(engine(), tie(0, 2, { key: 'b', evidence: by('two') }));
        await writeRows(engine(), tie(0, 1, { key: 'a', evidence: by('two') }));
      };
      const services = createServices(disturbed(engine(), name, when, write));
      expect([await keysBy(services, 'one'), await keysBy(services, 'two')]).toEqual([1, 2]);
    });

    test('nothing is read of the passages before a question needs them, and then once', async () => {
      await fresh();
      const { engine: reader, statements } = recording(engine());
      const services = createServices(reader);
      await services.projection.view();
      const scans = () => statements.filter((name) => name.startsWith('passages.'));
      expect(scans()).toEqual([]);
      await Promise.all([keysBy(services, 'one'), keysBy(services, 'two')]);
      const first = scans();
      expect(first).toContain('passages.scan');
      await writeRows(engine(), tie(0, 3, { key: 'c', evidence: by('one') }));
      services.clock.revisionWritten(await services.clock.current());
      expect([await keysBy(services, 'one'), scans()]).toEqual([2, first]);
    });

    test('what another process writes is followed, and older views stay as they were', async () => {
      await fresh();
      const [here, there] = [createServices(engine()), createServices(engine())];
      const before = await here.projection.viewWithPassages();
      expect(countedIn(before, 'one')).toBe(1);
      there.clock.revisionWritten(await writeRows(engine(), tie(0, 2, { key: 'b', evidence: by('one') })));
      expect(await keysBy(there, 'one')).toBe(2);
      await here.clock.current();
      expect([await keysBy(here, 'one'), countedIn(before, 'one')]).toEqual([2, 1]);
    });

    test('a source that becomes more reliable is so in the next view, not in the one before', async () => {
      await fresh();
      const services = createServices(engine());
      const sure = (view: View) => {
        const weighed = view.byVoices(view.compile({ only: [{ minReliability: 'A' }] }));
        return weighed.weightOfTie(weighed.ties(view.node(idOf(0)), 'OUT')[0]!)?.confidence ?? null;
      };
      const before = await services.projection.viewWithPassages();
      services.clock.revisionWritten(await writeRows(engine(), { sources: [{ key: 'one', title: 'one', reliability: 'A' }] }));
      expect([sure(before), sure(await services.projection.viewWithPassages())]).toEqual([null, 0.95]);
    });

    test('relationships that are the same since their opponents were merged rest on the passages of both', async () => {
      await fresh();
      const against = (opponent: number) => ({ against: [slugOf(opponent)], start: '2010' });
      await writeRows(engine(), tie(1, 2, { key: 'b', ...against(0), evidence: by('one') }));
      await writeRows(engine(), tie(1, 2, { key: 'c', ...against(3), evidence: by('two') }));
      const services = createServices(engine());
      await services.projection.viewWithPassages();
      await writeRows(engine(), { merges: [{ keep: slugOf(0), merge: slugOf(3), reason: 'the same' }] });
      services.clock.revisionWritten(await services.clock.current());
      const followed = await services.projection.viewWithPassages();
      const read = await createServices(engine()).projection.viewWithPassages();
      const counts = (view: View) => ['one', 'two'].map((source) => countedIn(view, source, 1));
      expect([counts(followed), counts(read)]).toEqual([
        [1, 1],
        [1, 1],
      ]);
    });
  },
  (engine) => migrate(engine, AT),
);
