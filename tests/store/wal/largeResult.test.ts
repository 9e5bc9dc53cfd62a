import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openFile, rowsInTurns } from '../../../src/engine/embedded/grafeo.ts';

test('rows of a large result are taken while others have their turn, and are those taken at once', async () => {
  const store = openFile(null);
  await store.executeCypher('UNWIND range(1, 6000) AS n CREATE (:Made {id: toString(n), number: n / 2.0})', {});
  const result = await store.executeCypher('MATCH (n:Made) RETURN n.id, n.number AS number, [n.id, 1] AS pair, n.none ORDER BY n.id', {});
  let [turns, isOver] = [0, false];
  const others = (async () => {
    for (; !isOver; turns++) await nextTurn();
  })();
  // They have their turn as soon as that is checked, after every 50 rows.
  const rows = await rowsInTurns(result, 0);
  isOver = true;
  await others;
  expect(turns).toBeGreaterThan(100);
  expect(rows).toEqual(result.rows());
  store.close();
});
