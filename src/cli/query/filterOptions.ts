import { EXPORT_FILTERS, FILTER_NAMES, type FilterName } from '../../exchange/export/filter.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import type { Input, Option } from '../command.ts';

/** The option for a filter: `minConfidence` is `--min-confidence`. */
function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The command-line options for filters of the API. */
export function filterOptions(names: readonly FilterName[] = FILTER_NAMES): Readonly<Record<string, Option>> {
  return Object.fromEntries(names.map((name) => [optionName(name), EXPORT_FILTERS[name]]));
}

/** The filters that were given, as text, by their names in the API. */
export function filterTexts({ text }: Input): Readonly<Record<string, string>> {
  return Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = text(optionName(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The filters that were given, as an input object of the API; null where none was given. The API checks the values. @throws BAD_INPUT */
export function filterInput(input: Input): object | null {
  const entries = Object.entries(filterTexts(input)).map(([name, value]) => [name, inputValue(name as FilterName, value)]);
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

function inputValue(name: FilterName, value: string): unknown {
  switch (name) {
    case 'minConfidence':
      return parseNumber('min-confidence', value);
    case 'undated':
      return value !== 'false' && value !== '0';
    case 'during': {
      const [start, end] = value.split('/');
      return { start: start || null, end: end || null };
    }
    case 'sign':
    case 'at':
    case 'certainty':
      return value;
    default:
      return parseList(value);
  }
}

/** Splits text at commas. */
export function parseList(text: string): string[];
export function parseList(text: string | undefined): string[] | null;
export function parseList(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').map((item) => item.trim());
}

/** @throws BAD_INPUT where the text is not a finite number */
export function parseNumber(option: string, text: string): number;
export function parseNumber(option: string, text: string | undefined): number | null;
export function parseNumber(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new AllegianceError('BAD_INPUT', `Expected --${option} to be a number; got ${quoted(text)}.`);
}
