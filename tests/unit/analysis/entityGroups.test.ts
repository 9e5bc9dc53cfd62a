import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EntityGroups } from '../../../src/analysis/events/entityGroups.ts';
import { entityId } from '../../../src/store/mintId.ts';
import { build } from '../../support/analysis/build.ts';

test('groups of very many entities are found while others have their turn, and are those found at once', async () => {
  const ids = Array.from({ length: 5_500 }, (_, number) => entityId(`actor-${number}`));
  // Every tenth is merged into the one before.
  const entities = ids.map((id, number) => ({ id, kind: 'PERSON' as const, canon: number % 10 === 9 ? ids[number - 1]! : id }));
  const { view } = build({ entities, ties: [] });
  const groups = new EntityGroups(new Set());
  let turns = 0;
  let isFound = false;
  const others = (async () => {
    for (; !isFound; turns++) await nextTurn();
  })();
  await Promise.all([groups.find(view, ids), groups.find(view, ids)]);
  isFound = true;
  await others;
  expect(turns).toBeGreaterThan(2);
  const atOnce = new EntityGroups(new Set()).of(view, ids);
  expect(groups.of(view, ids).subarray(0, ids.length)).toEqual(atOnce.subarray(0, ids.length));
  expect([groups.idOf(8), groups.membersOf(8)]).toEqual([ids[8], [8, 9]]);
});
