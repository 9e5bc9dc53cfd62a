import { createHash } from 'node:crypto';
import { type CsvRecord, csvRecords, isRecord } from '../csvRecords.ts';
import type { ImportedRow, ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { compileMapping, type RowMaker } from './compile.ts';
import type { LoadedMapping, Mapping } from './mapping.ts';
import type { CellLookup } from './values.ts';

/** The most hashes of rows in memory. When the set is full, it is cleared. */
const MAX_SEEN_ROWS = 200_000;

/** `{line}` in a template is the line of the record, unless the file has a column of this name. */
const LINE_COLUMN = 'line';

/**
 * Reads any table by a mapping of its columns to the fields of rows. Where records hold entities as well as events or ties,
 * the files are read twice: first for all sources and entities, then for events and ties, so the order of lines does not matter.
 * @throws BAD_INPUT with the place in the mapping
 */
export function csvFormat(loaded: LoadedMapping): ImportFormat {
  const { mapping } = loaded;
  const { makers, columns } = compileMapping(loaded);
  const constants = new Map(Object.entries(mapping.constants ?? {}).map(([name, value]) => [name, String(value)]));
  const requiredColumns = [...columns].filter((name) => !constants.has(name) && name !== LINE_COLUMN);
  const options = { delimiter: mapping.delimiter, encoding: mapping.encoding, columns: requiredColumns };
  const passes = [makers.filter(isReferenced), makers.filter((maker) => !isReferenced(maker))];
  const lookupOf = lookupFactory(constants, mapping);

  return {
    name: 'csv',
    version: 1,
    settings: JSON.stringify(mapping),
    summary: 'any table with a header, with a mapping of its columns (--mapping; --inspect proposes one)',
    async *read(inputs: readonly ImportInput[]): AsyncGenerator<ImportItem> {
      const seenRows = new SeenRows();
      let isReported = false;
      for (const pass of passes.filter((makers) => makers.length > 0)) {
        for (const input of inputs) {
          for await (const record of csvRecords(input, options)) {
            if (isRecord(record)) yield* rowsOf(record, input.name, lookupOf(record), pass, seenRows);
            else if (!isReported) yield { ...record, file: input.name };
          }
        }
        isReported = true;
      }
    },
  };
}

function* rowsOf(
  { line }: CsvRecord,
  file: string,
  lookup: CellLookup,
  makers: readonly RowMaker[],
  seenRows: SeenRows,
): Generator<ImportedRow> {
  for (const maker of makers) {
    if (!maker.applies(lookup)) continue;
    const row = maker.make(lookup);
    if (!isReferenced(maker) || seenRows.isNew(maker.kind, row)) yield { kind: maker.kind, row, line, file };
  }
}

function isReferenced({ kind }: RowMaker): boolean {
  return kind !== 'events' && kind !== 'relationships';
}

/** Looks up columns of a record: constants first, then the columns of the file; null for an empty value and for `nulls`. */
function lookupFactory(constants: ReadonlyMap<string, string>, { nulls = [] }: Mapping): (record: CsvRecord) => CellLookup {
  const nullTexts = new Set(['', ...nulls.map(String)]);
  return ({ values, line }) =>
    (column) => {
      const text = (constants.get(column) ?? values[column] ?? (column === LINE_COLUMN ? String(line) : '')).trim();
      return nullTexts.has(text) ? null : text;
    };
}

/** Filters repeated rows: entities and sources occur in record after record, and each row is imported once. */
class SeenRows {
  private readonly digests = new Set<string>();

  isNew(kind: string, row: object): boolean {
    const digest = createHash('sha256')
      .update(`${kind} ${JSON.stringify(row)}`)
      .digest('base64')
      .slice(0, 16);
    if (this.digests.has(digest)) return false;
    if (this.digests.size >= MAX_SEEN_ROWS) this.digests.clear();
    this.digests.add(digest);
    return true;
  }
}
