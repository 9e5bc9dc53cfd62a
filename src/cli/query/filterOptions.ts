import { AllegianceError, quoted } from '../../model/errors.ts';
import {
  FLAT_FILTER,
  FLAT_FILTER_NAMES,
  type FlatFilterName,
  readTieFilter,
  TIE_FILTER_TYPES,
  type TieFilterTexts,
} from '../../model/tieFilter.ts';
import type { Input, Option } from '../command.ts';

/** The option for a filter: `minConfidence` is `--min-confidence`. */
function optionName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The command-line options for fields of a filter. */
export function filterOptions(names: readonly FlatFilterName[] = FLAT_FILTER_NAMES): Readonly<Record<string, Option>> {
  return Object.fromEntries(
    names.map((name) => [optionName(name), { ...FLAT_FILTER[name], value: TIE_FILTER_TYPES[FLAT_FILTER[name].type].value }]),
  );
}

/** The fields that were given, as text, by their names in the API. */
export function filterTexts({ text }: Input): TieFilterTexts {
  return Object.fromEntries(
    FLAT_FILTER_NAMES.flatMap((name) => {
      const value = text(optionName(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The fields that were given, as an input object of the API; null where none was given. @throws BAD_INPUT, BAD_DATE */
export function filterInput(input: Input): object | null {
  const { at, during, voices, ...others } = readTieFilter(filterTexts(input), (name) => `--${optionName(name)}`);
  const filter = {
    ...others,
    ...(at ? { at: at.text } : {}),
    ...(during ? { during: { start: during.start?.text ?? null, end: during.end?.text ?? null } } : {}),
    ...(voices ? { voices: { ...voices, ...(voices.knownBy ? { knownBy: voices.knownBy.text } : {}) } } : {}),
  };
  return Object.keys(filter).length === 0 ? null : filter;
}

/** Splits text at commas. */
export function parseList(text: string | undefined): string[] | null {
  return text === undefined ? null : text.split(',').map((item) => item.trim());
}

/** @throws BAD_INPUT where the text is not a finite number */
export function parseNumber(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number)) return number;
  throw new AllegianceError('BAD_INPUT', `Expected --${option} to be a number; got ${quoted(text)}.`);
}
