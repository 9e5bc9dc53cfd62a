import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { tieParts } from '../../../src/model/id.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { type Editor, editor, problemsOf, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { ties } from '../../support/write/stored.ts';

/** Case 18, and what it stands for: no place is inside itself, whatever is written in which way. */
describeEachEngine((engine) => {
  let anna: Editor;
  beforeAll(() => {
    anna = editor(engine());
  });
  const place = (slug: string, within?: string) => ({ slug, kind: 'CITY', name: slug.toUpperCase(), ...(within ? { within } : {}) });
  const inside = (from: string, to: string, more: object = {}) => ({ type: 'LOCATED_IN', from, to, ...more });

  it('refuses a circle of two, of one, and of three', async () => {
    await anna.upsertPlaces([place('pc-1')]);
    await anna.upsertPlaces([place('pc-2', 'pc-1')]);
    expect(await problemsOf(anna.upsertPlaces([place('pc-1', 'pc-2')]))).toEqual([
      {
        row: 0,
        field: 'within',
        code: 'CIRCLE',
        message: 'Expected a place that is not inside "pc-1"; "pc-2" is, directly or through others. Retract the wrong relationship first.',
      },
    ]);
    expect(await problemsOf(anna.upsertPlaces([place('pc-1', 'pc-1')]))).toMatchObject([
      { code: 'CIRCLE', message: 'Expected another place than "pc-1" itself around it.' },
    ]);
    await anna.upsertPlaces([place('pc-3', 'pc-2')]);
    expect(await problemsOf(anna.recordRelationships([inside('pc-1', 'pc-3')]))).toMatchObject([
      { field: 'to', code: 'CIRCLE', message: expect.stringContaining('not inside "pc-1"; "pc-3" is') },
    ]);
    expect(await anna.upsertPlaces([place('pc-3', 'pc-1')])).toMatchObject({ verdicts: ['UPDATED'] });
  });

  it('sees the rows before it, and writes nothing of a rejected row', async () => {
    const report = await anna.upsertPlaces(
      [place('pd-1'), place('pd-2', 'pd-1'), { ...place('pd-1', 'pd-2'), description: 'changed' }, place('pd-3', 'pd-2')],
      {
        partial: true,
      },
    );
    expect(report.verdicts).toEqual(['CREATED', 'CREATED', 'REJECTED', 'CREATED']);
    expect(await anna.query('{ place(id: "pd-1") { description within { slug } } }')).toEqual({
      place: { description: null, within: null },
    });
    expect(await problemsOf(anna.recordRelationships([inside('pd-1', 'pc-3'), inside('pc-1', 'pd-3')]))).toMatchObject([
      { row: 1, code: 'CIRCLE' },
    ]);
  });

  it('refuses to restore one, until the other is retracted', async () => {
    await anna.upsertPlaces([place('pe-1'), place('pe-2')]);
    const { ids } = await anna.recordRelationships([inside('pe-1', 'pe-2')]);
    await anna.retract(ids[0]!);
    const other = await anna.recordRelationships([inside('pe-2', 'pe-1')]);
    expect(other.verdicts).toEqual(['CREATED']);
    expect(await problemsOf(anna.restore(ids[0]!))).toMatchObject([{ field: 'id', code: 'CIRCLE' }]);
    await anna.retract(other.ids[0]!);
    expect(await anna.restore(ids[0]!)).toMatchObject({ verdicts: ['UPDATED'] });
  });

  it('never stores a circle, and refuses nothing else', async () => {
    let run = 0;
    const pair = fc.tuple(fc.nat(5), fc.nat(5));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(pair, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (writes) => {
        run += 1;
        const slug = (number: number) => `pf-${run}-${number}`;
        await anna.upsertPlaces(Array.from({ length: 6 }, (_, number) => place(slug(number))));
        const outer = new Map<number, Set<number>>();
        const reaches = (from: number, to: number): boolean =>
          from === to || [...(outer.get(from) ?? [])].some((next) => reaches(next, to));
        for (const pairs of writes) {
          const { verdicts } = await anna.recordRelationships(
            pairs.map(([from, to]) => inside(slug(from), slug(to))),
            { partial: true },
          );
          for (const [index, [from, to]] of pairs.entries()) {
            expect(verdicts[index] === 'REJECTED').toBe(reaches(to, from));
            if (!reaches(to, from)) outer.set(from, (outer.get(from) ?? new Set()).add(to));
          }
        }
        const stored = (await ties(engine())).filter(({ id }) => tieParts(id).type === 'LOCATED_IN').map(({ from, to }) => `${from} ${to}`);
        for (const [from, tos] of outer) for (const to of tos) expect(stored).toContain(`${entityId(slug(from))} ${entityId(slug(to))}`);
      }),
      { numRuns: 15 },
    );
  });
}, setUp);
