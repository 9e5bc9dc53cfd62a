import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { Imported, ImportedRow, ImportFormat, ImportInput } from '../format.ts';
import type { Mapping, ReadMapping } from './mapping.ts';
import { Remembered } from './remembered.ts';
import { compileMapping, type RowMaker } from './rowMakers.ts';
import type { Given } from './values.ts';

/** `{line}` in a template is the line of the record, unless the file has a column of this name. */
const LINE = 'line';

/**
 * Reads any table by a mapping of its columns to the fields of rows. Where records hold entities as well as events or ties,
 * the files are read twice: first for all sources and entities, then for events and ties, so the order of lines does not matter.
 * @throws BAD_INPUT with the place in the mapping
 */
export function csvFormat(loaded: ReadMapping): ImportFormat {
  const { mapping } = loaded;
  const { makers, columns } = compileMapping(loaded);
  const constants = new Map(Object.entries(mapping.constants ?? {}).map(([name, value]) => [name, String(value)]));
  const needed = [...columns.keys()].filter((name) => !constants.has(name) && name !== LINE);
  const options = { delimiter: mapping.delimiter, encoding: mapping.encoding, columns: needed };
  const passes = [makers.filter(isNamedByOthers), makers.filter((maker) => !isNamedByOthers(maker))];
  const givenBy = giver(constants, mapping);

  return {
    name: 'csv',
    version: 1,
    settings: JSON.stringify(mapping),
    summary: 'any table with a header, with a mapping of its columns (--mapping; --inspect proposes one)',
    async *read(inputs: readonly ImportInput[]): AsyncGenerator<Imported> {
      const remembered = new Remembered();
      let isTold = false;
      for (const pass of passes.filter((makers) => makers.length > 0)) {
        for (const input of inputs) {
          for await (const record of csvRecords(input, options)) {
            if (isRecord(record)) yield* rowsOf(record, input.name, givenBy(record), pass, remembered);
            else if (!isTold) yield { ...record, file: input.name };
          }
        }
        isTold = true;
      }
    },
  };
}

function* rowsOf(
  { line }: CsvRecord,
  file: string,
  given: Given,
  makers: readonly RowMaker[],
  remembered: Remembered,
): Generator<ImportedRow> {
  for (const maker of makers) {
    if (!maker.isMeant(given)) continue;
    const row = maker.make(given) as Record<string, unknown>;
    if (!isNamedByOthers(maker) || remembered.isNew(maker.kind, row)) yield { kind: maker.kind, row, line, file };
  }
}

function isNamedByOthers({ kind }: RowMaker): boolean {
  return kind !== 'events' && kind !== 'relationships';
}

/** Looks up columns of a record: constants first, then the columns of the file; null for an empty value and for `nulls`. */
function giver(constants: ReadonlyMap<string, string>, { nulls = [] }: Mapping): (record: CsvRecord) => Given {
  const nothing = new Set(['', ...nulls.map(String)]);
  return ({ values, line }) =>
    (column) => {
      const text = (constants.get(column) ?? values[column] ?? (column === LINE ? String(line) : '')).trim();
      return nothing.has(text) ? null : text;
    };
}
