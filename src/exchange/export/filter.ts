import { AllegianceError, quoted } from '../../model/errors.ts';
import { FLAT_FILTER, FLAT_FILTER_NAMES, readBoolean, readTieFilter, type TieFilter } from '../../model/tieFilter.ts';
import { DEFAULT_OPTIONS, EXPORT_OPTION_NAMES, EXPORT_OPTIONS, type ExportOptionName, type ExportOptions } from './options.ts';

/** What is exported, and how, from a URL or a command line. */
export interface RequestedExport {
  /** The part of the graph to export. */
  readonly filter: TieFilter;
  readonly options: ExportOptions;
  /** Name of the file; undefined where it is not given. */
  readonly name: string | undefined;
}

/**
 * Reads the parameters of an export: the fields of a filter and of its `voices`, the options of the format, and `name`.
 * @throws BAD_INPUT, BAD_DATE; BAD_INPUT for any other parameter, and for an option of another format
 */
export function readExportOptions(texts: Readonly<Record<string, string>>, format: string): RequestedExport {
  const { name, ...others } = texts;
  const isOption = (one: string): one is ExportOptionName => Object.hasOwn(EXPORT_OPTIONS, one);
  const unknownName = Object.keys(others).find((one) => !isOption(one) && !Object.hasOwn(FLAT_FILTER, one));
  if (unknownName !== undefined) {
    const names = [...FLAT_FILTER_NAMES, ...EXPORT_OPTION_NAMES, 'name'].join(', ');
    throw new AllegianceError('BAD_INPUT', `Expected one of the parameters ${names}; got ${quoted(unknownName)}.`);
  }
  const options = { ...DEFAULT_OPTIONS };
  const given = Object.entries(others).flatMap(([one, text]) => (isOption(one) ? [[one, text] as const] : []));
  for (const [one, text] of given) Object.assign(options, { [one]: readBoolean(text, `\`${one}\``) });
  const foreign = given.find(([one]) => EXPORT_OPTIONS[one].format !== format && options[one] !== DEFAULT_OPTIONS[one]);
  if (foreign) {
    const [one] = foreign;
    throw new AllegianceError('BAD_INPUT', `Expected \`${one}\` only for ${EXPORT_OPTIONS[one].format}; got it for ${format}.`);
  }
  const filters = Object.fromEntries(Object.entries(others).filter(([one]) => !isOption(one)));
  if (options.history && Object.keys(filters).length > 0) {
    throw new AllegianceError('BAD_INPUT', 'Expected `history` without filters: it is that of the whole graph.');
  }
  return { filter: readTieFilter(filters), options, name };
}
