#!/usr/bin/env node
import { DONE, FAILED, helpOf, readInput, USAGE_ERROR, UsageError } from './cli/command.ts';
import { commandFor, groupHelp, USAGE } from './cli/commands.ts';
import { printableLines } from './cli/style.ts';
import { readConfig } from './config.ts';
import { AllegianceError } from './model/errors.ts';

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === '--help' || args[0] === '-h' || args[0] === 'help') return print(USAGE, DONE);
  const group = groupHelp(args);
  if (group !== null) return print(group, DONE);
  const found = commandFor(args);
  if (found === null) return printError(`Unknown command "${args.join(' ')}". \`allegiance --help\` lists the commands.`, USAGE_ERROR);
  const input = readInput(found.command, found.rest, () => readConfig(process.env));
  if (input === 'help') return print(helpOf(found.command), DONE);
  return (await found.command.run(input)) ?? DONE;
}

function print(text: string, code: number): number {
  console.log(text);
  return code;
}

function printError(text: unknown, code: number): number {
  console.error(text);
  return code;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return printError(error.message, USAGE_ERROR);
  }
  if (error instanceof UsageError) return printError(error.message, USAGE_ERROR);
  return printError(error instanceof AllegianceError ? printableLines(error.message) : error, FAILED);
}

process.exit(await main(process.argv.slice(2)).catch(exitCodeOf));
