import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openEmbedded } from '../../src/engine/embedded/embedded.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { migrate } from '../../src/engine/migrations.ts';
import { openInput } from '../../src/exchange/import/input.ts';
import { type ImportReport } from '../../src/exchange/import/run.ts';
import { AllegianceError } from '../../src/model/errors.ts';
import { expectGaplessRevisions } from '../faults/stableContents.ts';
import { digest } from '../support/engine/digest.ts';
import { runImport } from '../support/import/runImport.ts';
import { NOW } from '../support/write/stores.ts';
import { checkConsistency } from './files/consistency.ts';
import { type ValidFile, validFiles } from './files/inputs.ts';
import { mutated } from './files/mutate.ts';
import { Draw } from './fuzz/draw.ts';

/** `npm run fuzz -- SEED RUNS files` sets both. */
const RUNS = Number(process.env.ALLEGIANCE_FUZZ_RUNS ?? 100);
const SEED = Number(process.env.ALLEGIANCE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));

const directory = mkdtempSync(join(tmpdir(), 'allegiance-files-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Result of an import: its report, and the error that ended it early, if any. */
interface Imported {
  readonly report: ImportReport;
  readonly rejection: string | null;
}

async function importInto(engine: Engine, { format }: ValidFile, file: string): Promise<Imported> {
  const input = await openInput(file);
  let broken: ImportReport | undefined;
  try {
    return {
      report: await runImport(engine, format, [input], { now: () => NOW, onFailure: (report) => (broken = report) }),
      rejection: null,
    };
  } catch (error) {
    if (!(error instanceof AllegianceError) || error.code !== 'BAD_INPUT' || !broken) throw error;
    return { report: broken, rejection: error.message };
  } finally {
    await input.close();
  }
}

/** Expects that a second run changes nothing; if rows were rejected because they refer to later rows, that some later run does not. */
async function expectToSettle(engine: Engine, valid: ValidFile, file: string, first: Imported): Promise<void> {
  const mayProgress = first.report.problems.some(({ code }) => code === 'UNKNOWN_ENTITY');
  for (let runs = mayProgress ? 5 : 1; runs > 0; runs--) {
    const before = await digest((statement) => engine.read(statement));
    const { rejection, report } = await importInto(engine, valid, file);
    expect(rejection).toBe(first.rejection);
    expect((await checkConsistency(engine)).broken).toEqual([]);
    if (runs > 1 && report.created + report.updated > 0) continue;
    expect(report).toMatchObject({ created: 0, updated: 0 });
    expect(await digest((statement) => engine.read(statement))).toEqual(before);
    return;
  }
}

/** Imports a file twice into an empty store. Throws if the result is inconsistent. */
async function tryFile(valid: ValidFile, file: string): Promise<Imported> {
  const engine = await openEmbedded(null);
  try {
    await migrate(engine, NOW);
    const first = await importInto(engine, valid, file);
    const { stored, broken } = await checkConsistency(engine);
    expect(broken).toEqual([]);
    const { created, rejected, problems } = first.report;
    const [[documents] = [0]] = await engine.read({ name: 'test.documents', text: 'MATCH (d:Document) RETURN count(d)' }, {});
    const there = stored.entities + stored.sources + stored.events + stored.ties + Number(documents);
    expect(created).toBeLessThanOrEqual(there);
    expect(created).toBeGreaterThanOrEqual(there - stored.nested);
    expect(problems.length > 0).toBe(rejected > 0);
    await expectGaplessRevisions(engine);
    await expectToSettle(engine, valid, file, first);
    return first;
  } finally {
    await engine.close();
  }
}

test('the original files are valid: all their rows are written', async () => {
  for (const valid of await validFiles()) {
    const file = join(directory, 'valid');
    writeFileSync(file, valid.bytes);
    const { report, rejection } = await tryFile(valid, file);
    expect([valid.format.name, rejection, report.rejected]).toEqual([valid.format.name, null, 0]);
    expect(report.created).toBeGreaterThan(2);
  }
});

test(`randomly changed files are imported or rejected, never partially written rows: ${RUNS} from seed ${SEED}`, {
  timeout: 60_000 + RUNS * 2_000,
}, async () => {
  console.log(`fuzz: ${RUNS} files from seed ${SEED}; repeat with: npm run fuzz -- ${SEED} ${RUNS} files`);
  const files = await validFiles();
  const faults: string[] = [];
  const counts = { whole: 0, inPart: 0, rejection: 0 };
  for (let run = 0; run < RUNS; run++) {
    const draw = new Draw(SEED + run);
    const valid = draw.of(files);
    const file = join(directory, `mutated-${run}`);
    writeFileSync(file, mutated(valid.bytes, draw));
    try {
      const { report, rejection } = await tryFile(valid, file);
      if (rejection !== null) counts.rejection++;
      else if (report.rejected > 0) counts.inPart++;
      else counts.whole++;
    } catch (error) {
      faults.push(`seed ${SEED + run} (${valid.format.name}): ${(error as Error).stack}`);
    }
    rmSync(file);
  }
  console.log(`fuzz: ${counts.whole} imported completely, ${counts.inPart} partly, ${counts.rejection} rejected, ${faults.length} failed`);
  expect(faults.slice(0, 3)).toEqual([]);
  expect(faults.length).toBe(0);
  if (RUNS < 100) return;
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(RUNS / 50);
});
