import { AllegianceError, quoted } from '../../model/errors.ts';
import { FLAT_FILTER, FLAT_FILTER_NAMES, readBoolean, readTieFilter, type TieFilter } from '../../model/tieFilter.ts';

/** The options of an export, from a URL or a command line. */
export interface RequestedExport {
  /** The part of the graph to export. */
  readonly filter: TieFilter;
  readonly defuse: boolean;
  /** Name of the file; undefined where it is not given. */
  readonly name: string | undefined;
}

/**
 * Reads the parameters of an export: the fields of a filter and of its `voices`, `defuse` and `name`.
 * @throws BAD_INPUT, BAD_DATE; BAD_INPUT for any other parameter
 */
export function readExportOptions(texts: Readonly<Record<string, string>>): RequestedExport {
  const { defuse, name, ...filters } = texts;
  const unknownName = Object.keys(filters).find((one) => !Object.hasOwn(FLAT_FILTER, one));
  if (unknownName === undefined) {
    return { filter: readTieFilter(filters), defuse: defuse === undefined ? false : readBoolean(defuse, '`defuse`'), name };
  }
  const names = [...FLAT_FILTER_NAMES, 'defuse', 'name'].join(', ');
  throw new AllegianceError('BAD_INPUT', `Expected one of the parameters ${names}; got ${quoted(unknownName)}.`);
}
