import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';

/** An option of a command, as `--role ROLE` where it takes a value. */
export interface Option {
  readonly meaning: string;
  /** What its value is called in the help; a switch has none. */
  readonly value?: string;
}

/** What was given to a command. */
export interface Input {
  readonly config: Config;
  /** The value of an option; undefined where it was not given. */
  readonly text: (option: string) => string | undefined;
  readonly isSet: (option: string) => boolean;
  /** What stands beside the options, the first of it, and all. */
  readonly operand: string | undefined;
  readonly operands: readonly string[];
}

/** A command was called in a way that it does not know. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** A command of the program. It prints nothing about errors and never ends the process: `main` does. */
export interface Command {
  /** Its words: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** What stands beside the options is called so in the help; without it nothing may stand there. */
  readonly operand?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What else the help says, after the options. */
  readonly notes?: string;
  readonly examples: readonly string[];
  /** Gives the exit code where it is not that of done. Throws WrongUse for what cannot be meant. */
  readonly run: (input: Input) => Promise<void> | Promise<number>;
}

/** Reads the words after a command's name. Throws a TypeError with a code ERR_PARSE_ARGS_… for what the command does not know. */
export function readInput(command: Command, words: readonly string[], config: () => Config): Input | 'help' {
  const named = Object.entries(command.options).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const);
  const { values, positionals } = parseArgs({
    args: [...words],
    options: { ...Object.fromEntries(named), help: { type: 'boolean', short: 'h' } },
    allowPositionals: command.operand !== undefined,
  });
  const given = values as Readonly<Record<string, string | boolean | undefined>>;
  if (given.help) return 'help';
  return {
    config: config(),
    text: (option) => given[option] as string | undefined,
    isSet: (option) => given[option] === true,
    operand: positionals[0],
    operands: positionals,
  };
}

/** What `--help` prints for a command. */
export function helpOf({ name, summary, operand, options, notes, examples }: Command): string {
  const rows = Object.entries({ ...options, help: { meaning: 'this text' } as Option }).map(
    ([option, { value, meaning }]) => [`--${option}${value ? ` ${value}` : ''}`, meaning] as const,
  );
  const width = Math.max(16, ...rows.map(([option]) => option.length + 2));
  const lines = rows.map(([option, meaning]) => `  ${option.padEnd(width)}${meaning}`);
  return `${summary}

  allegiance ${name}${operand ? ` ${operand}` : ''} [options]

Options:
${lines.join('\n')}
${notes ? `\n${notes}\n` : ''}
Examples:
${examples.map((example) => `  ${example}`).join('\n')}
`;
}
