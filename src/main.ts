#!/usr/bin/env node
import { DONE, FAILED, helpOf, readInput, WRONG_USE, WrongUse } from './cli/command.ts';
import { commandFor, USAGE } from './cli/commands.ts';
import { plainLines } from './cli/style.ts';
import { readConfig } from './config.ts';
import { AllegianceError } from './model/errors.ts';

async function main(words: readonly string[]): Promise<number> {
  if (words[0] === '--help' || words[0] === '-h' || words[0] === 'help') return print(USAGE, DONE);
  const found = commandFor(words);
  if (found === null) return complain(`Unknown command "${words.join(' ')}". \`allegiance --help\` lists the commands.`, WRONG_USE);
  const input = readInput(found.command, found.rest, () => readConfig(process.env));
  if (input === 'help') return print(helpOf(found.command), DONE);
  return (await found.command.run(input)) ?? DONE;
}

function print(text: string, code: number): number {
  console.log(text);
  return code;
}

function complain(text: unknown, code: number): number {
  console.error(text);
  return code;
}

function failed(error: unknown): number {
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return complain(error.message, WRONG_USE);
  }
  if (error instanceof WrongUse) return complain(error.message, WRONG_USE);
  return complain(error instanceof AllegianceError ? plainLines(error.message) : error, FAILED);
}

process.exit(await main(process.argv.slice(2)).catch(failed));
