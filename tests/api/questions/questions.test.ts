import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { answer } from '../graph/support/answer.ts';

const HERE = import.meta.dirname;
const READY = 'schema/operations';

const queriesIn = (directory: string) => readdirSync(directory).filter((file) => file.endsWith('.graphql'));

/** The ready questions of the playground and further ones, each with the answer over the seed that was checked by hand. */
const questions = [READY, HERE]
  .flatMap((directory) => queriesIn(directory).map((file) => ({ directory, name: file.replace('.graphql', '') })))
  .map(({ directory, name }) => ({ name, query: join(directory, `${name}.graphql`), answer: join(HERE, `${name}.json`) }));

const ENGINE_FIELDS = new Set(['engine', 'engineVersion']);

/** Masks what differs from engine to engine, and nothing else. */
function masked(reply: unknown): unknown {
  return JSON.parse(JSON.stringify(reply), (key, value) => (ENGINE_FIELDS.has(key) ? 'masked' : value));
}

describe('the questions', () => {
  test('are thirty at least, and each has its answer', () => {
    expect(questions.length).toBeGreaterThanOrEqual(30);
    expect(questions.filter((question) => !existsSync(question.answer)).map(({ name }) => name)).toEqual([]);
  });

  describeEachEngine((engine) => {
    test.each(questions)('$name', async (question) => {
      const expected = JSON.parse(readFileSync(question.answer, 'utf8'));
      expect(masked(await answer(engine(), readFileSync(question.query, 'utf8')))).toEqual(expected);
    });
  }, fillWithSeed);
});
