import { expect, onTestFinished, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { isChange } from '../../../src/engine/embedded/journal/line.ts';
import type { Engine, Parameters } from '../../../src/engine/engine.ts';
import { loadSeed } from '../../../src/exchange/import/seed/seed.ts';
import { STATEMENTS, writes } from '../support/statements.ts';
import { LAST, prepare, step } from './history.ts';

const changes = STATEMENTS.filter(writes);

test('every statement that changes something is kept', () => {
  expect(changes.length).toBeGreaterThan(30);
  expect(changes.filter(({ text }) => !isChange(text))).toEqual([]);
});

test('none of them would do something else when it is done again: no clock, no chance, no ids of the store, no choice among many', () => {
  const otherwise = /\b(rand|randomUUID|timestamp|date|datetime|localdatetime|time|localtime|id|elementId)\s*\(|\b(LIMIT|SKIP|LOAD)\b/;
  expect(otherwise.test('MATCH (n) SET n.at = timestamp()')).toBe(true);
  expect(changes.filter(({ text }) => otherwise.test(text)).map(({ name }) => name)).toEqual([]);
});

test('what they are given is plain JSON: read back from a line it is the very same', async () => {
  const given: Parameters[] = [];
  for (const fill of [history, (engine: Engine) => loadSeed(engine, 'seed', new Date())]) {
    const engine = await openEmbedded(null);
    onTestFinished(() => engine.close());
    await prepare(engine);
    await fill(listening(engine, given));
  }
  expect(given.length).toBeGreaterThan(100);
  for (const parameters of given) expect(JSON.parse(JSON.stringify(parameters))).toStrictEqual(parameters);
});

async function history(engine: Engine): Promise<void> {
  for (let number = 1; number <= LAST; number++) await step(engine, number);
}

/** An engine whose writes are heard, each statement with its parameters. */
function listening(engine: Engine, given: Parameters[]): Engine {
  const write: Engine['write'] = (work) =>
    engine.write(({ run }) =>
      work({
        run: (statement, parameters = {}) => {
          if (isChange(statement.text)) given.push(parameters);
          return run(statement, parameters);
        },
      }),
    );
  return { ...engine, write };
}
