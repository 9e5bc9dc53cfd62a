import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOOLS } from '../../../src/mcp/tools.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { assistantFor } from './support/assistant.ts';
import { QUESTIONS } from './support/questions.ts';

/** Malformed calls of one run. */
const CALLS = 100;

/** What no message may contain: frames of a stack, files, statements of a store. */
const INSIDE = /\bat \S+ \(|node_modules|\.ts:\d|\.js:\d|MATCH \(|TypeError|RangeError|SyntaxError/;

const STRANGE = fc.oneof(
  fc.constantFrom(
    null,
    '',
    ' ',
    'iran',
    '2016',
    '9999-99-99',
    '\u0000',
    '../../etc/passwd',
    'MATCH (n) RETURN n',
    '{ status { revision } }',
    '-1.x',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.array(fc.string({ maxLength: 5 }), { maxLength: 30 }),
  fc.dictionary(fc.string({ maxLength: 8 }), fc.string({ maxLength: 5 }), { maxKeys: 3 }),
);

/** A valid call with some of its arguments replaced, left out, or added. */
const CALL = fc.record({
  question: fc.constantFrom(...QUESTIONS),
  changes: fc.array(fc.tuple(fc.nat(), STRANGE), { minLength: 1, maxLength: 3 }),
  extra: fc.option(fc.tuple(fc.string({ maxLength: 10 }), STRANGE)),
});

const argumentsOf = (tool: string) => Object.keys(TOOLS.find(({ name }) => name === tool)!.input.shape);

function malformed({ question, changes, extra }: typeof CALL extends fc.Arbitrary<infer T> ? T : never): object {
  const names = argumentsOf(question.tool);
  const changed = changes.map(([index, value]) => [names[index % names.length]!, value] as const);
  return { ...question.input, ...Object.fromEntries(changed), ...(extra ? { [extra[0]]: extra[1] } : {}) };
}

describeEachEngine((engine) => {
  const running = assistantFor(engine);

  test(`${CALLS} malformed calls answer or say what is wrong, and the server goes on`, async () => {
    const { assistant } = running();
    const seed = Number(process.env.ALLEGIANCE_SAMPLE) || Date.now() % 2 ** 31;
    console.log(`malformed calls: ALLEGIANCE_SAMPLE=${seed} repeats them`);
    let errors = 0;
    for (const [index, call] of fc.sample(CALL, { numRuns: CALLS, seed }).entries()) {
      const input = malformed(call);
      const place = `call ${index} of seed ${seed}: ${call.question.tool} ${JSON.stringify(input)}`;
      const { isError, content, structuredContent } = await assistant.client
        .callTool({ name: call.question.tool, arguments: { ...input } as never })
        .catch((error: Error) => ({ isError: true, content: [{ type: 'text', text: error.message }], structuredContent: undefined }));
      const { text } = (content as { text: string }[])[0]!;
      if (isError) {
        errors++;
        expect(text.length, place).toBeGreaterThan(20);
        expect(text, place).not.toMatch(INSIDE);
        expect(text, place).not.toMatch(/INTERNAL|Something went wrong/);
      } else expect((structuredContent as { outcome: string }).outcome, place).toMatch(/^[A-Z_]+$/);
    }
    expect(errors).toBeGreaterThan(CALLS / 4);
    expect((await assistant.callTool('who_is', { name: 'hezbollah' })).outcome).toBe('FOUND');
  });

  describe('says what was expected', () => {
    test.each([
      ['relationships', {}, /of/],
      ['relationships', { of: 'iran', query: '{ a }' }, /query/],
      ['relationships', { of: 'iran', at: '2016', since: '2015' }, /BAD_WINDOW: Expected `at`/],
      ['relationships', { of: 'iran', at: 'yesterday' }, /BAD_DATE: Expected a date/],
      ['relationships', { of: 'iran', since: '2016', until: '2011' }, /BAD_WINDOW/],
      ['relationships', { of: 'iran', cursor: 'nonsense' }, /BAD_CURSOR: Expected/],
      ['relationships', { of: 'iran', cursor: '5.nonsense' }, /BAD_CURSOR/],
      ['relationships', { of: 'iran', maxTokens: 10 }, /maxTokens/],
      ['relationships', { of: 'iran', types: ['LOVES'] }, /types/],
      ['how_connected', { from: 'iran', to: 'Iran' }, /BAD_INPUT/],
      ['stance', { a: 'iran', b: 'israel', at: '2016', history: true }, /history|BAD_WINDOW/],
      ['according_to', {}, /BAD_INPUT: Expected one of `source`, `publisher` and `speaker`; got none/],
      ['according_to', { source: 'ucdp-ged-19.1', with: 'iran' }, /BAD_INPUT: Expected `of`/],
      ['evidence', { id: '9GLN2MQAC5UT' }, /BAD_INPUT: Expected the id of a relationship/],
    ])('%s %j', async (tool, input, message) => {
      await expect(running().assistant.callTool(tool, input)).rejects.toThrow(message);
    });

    test('of messages that are no call', async () => {
      const { server, assistant } = running();
      const post = (body: string, type = 'application/json') =>
        fetch(new URL('/mcp', server.url), {
          method: 'POST',
          headers: { 'content-type': type, accept: 'application/json, text/event-stream' },
          body,
        });
      const bodies = [
        '',
        '{',
        '[]',
        'null',
        '"x"',
        '{"jsonrpc":"2.0"}',
        '{"jsonrpc":"1.0","id":1,"method":"tools/list"}',
        `{"a":"${'x'.repeat(300_000)}"}`,
      ];
      for (const body of bodies) {
        const response = await post(body);
        const text = await response.text();
        expect(response.status, body.slice(0, 40)).toBeGreaterThanOrEqual(400);
        expect(response.status, body.slice(0, 40)).toBeLessThan(500);
        expect(text).toMatch(/"message":"/);
        expect(text).not.toMatch(INSIDE);
      }
      expect((await post('{}', 'text/plain')).status).toBe(415);
      expect((await fetch(new URL('/mcp', server.url), { headers: { accept: 'text/event-stream' } })).status).toBe(405);
      await expect(assistant.client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toThrow(/no_such_tool/);
      await expect(assistant.client.readResource({ uri: 'allegiance://entity/nobody-at-all' })).rejects.toThrow(/not found/i);
      await expect(assistant.client.getPrompt({ name: 'no_such_prompt' })).rejects.toThrow(/no_such_prompt/);
    });
  });
}, fillWithSeed);

test('no tool takes a query language', () => {
  const sources = ['relationships', 'analysis', 'entities', 'events', 'sources'].map((name) =>
    readFileSync(`src/mcp/tools/${name}.ts`, 'utf8'),
  );
  for (const { input } of TOOLS) expect(Object.keys(input.shape).filter((name) => /query|document|cypher|graphql/i.test(name))).toEqual([]);
  expect(sources.join('')).not.toMatch(/execute<[^>]*>\(\{ text: input/);
});
