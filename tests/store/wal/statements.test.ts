import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { mayChangeStore } from '../../../src/engine/embedded/wal/entry.ts';
import type { Engine, Parameters } from '../../../src/engine/engine.ts';
import { loadSeed } from '../../../src/exchange/import/seed.ts';
import { STATEMENTS, writes } from '../../support/engine/statements.ts';
import { LAST, prepare, step } from './history.ts';

const changes = STATEMENTS.filter(writes);

test('every statement that changes something is logged', () => {
  expect(changes.length).toBeGreaterThan(30);
  expect(changes.filter(({ text }) => !mayChangeStore(text))).toEqual([]);
});

test('each of them is deterministic: no clock, no random values, no internal ids, no LIMIT', () => {
  const otherwise = /\b(rand|randomUUID|timestamp|date|datetime|localdatetime|time|localtime|id|elementId)\s*\(|\b(LIMIT|SKIP|LOAD)\b/;
  expect(otherwise.test('MATCH (n) SET n.at = timestamp()')).toBe(true);
  expect(changes.filter(({ text }) => otherwise.test(text)).map(({ name }) => name)).toEqual([]);
});

test('their parameters are plain JSON: reading them back from the log gives the same values', async () => {
  const given: Parameters[] = [];
  for (const fill of [history, (engine: Engine) => loadSeed(engine, 'seed', new Date())]) {
    const engine = await openEmbedded(null);
    onTestFinished(() => engine.close());
    await prepare(engine);
    await fill(recordingEngine(engine, given));
  }
  expect(given.length).toBeGreaterThan(100);
  for (const parameters of given) expect(JSON.parse(JSON.stringify(parameters))).toStrictEqual(parameters);
});

async function history(engine: Engine): Promise<void> {
  for (let number = 1; number <= LAST; number++) await step(engine, number);
}

/** An engine that records the parameters of each changing statement. */
function recordingEngine(engine: Engine, given: Parameters[]): Engine {
  const write: Engine['write'] = (work) =>
    engine.write((transaction) =>
      work({
        ...transaction,
        run: (statement, parameters = {}) => {
          if (mayChangeStore(statement.text)) given.push(parameters);
          return transaction.run(statement, parameters);
        },
      }),
    );
  return { ...engine, write };
}
