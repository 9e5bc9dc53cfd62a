import { stringify } from 'yaml';
import { ACTOR_KINDS, EVENT_KINDS, PLACE_KINDS } from '../../../model/kinds.ts';
import { RELATIONSHIP_TYPES } from '../../../model/vocabulary.ts';
import { columnsOfMapping, TO_CHOOSE } from './compile.ts';
import { importerOf, type KnownTable, knownTableOf, refusedTableOf } from './knownTables.ts';
import type { Mapping } from './mapping.ts';
import {
  asComment,
  dateFormats,
  encodingNote,
  namesNote,
  notesOf,
  numberMarksOf,
  singleLine,
  startNote,
  unusedNote,
} from './proposalNotes.ts';
import { proposedRows } from './proposedRows.ts';
import type { Sample } from './sample.ts';
import { nullsIn } from './sampleColumns.ts';

/**
 * Proposes a mapping as YAML. A known table gets its importer or its own mapping. In any other one, what the table does not say is
 * left open, so that the mapping is refused until a reader has chosen: the type of relationships, the kinds of actors, the order of
 * day and month. Its end lists the columns that are not used.
 */
export function proposeMapping(sample: Sample, known: readonly KnownTable[] = []): string {
  const importer = importerOf(sample);
  if (importer)
    return `# This is the ${importer.title}. It has an importer of its own and needs no mapping:\n#   allegiance import ${importer.format} FILE\n`;
  const refused = refusedTableOf(sample);
  if (refused) return asComment(`This is the ${refused.title}. ${refused.why}`);
  const table = knownTableOf(sample, known);
  if (table) {
    const encodingOfFile = sample.form !== 'csv' || /^utf-/.test(sample.encoding) ? null : sample.encoding;
    const note = table.table.note ? asComment(table.table.note.trim()) : '';
    return `# Recognised by its columns: ${table.table.title}. This is the mapping \`${table.name}\`, which --mapping ${table.name}${encodingOfFile ? ` --encoding ${encodingOfFile}` : ''} names.\n${note}${encodingNote(sample)}${encodingOfFile ? `encoding: ${encodingOfFile}\n` : ''}${table.text}`;
  }
  const rows = proposedRows(sample);
  const used = columnsOfMapping({ rows });
  const dates = dateFormats(sample, used);
  const nulls = nullsIn(sample);
  // YAML leaves out what is undefined, here and below.
  const mapping: Mapping = {
    delimiter: sample.form !== 'csv' || sample.delimiter === ',' ? undefined : sample.delimiter,
    encoding: sample.encoding.startsWith('utf-') ? undefined : sample.encoding,
    quotes: sample.quotes || undefined,
    skip: sample.skip || undefined,
    headerRows: sample.headerRows > 1 ? sample.headerRows : undefined,
    sheet: sample.sheet,
    dates: dates.formats.length > 0 ? dates.formats : undefined,
    numbers: numberMarksOf(sample).numbers,
    nulls: nulls.length > 0 ? nulls : undefined,
    rows,
  } as Mapping;
  const text = stringify(mapping, { lineWidth: 0, aliasDuplicateObjects: false });
  const open = [
    ...(text.includes(`type: ${TO_CHOOSE}`) ? [`type: what a row says of the two, one of ${RELATIONSHIP_TYPES.join(', ')}`] : []),
    ...(/role: (SIDE_A|PARTY)/.test(text) && text.includes(`kind: ${TO_CHOOSE}`)
      ? [`kind of events: one of ${EVENT_KINDS.join(', ')}`]
      : []),
    ...(text.includes(`kind: ${TO_CHOOSE}`)
      ? [`kind: what the names are, one of ${ACTOR_KINDS.join(', ')}; of places ${PLACE_KINDS.join(', ')}`]
      : []),
    ...dates.open,
    ...(text.includes(`{${TO_CHOOSE}|slug}`) ? [namesNote(sample)] : []),
    ...(text.includes(`start:\n        column: ${TO_CHOOSE}`) ? [startNote(sample)] : []),
  ];
  const columns = sample.columns.map(({ name }) => singleLine(name)).join(', ');
  const lines = [
    `# Proposed mapping for the columns ${columns}.`,
    ...(open.length > 0
      ? [`# Choose where it says ${TO_CHOOSE}; until then it is refused:`, ...open.map((one) => `#   ${one}`)]
      : ['# Check it before you import.']),
  ];
  const notes = [...dates.notes, ...notesOf(sample, mapping, used)].map((note) => `# ${note}\n`).join('');
  return `${lines.join('\n')}\n${notes}${encodingNote(sample)}${text}${unusedNote(sample, mapping)}`;
}
