import { parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { helpOf } from '../../../src/cli/command.ts';
import { COMMANDS, commandFor } from '../../../src/cli/commands.ts';
import { OPERATIONS } from '../../../src/cli/query/operations.ts';
import { allegianceSchema } from '../../../src/graph/schema.ts';

describe.each(COMMANDS.map((command) => ({ name: command.name, command })))('allegiance $name --help', ({ command }) => {
  const help = helpOf(command);

  test('describes the command, every option and the exit codes', () => {
    expect(help.startsWith(command.summary)).toBe(true);
    for (const [option, { meaning }] of Object.entries(command.options)) {
      expect(help).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
      expect(help).toContain(meaning);
    }
    for (const code of [0, 1, 2, ...Object.keys(command.exitCodes ?? {})]) expect(help).toMatch(new RegExp(`^  ${code} +\\S`, 'm'));
  });

  test('has examples with the name and existing options', () => {
    expect(command.examples.length).toBeGreaterThan(0);
    for (const example of command.examples) {
      expect(example).toMatch(command.name === 'start' ? /npm start/ : new RegExp(`allegiance ${command.name}\\b`));
      for (const [, option] of example.matchAll(/ --([a-z-]+)/g)) expect(Object.keys(command.options)).toContain(option);
    }
  });

  test('can be found by name', () => {
    expect(commandFor(command.name.split(' '))?.command).toBe(command);
  });
});

test.each(Object.entries(OPERATIONS))('the operation %s is valid in the schema', (_, { text }) => {
  expect(validate(allegianceSchema(), parse(text))).toEqual([]);
});
