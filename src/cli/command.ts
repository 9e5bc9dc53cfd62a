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
  /** What stands beside the options; the first of them, and all. */
  readonly operand: string | undefined;
  readonly operands: readonly string[];
}

/** Exit codes: done, failed, called wrongly, and nothing found by a command that looks for something. */
export const DONE = 0;
export const FAILED = 1;
export const WRONG_USE = 2;
export const NOTHING_FOUND = 3;

/** A command was called in a way that it does not know: exit code 2. */
export class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

/** A command of the program. It prints nothing about errors and never ends the process: `main` does. */
export interface Command {
  /** Its words: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** What else its help says. */
  readonly details?: string;
  /** What stands beside the options is called so in the help; without it nothing may stand there. */
  readonly operand?: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** What exit codes mean beside 0, 1 and 2, by code. */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Resolves with its exit code; with nothing where all is done. */
  // biome-ignore lint/suspicious/noConfusingVoidType: a command that is done need not say so
  readonly run: (input: Input) => Promise<number | void>;
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
export function helpOf({ name, summary, details, operand, options, examples, exitCodes = {} }: Command): string {
  const codes = { [DONE]: 'done', [FAILED]: 'failed, with the reason on standard error', [WRONG_USE]: 'called wrongly', ...exitCodes };
  return `${summary}${details ? `\n\n${details}` : ''}

  allegiance ${name}${operand ? ` ${operand}` : ''} [options]

Options:
${inColumns(Object.entries({ ...options, help: { meaning: 'this text' } as Option }).map(optionLine))}

Examples:
${examples.map((example) => `  ${example}`).join('\n')}

Exit codes:
${inColumns(Object.entries(codes))}
`;
}

function optionLine([option, { value, meaning }]: [string, Option]): [string, string] {
  return [`--${option}${value ? ` ${value}` : ''}`, meaning];
}

/** Two columns, the second of which begins where the widest of the first ends. */
function inColumns(rows: readonly (readonly [string, string])[]): string {
  const widest = Math.max(14, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(widest)}  ${second}`).join('\n');
}
