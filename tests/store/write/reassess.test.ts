import { expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { pendingReassessments, reassessPending } from '../../../src/write/reassess/reassess.ts';
import { writeRows } from '../../support/write/rows.ts';
import { describeEachStore } from '../../support/write/stores.ts';
import { assessments, CITING, gradedFromTheBeginning, wide, writeWidelyCited } from '../../support/write/widelyCited.ts';

const SLICE = 700;
const latestOf = async (engine: Engine) => await createServices(engine).clock.current();
const all = { onSlice: () => undefined, isStopped: () => false };

describeEachStore((store) => {
  it('a source that thousands cite is graded at once; what cites it follows, over a stop and a second grade', {
    timeout: 120_000,
  }, async () => {
    await writeWidelyCited(store(), 'A');
    const before = await assessments(store());
    const { revision } = await writeRows(store(), { sources: [wide('D')] }, { by: 'the grader' });
    expect(await assessments(store())).toEqual(before);
    const pending = { source: expect.any(String), by: 'the grader', after: '', done: 0, total: CITING };
    expect(await pendingReassessments(store())).toEqual([{ ...pending, revision }]);

    // As where the process ends after the first slice.
    const made: (number | null)[] = [];
    await reassessPending(store(), { onSlice: (one) => void made.push(one), isStopped: () => made.length === 1 }, SLICE);
    expect(made).toEqual([revision + 1]);
    expect(await pendingReassessments(store())).toMatchObject([{ revision, done: SLICE, total: CITING }]);
    expect(await assessments(store())).not.toEqual(before);

    // Graded once more meanwhile, by somebody else: from the start, with the last grade.
    const second = await writeRows(store(), { sources: [wide('E')] }, { by: 'another' });
    expect(await pendingReassessments(store())).toMatchObject([{ revision: second.revision, by: 'another', done: 0 }]);
    await writeRows(store(), { sources: [wide('E')] });
    await reassessPending(store(), all, SLICE);
    expect(await pendingReassessments(store())).toEqual([]);
    expect(await assessments(store())).toEqual(await gradedFromTheBeginning('E'));

    const [written] = await store().read({
      name: 'test.lastRevision',
      text: 'MATCH (r:Revision) RETURN r.by, r.summary, r.number ORDER BY r.number DESC LIMIT 1',
    });
    const summary = `Brought up to date what cites Wide, which revision ${second.revision} changed: ${CITING.toLocaleString('en')} of ${CITING.toLocaleString('en')} relationships and events`;
    expect(written).toEqual(['another', summary, await latestOf(store())]);
    // Nothing is left to do, so nothing is done.
    await reassessPending(store(), all);
    expect(await latestOf(store())).toBe(written![2]);
  });
});
