import { type CsvRecord, isRecord } from '../csvRecords.ts';
import type { CellOrigin, ImportFormat, ImportInput, ImportItem, ImportWarning } from '../format.ts';
import { valueAt } from '../problems.ts';
import { tableRecords } from '../tableRecords.ts';
import { Calendars } from './calendars.ts';
import { expanded, LINE_COLUMN, lookupFactory } from './cells.ts';
import { type Cells, compileMapping, type RowMaker } from './compile.ts';
import { Disagreements } from './disagreements.ts';
import { GRAPH_NAME_MARK, withGraphNames } from './graphNames.ts';
import { JoinedRows, type MadeRow } from './groups.ts';
import { Identities } from './identities.ts';
import type { LoadedMapping } from './mapping.ts';
import { type CellLookup, listedValues } from './values.ts';

/** The most different rows of sources and entities that are compared with each other. Further ones are imported as they are. */
const MAX_COMPARED = 500_000;
/** The most warnings about cells that are remembered, so that a second reading does not repeat them. */
const MAX_WARNINGS = 10_000;

/**
 * Reads any table by a mapping of its columns to the fields of rows. Where records hold entities as well as events or ties,
 * the files are read twice: first for all sources and entities, then for events and ties, so the order of lines does not matter.
 * In memory are the different rows of sources and entities, and dates and numbers of the last 200,000 events and ties.
 * @throws BAD_INPUT with the place in the mapping
 */
export function csvFormat(loaded: LoadedMapping): ImportFormat {
  compileMapping(loaded);
  return {
    name: 'csv',
    version: 5,
    settings: JSON.stringify(loaded.mapping),
    summary: 'any table (CSV, JSON, JSON Lines, XLSX), with a mapping of its columns (--mapping; --inspect proposes one)',
    read: (inputs, graph) => {
      const items = new TableImport(loaded, graph !== undefined).read(inputs);
      return graph ? withGraphNames(items, graph.named) : items;
    },
  };
}

/** One reading of some files by a mapping. */
class TableImport {
  private readonly compiled;
  private readonly options;
  private readonly lookupOf;
  private readonly disagreements = new Disagreements();
  private readonly calendars = new Calendars();
  private readonly reported = new Set<string>();
  private identities: Identities | null = null;

  /** @param hasGraph Whether names that the table does not explain are looked up in the graph. */
  constructor(
    private readonly loaded: LoadedMapping,
    private readonly hasGraph: boolean,
  ) {
    const { mapping } = loaded;
    this.compiled = compileMapping(loaded);
    const constants = mapping.constants ?? {};
    const optional = new Set(mapping.optional);
    const columns = [...this.compiled.columns, ...(mapping.fillDown ?? [])].filter(
      (name) => !Object.hasOwn(constants, name) && name !== LINE_COLUMN && !optional.has(name),
    );
    const { delimiter, encoding, quotes, skip, header, headerRows, comment, sheet, records } = mapping;
    this.options = {
      delimiter,
      encoding,
      quotes,
      skip,
      header,
      headerRows,
      comment,
      sheet,
      records,
      columns,
      optional: mapping.optional ?? [],
      recognised: mapping.table?.columns,
      warns: true,
    };
    this.lookupOf = lookupFactory(mapping, this.compiled.computed);
  }

  async *read(inputs: readonly ImportInput[]): AsyncGenerator<ImportItem> {
    const { makers } = this.compiled;
    const referenced = makers.filter(isReferenced);
    const others = makers.filter((maker) => !isReferenced(maker));
    const rows = new DifferentRows();
    if (referenced.length > 0) {
      for await (const item of this.made(inputs, referenced, true)) {
        if (!('row' in item)) yield item;
        else if (rows.isNew(item)) yield* rows.isFull ? [this.finalEntity(item)] : rows.compare(item);
      }
    }
    const identities = new Identities(rows.compared, this.loaded.mapping.joinBy === 'identifier');
    this.identities = identities;
    yield* identities.warnings;
    for (const row of rows.compared) {
      this.calendars.see(row);
      yield this.finalEntity(identities.finalRow(row));
    }
    if (others.length > 0) {
      for await (const item of this.made(inputs, others, referenced.length === 0)) {
        if ('row' in item) yield* this.compared(item);
        else yield item;
      }
    }
    yield* this.calendars.warnings();
  }

  /**
   * The rows that some makers make of all records, and what cannot be read.
   * @param isFirst Whether this is the first reading, which reports what is wrong with the file itself.
   */
  private async *made(
    inputs: readonly ImportInput[],
    makers: readonly RowMaker[],
    isFirst: boolean,
  ): AsyncGenerator<MadeRow | Exclude<ImportItem, { row: unknown }>> {
    const joined = new Map(
      makers.filter(({ groupBy, endsAtNext }) => groupBy || endsAtNext).map((maker) => [maker, new JoinedRows(maker)]),
    );
    for (const input of inputs) {
      const filled = fillerOf(this.loaded.mapping.fillDown ?? []);
      for await (const read of tableRecords(input, this.options)) {
        if (!isRecord(read)) {
          if (isFirst) yield { ...read, file: input.name };
          continue;
        }
        const record = filled(read);
        const warnings: ImportWarning[] = [];
        for (const [made, maker, lookup] of this.rowsOf(record, input.name, makers, warnings)) {
          const rows = joined.get(maker);
          if (rows) rows.add(made, lookup);
          else yield made;
        }
        yield* warnings;
      }
    }
    for (const rows of joined.values()) yield* rows.rows();
  }

  private *rowsOf(
    record: CsvRecord,
    file: string,
    makers: readonly RowMaker[],
    warnings: ImportWarning[],
  ): Generator<[MadeRow, RowMaker, CellLookup]> {
    const { line } = record;
    let problems: { field: string; code: 'BAD_INPUT'; message: string }[] = [];
    let leftOut = new Set<string>();
    const cells: Omit<Cells, 'lookup'> = {
      leaveOut: (field) => void leftOut.add(field),
      reject: (field, message) => void problems.push({ field, code: 'BAD_INPUT', message }),
      warn: (warning, message) => {
        const key = `${file} ${line} ${message}`;
        if (this.reported.size < MAX_WARNINGS && !this.reported.has(key)) warnings.push({ warning, message, line, file });
        this.reported.add(key);
      },
      refer: (reference, field, isName) => this.refer(reference, field, isName, own, cells.reject),
    };
    const lookup = this.lookupOf(record, cells);
    const own = this.identities?.isAmbiguous ? this.ownEntities(lookup, cells, { line, file }) : NO_ENTITIES;
    let isUsed = false;
    for (const maker of makers) {
      for (const one of maker.each.length === 0 ? [lookup] : expanded(lookup, maker.each, cells.warn)) {
        if (!maker.applies(one)) continue;
        isUsed = true;
        problems = [];
        leftOut = new Set();
        const row = maker.make({ ...cells, lookup: one });
        const made = { kind: maker.kind, row, line, file, cellOf: (field: string) => originOf(maker, one, field, row) };
        const isOnlyEnd = maker.endsAtNext !== null && leftOut.has('type');
        yield [{ ...made, ...(isOnlyEnd ? { isOnlyEnd } : {}), ...(problems.length > 0 ? { problems } : {}) }, maker, one];
      }
    }
    if (!isUsed) warnOfEmptyLists(makers, lookup, cells.warn);
  }

  /** Which entities a record itself makes, where their slugs or identifiers are those of several. */
  private ownEntities(
    lookup: CellLookup,
    cells: Omit<Cells, 'lookup'>,
    place: { line: number; file: string },
  ): ReadonlyMap<string, string | null> {
    const silent = {
      ...cells,
      reject: () => undefined,
      leaveOut: () => undefined,
      warn: () => undefined,
      refer: (reference: string) => reference,
    };
    const rows = this.compiled.makers.filter(isReferenced).flatMap((maker) =>
      expanded(lookup, maker.each).flatMap((one): MadeRow[] => {
        return maker.applies(one) ? [{ kind: maker.kind, row: maker.make({ ...silent, lookup: one }), ...place }] : [];
      }),
    );
    return this.identities!.ofRecord(rows);
  }

  private refer(
    reference: string,
    field: string,
    isName: boolean,
    own: ReadonlyMap<string, string | null>,
    reject: (field: string, message: string) => void,
  ): string {
    // While entities are read, it is not known yet which there are.
    if (!this.identities) return isName ? `${NAME_MARK}${reference}` : reference;
    const found = this.identities.resolve(reference, own, isName);
    if (found === undefined && this.hasGraph) return `${GRAPH_NAME_MARK}${reference}`;
    if (found === undefined || typeof found === 'string') return found ?? reference;
    reject(
      field,
      `Expected a reference to one entity; "${reference}" may be ${found.join(' or ')}. Give the slug or an identifier of the one that is meant.`,
    );
    return reference;
  }

  /** An entity with the references that could not be looked up while entities were read. */
  private finalEntity(made: MadeRow): MadeRow {
    const problems = [...(made.problems ?? [])];
    const row: Record<string, unknown> = { ...made.row };
    for (const field of ['within', 'territory']) {
      const text = row[field];
      if (typeof text !== 'string' || !this.identities) continue;
      const isName = text.startsWith(NAME_MARK);
      const reference = isName ? text.slice(NAME_MARK.length) : text;
      row[field] = this.refer(reference, field, isName, NO_ENTITIES, (name, message) =>
        problems.push({ field: name, code: 'BAD_INPUT', message }),
      );
    }
    return { ...made, row, ...(problems.length > 0 ? { problems } : {}) };
  }

  private *compared(made: MadeRow): Generator<ImportItem> {
    if (made.problems) {
      yield made as ImportItem;
      return;
    }
    this.calendars.see(made);
    const { row, warning } = this.disagreements.check(made);
    if (warning) yield warning;
    yield row;
  }
}

const NO_ENTITIES: ReadonlyMap<string, string | null> = new Map();
/** Before a reference that is a name, until it is looked up. */
const NAME_MARK = '\u0001';

function isReferenced({ kind }: RowMaker): boolean {
  return kind !== 'events' && kind !== 'relationships';
}

/** Fills blank cells of these columns with what the last record that has a value there says. */
function fillerOf(columns: readonly string[]): (record: CsvRecord) => CsvRecord {
  if (columns.length === 0) return (record) => record;
  const above: Record<string, string> = {};
  return ({ values, line }) => {
    for (const column of columns) if (values[column]?.trim()) above[column] = values[column];
    return { values: { ...values, ...above }, line };
  };
}

/** A record that makes no event since the list from which it is made is empty, as one of participants. That nobody has enemies is no loss. */
function warnOfEmptyLists(makers: readonly RowMaker[], lookup: CellLookup, warn: Cells['warn']): void {
  for (const { each } of makers.filter(({ kind }) => kind === 'events')) {
    const empty = each.flatMap(({ column }) => ([column].flat().every((name) => lookup(name) === null) ? [column].flat().join(', ') : []));
    if (empty.length > 0) warn('list-empty', `This record makes no event: ${empty.join(' and ')} has no value.`);
  }
}

/** The column and the cell that a field was read from: of several columns, the one whose value the field has. */
function originOf({ columnsOf }: RowMaker, lookup: CellLookup, field: string, row: Readonly<Record<string, unknown>>): CellOrigin | null {
  const columns = columnsOf.get(field.replace(/\[\d+\]/g, '[]')) ?? [];
  const cells = columns.flatMap((column) => {
    const value = lookup(column);
    return value === null ? [] : [{ column, value: listedValues(value, undefined).join('; ') }];
  });
  const { value: given = '' } = valueAt(row, field);
  return (
    cells.find(({ value }) => value === given) ??
    cells.find(({ value }) => given.includes(value) || value.includes(given)) ??
    cells[0] ??
    // None has a value, which is why the field has none.
    (columns[0] === undefined ? null : { column: columns[0], value: '' })
  );
}

/** Sources and entities occur in record after record, and each row is imported once. */
class DifferentRows {
  readonly compared: MadeRow[] = [];
  private readonly known = new Set<string>();

  isNew({ kind, row, problems }: MadeRow): boolean {
    const text = JSON.stringify([kind, row, problems?.length ?? 0]);
    if (this.known.has(text)) return false;
    if (this.known.size >= 2 * MAX_COMPARED) this.known.clear();
    this.known.add(text);
    return true;
  }

  get isFull(): boolean {
    return this.compared.length >= MAX_COMPARED;
  }

  *compare(row: MadeRow): Generator<ImportWarning> {
    this.compared.push(row);
    if (!this.isFull) return;
    const message = `More than ${MAX_COMPARED} different sources and entities: the others are not compared for shared names and identifiers.`;
    yield { warning: 'not-compared', message, line: row.line, ...(row.file === undefined ? {} : { file: row.file }) };
  }
}
