import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { ActorRegistry } from './actorRegistry.ts';
import { periodsOf, runsOf, type SupportRun } from './esdRuns.ts';
import { type BackedSide, EsdTable } from './esdTable.ts';
import { coalitionMemberRow } from './gedTies.ts';
import { sharedNameWarning } from './gedWarnings.ts';
import { importedRows, importWarning } from './items.ts';
import { isSharedName, membersOf } from './naming.ts';
import { readRows } from './records.ts';
import { esdSource } from './sources.ts';

const COLUMNS = ['year', 'actor_id', 'oppo_id', 'dyad_id', 'ext_id', 'ext_name'];

/** The UCDP External Support Dataset: who backed whom, with a row for each actor, opponent and year. */
export const ucdpEsd: ImportFormat = {
  name: 'ucdp-esd',
  version: 1,
  summary: 'Who backed whom, from the UCDP External Support Dataset (CSV, actor-year)',
  async *read(inputs) {
    for (const input of inputs) yield* readTable(input);
  },
};

async function* readTable(input: ImportInput): AsyncIterable<ImportItem> {
  const table = new EsdTable();
  yield* readRows(COLUMNS, input, (record, line) => {
    table.add(record, line);
    return [];
  });
  const source = esdSource(input.name);
  yield* importedRows('sources', 1, [source]);
  const backsRows = new BacksRows(table, source.key);
  for (const side of table.sides.values()) {
    for (const run of runsOf(side)) yield* backsRows.rowsOf(side, run);
  }
}

/** The BACKS of a table, one for each run of years, each after the actors that it refers to. */
class BacksRows {
  private readonly registry;

  constructor(
    private readonly table: EsdTable,
    private readonly source: string,
  ) {
    this.registry = new ActorRegistry(singleActorIds(table));
  }

  *rowsOf(side: BackedSide, run: SupportRun): Iterable<ImportItem> {
    const { line } = run.years[0]!;
    for (const id of [side.recipient.id, side.opponent.id, run.backer]) yield* this.actor(id, line);
    yield* importedRows('relationships', line, [this.row(side, run)]);
  }

  private *actor(id: string, line: number): Iterable<ImportItem> {
    const name = this.table.nameOf(id);
    const { rows, members, reference } = this.registry.resolve({ id, name });
    if (rows.length === 0) return;
    const others = [...(this.table.names.get(id) ?? [])].filter((other) => other !== name);
    const named = rows.map((row) =>
      row.slug === rows.at(-1)!.slug && others.length > 0 ? { ...row, aliases: aliasesOf(row, others) } : row,
    );
    yield* importedRows('actors', line, named);
    const locator = `id ${id}, "${name}"`;
    yield* importedRows(
      'relationships',
      line,
      members.map((member) => coalitionMemberRow(id, name, member, this.source, locator)),
    );
    if (!this.table.names.has(id)) yield importWarning('name-missing', line, `The table has no name for actor ${id} (${reference}).`);
    for (const member of members.filter((member) => member.id === null && isSharedName(member.name))) {
      yield sharedNameWarning(member, name, line);
    }
  }

  private row({ recipient, opponent, dyad, years }: BackedSide, run: SupportRun): Readonly<Record<string, unknown>> {
    const [first, last] = [run.years[0]!.year, run.years.at(-1)!.year];
    const [from, until] = [String(first), String(last)];
    const span = first === last ? from : `${from}-${until}`;
    const when = first === last ? `in ${from}` : `in each year from ${from} to ${until}`;
    const how = run.years.every(({ backers }) => backers.length === 1) ? 'as the backer' : 'among the backers';
    return {
      key: `ucdp-esd:${recipient.id}:${run.backer}:${dyad}:${from}`,
      type: 'BACKS',
      from: `ucdp:${run.backer}`,
      to: `ucdp:${recipient.id}`,
      against: [`ucdp:${opponent.id}`],
      // The run has a start or end where the table has the year before or after it, without this backer. A missing year proves nothing.
      start: years.has(first - 1) ? from : null,
      end: years.has(last + 1) ? until : null,
      attestedFrom: from,
      attestedUntil: until,
      periods: periodsOf(run),
      evidence: [
        {
          source: this.source,
          locator: `actor_id ${recipient.id}, ext_id ${run.backer}, dyad_id ${dyad}, ${span}`,
          quote: `Lists ${this.table.nameOf(run.backer)} ${how} of ${recipient.name} against ${opponent.name} ${when}.`,
        },
      ],
    };
  }
}

function singleActorIds(table: EsdTable): Map<string, string | null> {
  const ids = new Map<string, string | null>();
  for (const [id, names] of table.names) {
    for (const name of names) if (membersOf(name).length === 0) ids.set(name, ids.has(name) && ids.get(name) !== id ? null : id);
  }
  return ids;
}

function aliasesOf(row: Readonly<Record<string, unknown>>, others: readonly string[]) {
  return [...((row.aliases as readonly unknown[] | undefined) ?? []), ...others.map((name) => ({ name }))];
}
