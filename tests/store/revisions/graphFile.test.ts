import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { migrate } from '../../../src/engine/migrations.ts';
import { createServices, type Services } from '../../../src/graph/common/services.ts';
import { changeSetsOf } from '../../../src/revisions/changeSets.ts';
import { Clock } from '../../../src/revisions/clock.ts';
import { readColumns, type Saved, writeColumns } from '../../../src/revisions/columnFile.ts';
import { GraphFile } from '../../../src/revisions/graphFile.ts';
import { ProjectionFollower } from '../../../src/revisions/projectionFollower.ts';
import { type BatchRows } from '../../../src/write/validate/validate.ts';
import { write } from '../../../src/write/write.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { runnerWith } from '../../support/paths/runner.ts';
import { recording } from '../../support/revisions/recordingEngine.ts';
import { AT, empty, loseChangeSet, reviseOften, writeRows } from '../../support/revisions/revisions.ts';
import { actors, idOf, slugOf, tie } from '../../support/revisions/rows.ts';
import { shown, shownRebuilt } from '../../support/revisions/shown.ts';
import { numRuns } from '../../support/scope.ts';

const ACTORS = 6;
const BEGINNING: BatchRows = {
  ...actors(0, ACTORS),
  sources: [{ key: 'wire', title: 'Wire', reliability: 'B' }],
  places: [
    { slug: 'land', kind: 'COUNTRY', name: 'Land' },
    { slug: 'north', kind: 'PROVINCE', name: 'North', within: 'land' },
    { slug: 'hill', kind: 'TOWN', name: 'Hill', within: 'north' },
  ],
};

const someone = fc.nat(ACTORS - 1);
const passage = { source: 'wire', quote: 'It is so.' };
/** Some are invalid, and change nothing. */
const batch: fc.Arbitrary<BatchRows> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(someone, someone, fc.constantFrom('2011', '2016-05', '[2016-01-11..2016-01-17]'), fc.boolean())
      .map(([from, to, start, isCited]) => tie(from, to, { start, evidence: isCited ? [passage] : [] })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('a', 'b', 'c'), someone, fc.constantFrom(null, 'hill', 'north'), fc.constantFrom(null, 3, 7))
      .map(([key, actor, place, deathsBest]) => {
        const participants = [{ actor: slugOf(actor), role: 'SIDE_A' }];
        return { events: [{ key, title: key, kind: 'BATTLE', start: '2016-05', participants, place, deathsBest }] };
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(someone, someone)
      .map(([keep, merge]) => ({ merges: [{ keep: slugOf(keep), merge: slugOf(merge), reason: 'the same' }] })),
  },
  { weight: 1, arbitrary: someone.map((n) => ({ unmerges: [{ id: slugOf(n), reason: 'not the same' }] })) },
  { weight: 1, arbitrary: someone.map((n) => ({ actors: [{ slug: slugOf(n), kind: 'STATE', name: `Renamed “${n}” \u{10380}` }] })) },
  { weight: 1, arbitrary: fc.nat(99).map((n) => actors(100 + n, 1)) },
);

const COUNTS = 'events deaths { best low high }';
const QUERY = `{
  events { totalCount nodes { key } }
  army: events(filter: { actors: ["${slugOf(1)}"] }) { nodes { key } }
  within: events(filter: { within: "north" }) { nodes { key } }
  eventSeries(by: MONTH) { start ${COUNTS} }
  ${['ACTOR', 'PLACE', 'PROVINCE'].map((by) => `${by}: eventBreakdown(by: ${by}) { key ${COUNTS} }`).join('\n  ')}
}`;

/** As another process starts, with a file or without. */
function started(engine: Engine, file: GraphFile | null, onRebuild: (reason: string) => void = refuse, minSaved = 0): Services {
  const clock = new Clock(engine, 3_600_000);
  const services = createServices(engine, { clock });
  const projection = new ProjectionFollower(engine, clock, changeSetsOf(engine, clock), onRebuild, null, file, minSaved);
  return { ...services, projection };
}

function refuse(reason: string): never {
  throw new Error(`unexpected: ${reason}`);
}

async function answersOf(engine: Engine, services: Services): Promise<unknown> {
  return [shown(await services.projection.view()), await runnerWith(engine, services).execute(QUERY)];
}

/** Statements that read the whole graph. */
const SCANS = ['projection.scanEntities', 'projection.scanTies', 'events.scanIds', 'events.scan', 'events.scanProvinces'];

let directory = '';
let files = 0;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'allegiance-graph-file-'));
});
afterAll(() => rmSync(directory, { recursive: true }));
const newFile = () => join(directory, `made/${files++}.columns`);

describeEachEngine(
  (engine) => {
    const filledFile = async (): Promise<string> => {
      await empty(engine());
      await writeRows(engine(), BEGINNING);
      await writeRows(engine(), tie(0, 1, { start: '2011', evidence: [passage] }));
      const path = newFile();
      await save(path);
      return path;
    };

    async function save(path: string): Promise<void> {
      const services = started(engine(), new GraphFile(path, refuse));
      await services.projection.viewWithEvents();
      await services.projection.close();
      expect(existsSync(path)).toBe(true);
    }

    test('after any writes, a start from the file and what came later answers as one that reads the store', {
      timeout: 300_000,
    }, async () => {
      const runs = engine().kind === 'embedded' ? numRuns(30) : 4;
      let writes = 0;
      const writeAll = async (batches: readonly BatchRows[]) => {
        for (const rows of batches) await write(engine(), rows, { key: `graph file ${++writes}`, by: 'tests', at: AT });
      };
      const some = fc.array(batch, { minLength: 2, maxLength: 8 });
      const property = fc.asyncProperty(some, some, some, async (first, second, third) => {
        await empty(engine());
        await writeRows(engine(), BEGINNING);
        await writeAll(first);
        const path = newFile();
        await save(path);
        await writeAll(second);
        const { engine: reader, statements } = recording(engine());
        const services = started(reader, new GraphFile(path, refuse));
        const expected = await answersOf(engine(), started(engine(), null));
        expect(await answersOf(reader, services)).toEqual(expected);
        expect(statements.filter((name) => SCANS.includes(name))).toEqual([]);
        // It follows on, is saved again, and is read again.
        await writeAll(third);
        await services.clock.current();
        const later = await answersOf(engine(), started(engine(), null));
        expect(await answersOf(reader, services)).toEqual(later);
        await services.projection.close();
        expect(await answersOf(engine(), started(engine(), new GraphFile(path, refuse)))).toEqual(later);
      });
      await fc.assert(property, { numRuns: runs });
    });

    test('a file that is damaged anywhere is not used, and written again', async () => {
      const path = await filledFile();
      const whole = readFileSync(path);
      const expected = await answersOf(engine(), started(engine(), null));
      const damages: ((damaged: string) => void)[] = [
        ...[0, 9, 20, whole.length >> 1, whole.length - 40, whole.length - 1].map((at) => (damaged: string) => {
          const changed = Buffer.from(whole);
          changed[at]! ^= 0x41;
          writeFileSync(damaged, changed);
        }),
        ...[0, 5, 40, whole.length - 1].map((length) => (damaged: string) => truncateSync(damaged, length)),
      ];
      for (const damage of damages) {
        const damaged = `${path}.damaged`;
        copyFileSync(path, damaged);
        damage(damaged);
        const reasons: string[] = [];
        const services = started(engine(), new GraphFile(damaged, (reason) => reasons.push(reason)));
        expect(await answersOf(engine(), services)).toEqual(expected);
        expect(reasons).toHaveLength(1);
        await services.projection.close();
        expect(await answersOf(engine(), started(engine(), new GraphFile(damaged, refuse)))).toEqual(expected);
      }
    });

    test('a file of another version, or of another store with as many revisions, is not used', async () => {
      const path = await filledFile();
      const contents = (await readColumns(path)) as { readonly [name: string]: Saved };
      const [newer, foreign] = [newFile(), newFile()];
      await writeColumns(newer, { ...contents, form: '[2]' });
      await writeColumns(foreign, { ...contents, key: 'another write' });
      const expected = await answersOf(engine(), started(engine(), null));
      for (const [other, said] of [
        [newer, 'another version has written it'],
        [foreign, 'it is of another store'],
      ] as const) {
        const reasons: string[] = [];
        const services = started(engine(), new GraphFile(other, (reason) => reasons.push(reason)));
        expect(await answersOf(engine(), services)).toEqual(expected);
        expect(reasons).toEqual([expect.stringContaining(said)]);
      }
    });

    test('of a store that went back, or whose history ends after the file, the store is read', async () => {
      const path = await filledFile();
      const revision = await writeRows(engine(), actors(20, 1));
      await save(path);
      // A copy of the store from before has other revisions since.
      await empty(engine());
      await writeRows(engine(), BEGINNING);
      const reasons: string[] = [];
      const note = (reason: string) => void reasons.push(reason);
      expect(await answersOf(engine(), started(engine(), new GraphFile(path, note)))).toEqual(
        await answersOf(engine(), started(engine(), null)),
      );
      expect(reasons).toEqual([expect.stringContaining('another store')]);
      expect(revision).toBeGreaterThan(1);

      const gap = await filledFile();
      await loseChangeSet(engine(), await writeRows(engine(), actors(30, 1)));
      await writeRows(engine(), actors(31, 1));
      const rebuilt: string[] = [];
      const services = started(engine(), new GraphFile(gap, refuse), (reason) => void rebuilt.push(reason));
      expect(shown(await services.projection.view())).toEqual(await shownRebuilt(engine()));
      expect(rebuilt).toHaveLength(1);
    });

    test('it is saved while the graph is followed, but a small one never', async () => {
      const path = await filledFile();
      const before = statSync(path).ino;
      const services = started(engine(), new GraphFile(path, refuse));
      await services.projection.viewWithEvents();
      services.clock.revisionWritten(await writeRows(engine(), { ...actors(40, 3), ...tie(40, 41) }));
      expect((await services.projection.view()).node(idOf(42))).toBeGreaterThanOrEqual(0);
      await expect.poll(() => statSync(path).ino).not.toBe(before);

      const none = newFile();
      const small = started(engine(), new GraphFile(none, refuse), refuse, 20_000);
      await small.projection.viewWithEvents();
      await small.projection.close();
      expect(existsSync(none)).toBe(false);
    });

    test('where it cannot be written, that is said, and nothing else changes', async () => {
      await filledFile();
      const blocked = join(directory, 'blocked');
      writeFileSync(blocked, '');
      const reasons: string[] = [];
      const services = started(engine(), new GraphFile(join(blocked, 'x.columns'), (reason) => reasons.push(reason)));
      await services.projection.viewWithEvents().catch(refuse);
      await services.projection.close();
      await reviseOften(engine(), 2);
      await services.clock.current();
      expect(await answersOf(engine(), services)).toEqual(await answersOf(engine(), started(engine(), null)));
      expect(reasons.at(-1)).toContain('could not be saved');
    });
  },
  (engine) => migrate(engine, AT),
);

describe('the file of a store in a directory', () => {
  test('is private, and nothing is written into a directory that took its place', async () => {
    const data = join(directory, 'data');
    const engine = await openEmbedded(data);
    await migrate(engine, AT);
    await writeRows(engine, BEGINNING);
    const path = join(data, 'graph.columns');
    const reasons: string[] = [];
    const services = started(engine, new GraphFile(path, (reason) => reasons.push(reason)));
    await services.projection.viewWithEvents();
    await services.projection.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(reasons).toEqual([]);

    renameSync(data, `${data}.moved`);
    mkdirSync(data);
    const other = started(engine, new GraphFile(path, (reason) => reasons.push(reason)));
    await other.projection.viewWithEvents();
    await other.projection.close();
    expect(readdirSync(data)).toEqual([]);
    expect(reasons.at(-1)).toContain('could not be saved');
    await engine.close().catch(() => undefined);
  });
});
