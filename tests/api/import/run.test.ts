import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openRejectedFile, RejectedFile } from '../../../src/exchange/import/rejected.ts';
import type { Target } from '../../../src/exchange/import/run.ts';
import { importInto } from '../../../src/exchange/import/run.ts';
import { storeTarget } from '../../../src/exchange/import/target/store.ts';
import { manyRows, rowsFormat } from '../../support/import/made.ts';
import { type RunOptions, runImport } from '../../support/import/runImport.ts';
import { writeRows } from '../../support/write/rows.ts';
import { changes, counter, entity, evidence, onlyTie, revisions, source, ties } from '../../support/write/stored.ts';
import { describeEachStore, NOW } from '../../support/write/stores.ts';

const ACTORS = ['iran', 'israel'].map((slug) => ({ kind: 'actors', row: { slug, kind: 'STATE', name: slug } }) as const);
const NEWS = { kind: 'sources', row: { key: 'news', title: 'News', reliability: 'B' } } as const;
const FIGHTS = { kind: 'relationships', row: { key: 'one', type: 'FIGHTS', from: 'iran', to: 'israel', end: '2016' } } as const;
const WRONG = { kind: 'relationships', row: { key: 'two', type: 'FIGHTS', from: 'iran', to: 'nobody' } } as const;

function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'allegiance-run-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('an import', () => {
  describeEachStore((store) => {
    const run = (rows: Parameters<typeof rowsFormat>[0], options: RunOptions & { settings?: string } = {}) =>
      runImport(store(), rowsFormat(rows, options.settings), [], { now: () => NOW, ...options });

    it('tells rows of another kind, with what is recorded, and writes the rest', async () => {
      await writeRows(store(), { actors: [{ slug: 'wagner', kind: 'ORGANIZATION', name: 'Wagner' }] });
      const other = [{ kind: 'actors', row: { slug: 'wagner', kind: 'PERSON', name: 'Wagner Group' } }, ...ACTORS] as const;
      for (const dryRun of [true, false]) {
        const report = await run([...other], { dryRun });
        expect(report).toMatchObject({ created: 2, updated: 0, rejected: 1 });
        expect(report.problems).toMatchObject([
          { code: 'WRONG_KIND', field: 'kind', examples: [{ message: expect.stringContaining('recorded with; got PERSON') }] },
        ]);
      }
      expect(await entity(store(), 'wagner')).toMatchObject({ kind: 'ORGANIZATION', name: 'Wagner' });
      // A row of the file itself may be the one that is recorded.
      const twice = ['STATE', 'PERSON'].map((kind) => ({ kind: 'actors', row: { slug: 'twice', kind, name: 'Twice' } }) as const);
      expect(await run(twice)).toMatchObject({ created: 1, rejected: 1 });
    });

    it('writes batches, each as one revision with evidence and change set, and a second run changes nothing', async () => {
      const rows = manyRows(2_500);
      expect(await run(rows)).toMatchObject({ created: rows.length, updated: 0, unchanged: 0, rejected: 0, revision: 2 });
      const made = await revisions(store());
      expect(made.map(({ action, by }) => [action, by])).toEqual(Array(2).fill(['IMPORTED', 'import']));
      expect(made[1]!.summary).toBe('Import of 601 rows (rows, , batch 2)');
      const written = await ties(store());
      expect([written.length, (await evidence(store(), written[0]!.id)).length]).toEqual([2_500, 1]);

      expect(await run(rows)).toMatchObject({ created: 0, updated: 0, unchanged: rows.length, rejected: 0, revision: 2 });
      expect(await run(rows, { settings: 'another mapping' })).toMatchObject({ created: 0, unchanged: rows.length, revision: 2 });
    });

    it('leaves later changes of editors in a second run, but overwrites them with another mapping', async () => {
      const rows = [...ACTORS, FIGHTS];
      await run(rows);
      await writeRows(store(), { relationships: [{ ...FIGHTS.row, end: '2017' }] });
      expect(await run(rows)).toMatchObject({ updated: 0, unchanged: 3 });
      expect((await onlyTie(store())).end).toBe('2017');
      expect(await run(rows, { settings: 'another mapping' })).toMatchObject({ updated: 1, unchanged: 2 });
      expect((await onlyTie(store())).end).toBe('2016');
      expect((await changes(store())).length).toBe(2);
    });

    it('writes rows that it rejected before once what they refer to exists, and rejects the others again', async () => {
      const passage = { kind: 'relationships', row: { ...FIGHTS.row, evidence: [{ source: 'news', quote: 'They fight.' }] } } as const;
      await run([...ACTORS, FIGHTS]);
      const rows = [FIGHTS, passage, WRONG];
      expect(await run(rows)).toMatchObject({ unchanged: 1, rejected: 2 });
      expect(await run(rows)).toMatchObject({ unchanged: 1, rejected: 2, revision: 1 });
      await writeRows(store(), { sources: [NEWS.row], actors: [{ slug: 'somebody', kind: 'STATE', name: 'Somebody' }] });
      const report = await run(rows);
      expect(report).toMatchObject({ updated: 1, unchanged: 1, rejected: 1 });
      expect(report.problems).toMatchObject([{ code: 'UNKNOWN_ENTITY', field: 'to', count: 1 }]);
      expect((await evidence(store(), (await onlyTie(store())).id)).length).toBe(1);
      const latest = await counter(store());
      expect(await run(rows)).toMatchObject({ updated: 0, unchanged: 2, rejected: 1, revision: latest });
    });

    it('of contradicting rows changes nothing in a second run', async () => {
      const rows = [...ACTORS, FIGHTS, { ...FIGHTS, row: { ...FIGHTS.row, end: '2017' } }];
      expect(await run(rows)).toMatchObject({ created: 3, updated: 1 });
      expect(await run(rows)).toMatchObject({ created: 0, updated: 0, unchanged: 4, revision: 1 });
      expect(await run(rows, { settings: 'another mapping' })).toMatchObject({ updated: 0, unchanged: 4, revision: 1 });
    });

    it('that failed between batches is completed by the next run', async () => {
      const rows = manyRows(2_500);
      const own = storeTarget(store(), () => NOW);
      let batches = 0;
      const failing: Target = (given, batch, checked) => {
        if (++batches === 2) throw new Error('no power');
        return own(given, batch, checked);
      };
      await expect(importInto(failing, rowsFormat(rows), [])).rejects.toThrow('no power');
      expect((await ties(store())).length).toBe(1_899);
      expect(await run(rows)).toMatchObject({ created: 601, unchanged: 2_000, rejected: 0, revision: 2 });
    });

    it('sees what others write between its batches', async () => {
      const own = storeTarget(store(), () => NOW);
      const alias = (name: string) => ({ slug: 'group-0', kind: 'ARMED_GROUP', name: 'group-0', aliases: [{ name }] });
      const interrupted: Target = async (given, batch, checked) => {
        const report = await own(given, batch, checked);
        if (report.revision === 1) await writeRows(store(), { actors: [alias('By an editor')] });
        return report;
      };
      const rows = [...manyRows(1_899), { kind: 'actors', row: alias('By the import') } as const];
      expect(await importInto(interrupted, rowsFormat(rows), [])).toMatchObject({ created: 2_000, updated: 1, revision: 3 });
      expect((await entity(store(), 'group-0'))?.names.map(({ name }) => name)).toEqual(['group-0', 'By an editor', 'By the import']);
    });

    it('that is aborted starts no further batch and is marked as interrupted', async () => {
      const controller = new AbortController();
      const report = await run(manyRows(2_500), { signal: controller.signal, onProgress: () => controller.abort() });
      expect(report.interrupted).toBe(true);
      expect(report.created).toBeLessThan(2_600);
      expect((await ties(store())).length).toBe(report.created - 101);
    });

    it('as a dry run counts the same as a real one, batch by batch, and writes nothing', async () => {
      const warning = { warning: 'strange', line: 9, message: 'It is strange.' };
      const rows = [
        ...manyRows(2_500),
        WRONG,
        manyRows(1)[101]!,
        { ...manyRows(1)[101]!, row: { ...manyRows(1)[101]!.row, start: '2016' } },
      ];
      const format = {
        ...rowsFormat(rows),
        async *read() {
          yield warning;
          yield* rowsFormat(rows).read([]);
        },
      };
      const dry = await runImport(store(), format, [], { now: () => NOW, dryRun: true });
      expect([await counter(store()), await source(store(), 'table'), await ties(store())]).toEqual([0, null, []]);
      const real = await runImport(store(), format, [], { now: () => NOW });
      expect(dry).toEqual({ ...real, revision: 0 });
      expect(real).toMatchObject({ created: 2_601, updated: 1, unchanged: 1, rejected: 1, warnings: [{ code: 'strange', count: 1 }] });
      expect(await runImport(store(), format, [], { dryRun: true })).toMatchObject({
        created: 0,
        updated: 0,
        unchanged: 2_603,
        rejected: 1,
      });
    });

    it('writes rejected rows to a file, in which they can be fixed and imported again', async () => {
      const file = join(directory(), 'rejected.jsonl');
      const format = {
        ...rowsFormat([]),
        async *read() {
          yield { ...WRONG, line: 7 };
          yield { unreadable: 'WRONG_WIDTH', line: 8, message: 'Too wide.', text: 'a,b,c' };
          yield* [...ACTORS, FIGHTS].map((row) => ({ ...row, line: 9 }));
        },
      };
      const report = await runImport(store(), format, [{ name: 'a.csv', async *open() {} }], {
        rejected: new RejectedFile(() => open(file, 'w')),
      });
      expect(report).toMatchObject({ created: 3, rejected: 2 });
      const lines = readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).toEqual([
        {
          unreadable: 'WRONG_WIDTH',
          text: 'a,b,c',
          file: 'a.csv',
          line: 8,
          problems: [{ field: null, code: 'WRONG_WIDTH', message: 'Too wide.' }],
        },
        {
          ...WRONG,
          file: 'a.csv',
          line: 7,
          problems: [{ field: 'to', code: 'UNKNOWN_ENTITY', message: expect.stringContaining('found none for "nobody"') }],
        },
      ]);
      const { kind, row } = lines[1];
      expect(await run([{ kind, row: { ...row, to: 'israel' } }])).toMatchObject({ created: 1, rejected: 0 });
      expect((await ties(store())).map(({ key }) => key).sort()).toEqual(['one', 'two']);
    });
  });
});

describe('the file of rejected rows', () => {
  it('never overwrites an existing one, which somebody may be editing', async () => {
    const base = join(directory(), 'a');
    const names: string[] = [];
    for (let time = 0; time < 2; time++) await (await openRejectedFile(base, (name) => names.push(name))).close();
    expect(names).toEqual([`${base}.rejected.jsonl`, `${base}.rejected-2.jsonl`]);
  });
});
