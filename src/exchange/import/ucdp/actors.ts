import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { aliasesOf } from './actorNames.ts';
import { ActorRegistry, actorOfRecord, namelessActor, type UcdpActor, withAliases } from './actorRegistry.ts';
import { cellId, cellList, requiredId } from './cells.ts';
import { actorSource } from './sources.ts';
import { importedRows, type RowFields, readRows, releaseOfTable, type UcdpRecord, unknownRelease } from './table.ts';

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

/** The columns of each tie, and what they say of this actor and another one. */
const TIES = [
  { flag: 'Splinter', ids: 'ActorIdPrev', names: 'NamePrev', type: 'SPLIT_FROM', quote: 'Marks {from} as a splinter of {to}.' },
  {
    flag: 'SplitTemp',
    ids: 'ActorIdSplitTemp',
    names: 'NameSplitTemp',
    type: 'SPLIT_FROM',
    quote: 'Marks {from} as split from {to} for a time.',
  },
  { flag: 'Alliance', ids: 'ActorIdAlliance', names: 'NameAlliance', type: 'PART_OF', quote: 'Has {from} in the alliance {to}.' },
  { flag: 'JoinGroup', ids: 'ActorIdGroup', names: 'GroupName', type: 'PART_OF', quote: 'Has {from} joining {to}.' },
] as const;

type TieColumns = (typeof TIES)[number];

class ActorReader {
  private readonly registry = new ActorRegistry();
  private readonly names = new Map<string, string>();
  /** The alliances of which each actor is part, by its own row. */
  private readonly alliances = new Map<string, readonly string[]>();
  private source = '';

  /** Reads the actors first, and their ties in a second pass, since a row can refer to an actor that comes after it. */
  async *read(input: ImportInput): AsyncIterable<ImportItem> {
    const release = await releaseOfTable(input, null);
    if (release === null) yield unknownRelease(input);
    yield* readRows(COLUMNS, input, (record, line) => this.actor(record, line, release));
    for await (const item of readRows(COLUMNS, input, (record, line) => this.ties(record, line))) {
      // The first pass has already reported the lines that it could not read.
      if (!('unreadable' in item) || item.unreadable === 'bad-cell') yield item;
    }
  }

  private *actor(record: UcdpRecord, line: number, release: string | null): Iterable<ImportItem> {
    const actor = actorOfRecord(record, 'ActorId', 'NameData');
    if (this.source === '') {
      const source = actorSource(release);
      this.source = source.key;
      yield* importedRows('sources', line, [source]);
    }
    this.names.set(actor.id, actor.name);
    this.alliances.set(actor.id, cellList(record.ActorIdAlliance));
    const { rows } = this.registry.resolve(actor);
    const aliases = aliasesOf(record);
    yield* importedRows(
      'actors',
      line,
      rows.map((row) => withAliases(row, aliases)),
    );
  }

  /** The ties of a record. The list states them without dates. */
  private *ties(record: UcdpRecord, line: number): Iterable<ImportItem> {
    const id = idOrEmpty(record);
    const name = this.names.get(id);
    if (name === undefined) return;
    const groups = cellList(record.ActorIdGroup);
    const joinsOwn = groups.some((group) => this.alliances.get(group)?.includes(id));
    for (const { type, to, row } of TIES.flatMap((columns) => this.tiesIn(columns, record, { id, name }))) {
      if (to.id === id) {
        const message = `${name} (${id}) is listed as split from or joined to itself; the relationship is left out.`;
        yield { warning: 'relationship-with-itself', line, message };
      } else if (joinsOwn && type === 'PART_OF' && groups.includes(to.id)) {
        const message = `${row.key}: the list says that groups joined ${name} and that it joined them; only the first is imported.`;
        yield { warning: 'joins-its-member', line, message };
      } else {
        yield* importedRows('actors', line, this.registry.resolve(to).rows);
        yield* importedRows('relationships', line, [row]);
      }
    }
  }

  private tiesIn({ flag, ids, names, type, quote }: TieColumns, record: UcdpRecord, { id, name }: UcdpActor) {
    const otherNames = cellList(record[names]);
    const others = cellList(record[ids]).flatMap((cell) => cellId(cell, ids) ?? []);
    return others.map((other, index): { type: TieColumns['type']; to: UcdpActor; row: RowFields } => {
      const given = otherNames.length === others.length ? otherNames[index] : undefined;
      const to = { id: other, name: this.names.get(other) ?? given ?? namelessActor(other) };
      const key = `ucdp-actor:${id}:${type.toLowerCase().replace('_', '-')}:${other}`;
      const evidence = {
        source: this.source,
        locator: `ActorId ${id}, ${flag}, ${ids} ${other}`,
        quote: quote.replace(/\{from\}|\{to\}/g, (end) => (end === '{from}' ? name : to.name)),
      };
      return { type, to, row: { key, type, from: `ucdp:${id}`, to: `ucdp:${other}`, evidence: [evidence] } };
    });
  }
}

function idOrEmpty(record: UcdpRecord): string {
  try {
    return requiredId(record.ActorId, 'ActorId');
  } catch {
    return '';
  }
}
