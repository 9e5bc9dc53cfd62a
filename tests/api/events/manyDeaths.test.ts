import { expect, test } from 'vitest';
import { writeRows } from '../../support/write/rows.ts';
import { describeEachStore } from '../../support/write/stores.ts';
import { execute } from './world.ts';

const MAX_INT = 2_147_483_647;

describeEachStore((store) => {
  test('deaths beyond the largest Int are returned as the largest Int', async () => {
    const event = (key: string) => ({
      key,
      kind: 'OTHER',
      title: key,
      start: '2014-05-06',
      participants: [{ actor: 'a', role: 'PARTY' }],
      deathsBest: MAX_INT,
    });
    await writeRows(store(), { actors: [{ slug: 'a', kind: 'STATE', name: 'A' }], events: [event('one'), event('two')] });
    const returned = { deaths: { best: MAX_INT, low: MAX_INT, high: MAX_INT } };
    const deaths = '{ deaths { best low high } }';
    const query = `{ events ${deaths} actor(id: "a") { events ${deaths} } eventSeries(by: YEAR) ${deaths} eventBreakdown(by: KIND) ${deaths} }`;
    expect(await execute(store(), query)).toEqual({
      events: returned,
      actor: { events: returned },
      eventSeries: [returned],
      eventBreakdown: [returned],
    });
  });
});
