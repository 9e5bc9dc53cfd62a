import { expect, test } from 'vitest';
import { say } from '../write/rows.ts';
import { describeEachStore } from '../write/stores.ts';
import { ask } from './world.ts';

const LARGEST = 2_147_483_647;

describeEachStore((store) => {
  test('deaths beyond the largest Int are returned as the largest Int', async () => {
    const event = (key: string) => ({
      key,
      kind: 'OTHER',
      title: key,
      start: '2014-05-06',
      participants: [{ actor: 'a', role: 'PARTY' }],
      deathsBest: LARGEST,
    });
    await say(store(), { actors: [{ slug: 'a', kind: 'STATE', name: 'A' }], events: [event('one'), event('two')] });
    const told = { deaths: { best: LARGEST, low: LARGEST, high: LARGEST } };
    const deaths = '{ deaths { best low high } }';
    const query = `{ events ${deaths} actor(id: "a") { events ${deaths} } eventSeries(by: YEAR) ${deaths} eventBreakdown(by: KIND) ${deaths} }`;
    expect(await ask(store(), query)).toEqual({ events: told, actor: { events: told }, eventSeries: [told], eventBreakdown: [told] });
  });
});
