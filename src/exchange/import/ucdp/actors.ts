import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { aliasesOf } from './actorNames.ts';
import { ActorRegistry } from './actorRegistry.ts';
import { actorTies } from './actorTies.ts';
import { cellId, cellList, cellText, requiredId } from './cells.ts';
import { importedRows, importWarning } from './items.ts';
import { readRows, type UcdpRecord } from './records.ts';
import { actorSource } from './sources.ts';

const COLUMNS = ['ActorId', 'NameData'];

/** The UCDP Actor Dataset: names of actors, and who split from or is part of whom, without dates. */
export const ucdpActors: ImportFormat = {
  name: 'ucdp-actors',
  version: 1,
  summary: 'Names, splits and alliances of the UCDP Actor Dataset (CSV)',
  async *read(inputs) {
    for (const input of inputs) yield* new ActorReader().read(input);
  },
};

class ActorReader {
  private readonly registry = new ActorRegistry();
  private readonly names = new Map<string, string>();
  /** The alliances of which each actor is part, by its own row. */
  private readonly alliances = new Map<string, readonly string[]>();
  private source = '';

  /** Reads the actors first, and their ties in a second pass, since a row can refer to an actor that comes after it. */
  async *read(input: ImportInput): AsyncIterable<ImportItem> {
    yield* readRows(COLUMNS, input, (record, line) => this.actor(record, line));
    for await (const item of readRows(COLUMNS, input, (record, line) =>
      this.names.has(idOrEmpty(record)) ? this.ties(record, line) : [],
    )) {
      // The first pass has already reported the lines that it could not read.
      if (!('unreadable' in item) || item.unreadable === 'bad-cell') yield item;
    }
  }

  private *actor(record: UcdpRecord, line: number): Iterable<ImportItem> {
    const id = requiredId(record.ActorId, 'ActorId');
    const name = cellText(record.NameData) ?? `UCDP actor ${id}`;
    if (this.source === '') {
      const source = actorSource(cellText(record.Version) ?? '22.1');
      this.source = source.key;
      yield* importedRows('sources', line, [source]);
    }
    this.names.set(id, name);
    this.alliances.set(id, cellList(record.ActorIdAlliance));
    const { rows } = this.registry.resolve({ id, name });
    const known = rows.map((row) => {
      const aliases = [...((row.aliases as readonly unknown[] | undefined) ?? []), ...aliasesOf(record)];
      return aliases.length > 0 ? { ...row, aliases } : row;
    });
    yield* importedRows('actors', line, known);
  }

  private *ties(record: UcdpRecord, line: number): Iterable<ImportItem> {
    const id = idOrEmpty(record);
    const joinsOwn = cellList(record.ActorIdGroup).some((group) => this.alliances.get(group)?.includes(id));
    for (const { type, to, row } of actorTies(record, this.source, (other) => this.names.get(other) ?? null)) {
      const key = String(row.key);
      if (to.id === id) {
        yield importWarning(
          'relationship-with-itself',
          line,
          `${this.names.get(id)} (${id}) is listed as split from or joined to itself; the relationship is left out.`,
        );
      } else if (joinsOwn && type === 'PART_OF' && cellList(record.ActorIdGroup).includes(to.id)) {
        yield importWarning(
          'joins-its-member',
          line,
          `${key}: the list says that groups joined ${this.names.get(id)} and that it joined them; only the first is imported.`,
        );
      } else {
        yield* importedRows('actors', line, this.registry.resolve(to).rows);
        yield* importedRows('relationships', line, [row]);
      }
    }
  }
}

function idOrEmpty(record: UcdpRecord): string {
  try {
    return cellId(record.ActorId, 'ActorId') ?? '';
  } catch {
    return '';
  }
}
