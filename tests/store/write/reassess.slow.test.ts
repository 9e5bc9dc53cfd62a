import { expect, it } from 'vitest';
import { pendingReassessments, reassessPending } from '../../../src/write/reassess/reassess.ts';
import { writeRows } from '../../support/write/rows.ts';
import { describeEachStore } from '../../support/write/stores.ts';
import { assessments, CITING, gradedFromTheBeginning, wide, writeWidelyCited } from '../../support/write/widelyCited.ts';

describeEachStore((store) => {
  it('who writes meanwhile is right at once, and of two processes each slice is of one', { timeout: 120_000 }, async () => {
    await writeWidelyCited(store(), 'A');
    await writeRows(store(), { sources: [wide('D')] });
    const seen = new Map<string, number>();
    const race = (name: string) =>
      reassessPending(store(), { onSlice: () => void seen.set(name, (seen.get(name) ?? 0) + 1), isStopped: () => false }, 300);
    const edit = async () => {
      for (let number = 0; number < 20; number++)
        await writeRows(store(), {
          relationships: [{ type: 'BACKS', from: 'syrian-army', to: 'hezbollah', start: '2012', key: `k${number * 2}`, role: 'x' }],
        });
    };
    await Promise.all([race('one'), race('two'), edit()]);
    expect((seen.get('one') ?? 0) + (seen.get('two') ?? 0)).toBe(Math.ceil(CITING / 300));
    expect(await pendingReassessments(store())).toEqual([]);
    expect(await assessments(store())).toEqual(await gradedFromTheBeginning('D'));
  });
});
