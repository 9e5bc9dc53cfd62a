import fc from 'fast-check';
import { expect, test } from 'vitest';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { runnerWith } from '../../support/paths/runner.ts';
import { AT, empty } from '../../support/revisions/revisions.ts';
import { numRuns } from '../../support/scope.ts';

const ACTORS = ['army', 'rebels', 'state', 'militia'];
const PLACES = ['land', 'north', 'hill', 'ford'];
const SOURCES = ['wire', 'paper'];

const named = (slug: string, kind: string) => ({ slug, kind, name: slug });
const BEGINNING: readonly BatchRows[] = [
  { actors: ACTORS.map((slug) => named(slug, 'ARMED_GROUP')), sources: SOURCES.map((key) => ({ key, title: key, reliability: 'B' })) },
  {
    places: [
      named('land', 'COUNTRY'),
      { ...named('north', 'PROVINCE'), within: 'land' },
      { ...named('hill', 'TOWN'), within: 'north' },
      named('ford', 'TOWN'),
    ],
  },
];

const actor = fc.constantFrom(...ACTORS);
const merges = fc.tuple(actor, actor).map(([keep, merge]): BatchRows => ({ merges: [{ keep, merge, reason: 'the same' }] }));

const passage = fc.record({
  source: fc.constantFrom(...SOURCES),
  quote: fc.constantFrom('It is so.', 'It is said.'),
  stance: fc.constantFrom('ASSERTS', 'DENIES'),
});

/** Rows that may be invalid: those change nothing; what is retracted, or that it is restored. */
const batch: fc.Arbitrary<BatchRows | 'Event' | 'Evidence' | 'restore'> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .record({
        key: fc.constantFrom('a', 'b', 'c', 'd'),
        kind: fc.constantFrom('BATTLE', 'AIRSTRIKE'),
        start: fc.constantFrom('2016', '2016-05', '2016-05-03', '[2016-01-11..2016-01-17]'),
        end: fc.constantFrom(undefined, null, '2016-06'),
        place: fc.constantFrom(undefined, null, ...PLACES),
        deathsBest: fc.constantFrom(undefined, null, 3, 7),
        deathsHigh: fc.constantFrom(undefined, 12),
        participants: fc.array(fc.record({ actor, role: fc.constantFrom('SIDE_A', 'SIDE_B') }), {
          minLength: 1,
          maxLength: 2,
        }),
        evidence: fc.array(passage, { maxLength: 2 }),
      })
      .map((row) => ({ events: [{ ...row, title: row.key }] })),
  },
  { weight: 3, arbitrary: merges },
  { weight: 1, arbitrary: actor.map((id) => ({ unmerges: [{ id, reason: 'not the same' }] })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('PROVINCE', 'DISTRICT').map((placeKind) => ({ corrections: [{ id: 'hill', placeKind, reason: 'wrong' }] })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('land', 'hill').map((within) => ({ places: [{ ...named('ford', 'TOWN'), within }] })),
  },
  { weight: 4, arbitrary: fc.constantFrom('Event' as const, 'Evidence' as const, 'restore' as const) },
);

const COUNTS = 'events deaths { best low high }';
const QUERY = `{
  list: events { totalCount deaths { best low high } nodes { key } }
  deadliest: events(orderBy: DEATHS_DESC, first: 2) { nodes { key } }
  wired: events(filter: { voices: { sources: ["wire"] } }) { totalCount nodes { key status } }
  army: events(filter: { actors: ["army"], at: "2016-05", certainty: CERTAIN }) { nodes { key } }
  north: events(filter: { within: "north", status: [SUPPORTED, REPORTED, UNSOURCED] }) { nodes { key } }
  actors { nodes { slug events { totalCount nodes { key } } } }
  places { nodes { slug events { totalCount nodes { key } } } }
  sources { nodes { key events { nodes { key } } } }
  eventSeries(by: MONTH) { start ${COUNTS} }
  eventRemainder(by: MONTH) { ${COUNTS} }
  ${['ACTOR', 'DYAD', 'PLACE', 'PROVINCE', 'KIND', 'SOURCE'].map((by) => `${by}: eventBreakdown(by: ${by}) { key ${COUNTS} }`).join('\n  ')}
}`;

describeEachEngine(
  (engine) => {
    const answerOf = (services: Services) => runnerWith(engine(), services).execute(QUERY);

    test('after any writes, merges and retractions, followed events answer as those read afresh, in another process too', {
      timeout: 300_000,
    }, async () => {
      const runs = engine().kind === 'embedded' ? numRuns(60) : 6;
      const property = fc.asyncProperty(fc.array(batch, { minLength: 4, maxLength: 10 }), async (batches) => {
        await empty(engine());
        const services = createServices(engine(), { clock: new Clock(engine(), 3_600_000), onRebuild: refuse });
        // Nobody tells it what was written: it reads the store for each request, as far as its clock does.
        const other = createServices(engine(), { clock: new Clock(engine(), 0), onRebuild: refuse });
        for (const rows of BEGINNING) await writeAs(services, rows);
        await answerOf(services);
        await answerOf(other);
        let last: string | null = null;
        for (const one of batches) {
          if (one === 'restore') last = await restore(services, last);
          else if (typeof one === 'string') last = await retractOne(services, one);
          else await writeAs(services, one);
          const fresh = await answerOf(createServices(engine(), { clock: new Clock(engine(), 3_600_000) }));
          expect(await answerOf(services)).toEqual(fresh);
          expect(await answerOf(other)).toEqual(fresh);
        }
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

    /** Retracts an event or a passage about one. */
    async function retractOne(services: Services, label: 'Event' | 'Evidence'): Promise<string | null> {
      const [row] = await engine().read({ name: 'test.someRecord', text: `MATCH (n:${label}) RETURN n.id ORDER BY n.id LIMIT 1` });
      if (!row) return null;
      await writeAs(services, { retractions: [{ id: row[0] as string, reason: 'wrong' }] });
      return row[0] as string;
    }

    async function restore(services: Services, id: string | null): Promise<null> {
      return id === null ? null : writeAs(services, { restorations: [{ id, reason: 'right' }] });
    }
  },
  (engine) => migrate(engine, AT),
);
