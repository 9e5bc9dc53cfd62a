import { parseArgs } from 'node:util';
import type { Config } from '../config.ts';

/** An option of a command, as `--role ROLE` where it takes a value. */
export interface Option {
  readonly meaning: string;
  /** Name of its value in the help; undefined for a flag. */
  readonly value?: string;
}

/** The arguments of a command. */
export interface Input {
  readonly config: Config;
  /** The value of an option; undefined where it was not given. */
  readonly text: (option: string) => string | undefined;
  readonly isSet: (option: string) => boolean;
  /** The positional arguments. */
  readonly operands: readonly string[];
}

/** Exit codes: success, failure, invalid arguments, and no result of a command that searches. */
export const DONE = 0;
export const FAILED = 1;
export const USAGE_ERROR = 2;
export const NOTHING_FOUND = 3;

/** Invalid arguments: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'WrongUse';
}

/** A command of the program. It throws errors; `main` prints them and ends the process. */
export interface Command {
  /** Its name of one or two words: `token create`. */
  readonly name: string;
  readonly summary: string;
  /** Further paragraphs of its help. */
  readonly details?: string;
  /** Positional arguments as the help shows them; undefined where there are none. */
  readonly operand?: string;
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /** Meaning of exit codes other than 0, 1 and 2. */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Returns the exit code; undefined means success. */
  // biome-ignore lint/suspicious/noConfusingVoidType: most commands return nothing
  readonly run: (input: Input) => Promise<number | void>;
}

/**
 * Parses the arguments after a command's name.
 * @throws TypeError with a code ERR_PARSE_ARGS_… for unknown options and unexpected arguments
 */
export function readInput(command: Command, args: readonly string[], config: () => Config): Input | 'help' {
  const named = Object.entries(command.options).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }] as const);
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...Object.fromEntries(named), help: { type: 'boolean', short: 'h' } },
    allowPositionals: command.operand !== undefined,
  });
  const parsedValues = values as Readonly<Record<string, string | boolean | undefined>>;
  if (parsedValues.help) return 'help';
  return {
    config: config(),
    text: (option) => parsedValues[option] as string | undefined,
    isSet: (option) => parsedValues[option] === true,
    operands: positionals,
  };
}

/** What `--help` prints for a command. */
export function helpOf({ name, summary, details, operand, options, examples, exitCodes = {} }: Command): string {
  const codes = {
    [DONE]: 'success',
    [FAILED]: 'failure, with the reason on standard error',
    [USAGE_ERROR]: 'invalid arguments',
    ...exitCodes,
  };
  return `${summary}${details ? `\n\n${details}` : ''}

  allegiance ${name}${operand ? ` ${operand}` : ''} [options]

Options:
${inColumns(Object.entries({ ...options, help: { meaning: 'print this help' } as Option }).map(optionLine))}

Examples:
${examples.map((example) => `  ${example}`).join('\n')}

Exit codes:
${inColumns(Object.entries(codes))}
`;
}

function optionLine([option, { value, meaning }]: [string, Option]): [string, string] {
  return [`--${option}${value ? ` ${value}` : ''}`, meaning];
}

/** Aligns rows in two columns. */
function inColumns(rows: readonly (readonly [string, string])[]): string {
  const widest = Math.max(14, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(widest)}  ${second}`).join('\n');
}
