import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { View } from '../../../src/analysis/projection/view.ts';
import type { ChosenVoices } from '../../../src/analysis/projection/voices.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { entityId, eventId, sourceId } from '../../../src/store/mintId.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { dump } from '../../support/analysis/dump.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { AT, empty } from '../../support/revisions/revisions.ts';
import { numRuns } from '../../support/scope.ts';

const ACTORS = 5;
const KEYS = ['wire', 'paper', 'table'];
const slugOf = (n: number) => `actor-${n}`;
const actorIds = Array.from({ length: ACTORS }, (_, n) => entityId(slugOf(n)));

const actor = fc.nat(ACTORS - 1);
const source = fc.constantFrom(...KEYS);
const date = fc.constantFrom(null, '2016', '2016-05', '[2016-01-11..2016-01-17]');

const passage = fc.record({
  source,
  quote: fc.constantFrom('It is so.', 'It is said.', 'They say.'),
  stance: fc.constantFrom('ASSERTS', 'DENIES'),
  hedged: fc.boolean(),
  attributedTo: fc.option(actor.map(slugOf)),
  attribution: fc.constantFrom(null, 'two rebel sources', 'Two rebel sources', 'a spokesman'),
  statedOn: date,
});
const evidence = fc.array(passage, { maxLength: 3 });

/** Rows that may be invalid: those change nothing. */
const batch: fc.Arbitrary<BatchRows | 'retract' | 'restore'> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        from: actor,
        to: actor,
        key: fc.nat(2),
        start: fc.constantFrom('2011', '2012-05'),
        confidence: fc.constantFrom(undefined, 0.4),
        evidence,
      })
      .map(({ from, to, key, ...rest }) => ({
        relationships: [{ type: 'BACKS', from: slugOf(from), to: slugOf(to), key: `${from} ${to} ${key}`, ...rest }],
      })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ key: fc.constantFrom('a', 'b'), evidence }).map((row) => ({
      events: [{ ...row, kind: 'BATTLE', title: 'A battle', start: '2016', participants: [{ actor: slugOf(0), role: 'PARTY' }] }],
    })),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({
        key: source,
        publisher: fc.constantFrom(null, 'The Press', 'the press', 'UCDP'),
        publishedOn: date,
        reliability: fc.constantFrom('A', 'B', 'F'),
      })
      .map((row) => ({ sources: [{ ...row, title: row.key }] })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ keep: actor.map(slugOf), merge: actor.map(slugOf), reason: fc.constant('the same') })
      .map((row) => ({ merges: [row] })),
  },
  { weight: 1, arbitrary: actor.map((n) => ({ unmerges: [{ id: slugOf(n), reason: 'not the same' }] })) },
  { weight: 3, arbitrary: fc.constantFrom('retract' as const, 'restore' as const) },
);

const VOICES: readonly ChosenVoices[] = [
  { only: [{}] },
  { only: [{ sources: [sourceId('wire')] }] },
  { only: [{ publishers: ['press'] }] },
  { only: [{ publishers: ['the press'] }], minVoices: 2 },
  { only: [{ exceptPublishers: ['ucdp'], minReliability: 'B' }] },
  { only: [{ speakers: [{ actor: actorIds[1]! }, { words: 'two rebel sources' }] }] },
  { only: [{ exceptSpeakers: [{ actor: actorIds[0]! }] }] },
  { only: [{ knownBy: 736_000 }] },
  { only: [{}], without: { speakers: [{ words: 'A spokesman' }] } },
];

/** What a view shows by voices. */
function shownByVoices(view: View): unknown {
  return VOICES.map((voices) => {
    const weighed = view.byVoices(view.compile(voices));
    return { ties: dump(weighed, actorIds), events: ['a', 'b'].map((key) => weighed.weightOfEvent(eventId(key))) };
  });
}

describeEachEngine(
  (engine) => {
    test('after any writes, merges and retractions, followed passages equal those read anew, and views never change', {
      timeout: 300_000,
    }, async () => {
      const runs = engine().kind === 'embedded' ? numRuns(80) : 8;
      const property = fc.asyncProperty(fc.array(batch, { minLength: 4, maxLength: 12 }), fc.nat(5), async (batches, first) => {
        await empty(engine());
        const services = createServices(engine(), { clock: new Clock(engine(), 3_600_000), onRebuild: refuse });
        await writeAs(services, { actors: actorIds.map((_, n) => ({ slug: slugOf(n), kind: 'STATE', name: `Actor ${n}` })) });
        await writeAs(services, { sources: KEYS.map((key) => ({ key, title: key, reliability: 'B' })) });
        const older: [view: View, shown: unknown][] = [];
        let last: string | null = null;
        for (const [at, one] of batches.entries()) {
          last =
            one === 'restore'
              ? await restore(services, last)
              : one === 'retract'
                ? await retractOne(services)
                : await writeAs(services, one);
          if (at < first) continue;
          const view = await services.projection.viewWithPassages();
          const shown = shownByVoices(view);
          older.push([view, ties(shown)]);
          const fresh = createServices(engine(), { clock: new Clock(engine(), 3_600_000) });
          expect(shown).toEqual(shownByVoices(await fresh.projection.viewWithPassages()));
        }
        for (const [view, before] of older) expect(ties(shownByVoices(view))).toEqual(before);
      });
      await fc.assert(property, { numRuns: runs });
    });

    const refuse = (reason: string): never => {
      throw new Error(`could not follow: ${reason}`);
    };
    let writes = 0;

    async function writeAs(services: Services, rows: BatchRows): Promise<null> {
      const { revision } = await write(engine(), rows, { key: `write ${++writes}`, by: 'tests', at: AT });
      services.clock.revisionWritten(revision);
      return null;
    }

    /** Retracts a passage or a tie. */
    async function retractOne(services: Services): Promise<string | null> {
      const name = 'test.someRecord';
      const [row] = await engine().read({ name, text: 'MATCH (n:Evidence) RETURN n.id, n.about ORDER BY n.id LIMIT 1' });
      if (!row) return null;
      const id = row[++writes % 2] as string;
      await writeAs(services, { retractions: [{ id, reason: 'wrong' }] });
      return id;
    }

    async function restore(services: Services, id: string | null): Promise<null> {
      return id === null ? null : writeAs(services, { restorations: [{ id, reason: 'right' }] });
    }
  },
  (engine) => migrate(engine, AT),
);

/** Events show their latest passages. */
const ties = (shown: unknown): unknown => (shown as { ties: unknown }[]).map((one) => one.ties);
