import { AllegianceError } from '../../../model/errors.ts';
import { type CsvRecord, csvRecords } from '../csvRecords.ts';
import type { ImportInput } from '../format.ts';

/**
 * The records of a table of UCDP.
 * @throws BAD_INPUT where it lacks a column without which none of its lines can be read: it is another table.
 */
export async function* recordsWith(columns: readonly string[], input: ImportInput): AsyncIterable<{ line: number; record: CsvRecord }> {
  let checked = false;
  for await (const item of csvRecords(input)) {
    if (!checked) checkColumns(columns, item.record, input.name);
    checked = true;
    yield item;
  }
}

function checkColumns(columns: readonly string[], record: CsvRecord, name: string): void {
  const missing = columns.filter((column) => !(column in record));
  if (missing.length === 0) return;
  const had = Object.keys(record).slice(0, 5).join(', ');
  throw new AllegianceError(
    'BAD_INPUT',
    `Expected the columns ${columns.join(', ')} in ${name}; ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing. It begins with ${had}.`,
  );
}
