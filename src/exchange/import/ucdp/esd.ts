import { AllegianceError } from '../../../model/errors.ts';
import { releaseOf } from '../../../model/releases.ts';
import type { ReadEarlier } from '../earlier.ts';
import type { ImportFormat, ImportInput, ImportItem } from '../format.ts';
import { ActorRegistry, memberRow, sharedNameWarnings, withAliases } from './actorRegistry.ts';
import { EsdRelease, type RunOfSupport } from './esdRelease.ts';
import { type BackedSide, EsdTable, periodsOf, runsOf, type SupportRun } from './esdTable.ts';
import { releaseText } from './releases.ts';
import { esdSource, type SourceFields } from './sources.ts';
import { importedRows, readRows, releaseOfTable, unknownRelease } from './table.ts';

const COLUMNS = ['year', 'actor_id', 'oppo_id', 'dyad_id', 'ext_id', 'ext_name'];

/** The UCDP External Support Dataset: who backed whom, with a row for each actor, opponent and year. */
export function ucdpEsdOf(version: string | null, isComplete = false): ImportFormat {
  return {
    name: 'ucdp-esd',
    version: 5,
    settings: [version ?? '', ...(isComplete ? ['complete'] : [])].join(' '),
    summary: 'Who backed whom, from the UCDP External Support Dataset (CSV, actor-year)',
    async *read(inputs, graph) {
      if (inputs.length > 1)
        throw new AllegianceError('BAD_INPUT', 'Expected one file: a table of ESD is one release. Import them one by one.');
      const [input] = inputs as readonly [ImportInput];
      const release = await releaseOfTable(input, version);
      if (release === null) yield unknownRelease(input);
      yield* new EsdReader(esdSource(release), isComplete).read(input, graph?.earlier);
    },
  };
}

/** The same, with the version that the name of the file states. */
export const ucdpEsd = ucdpEsdOf(null);

/** Reads the BACKS of a table, one for each run of years, each after the actors that it refers to. */
class EsdReader {
  private readonly table = new EsdTable();
  private readonly registry = new ActorRegistry();

  constructor(
    private readonly source: SourceFields,
    private readonly isComplete: boolean,
  ) {}

  async *read(input: ImportInput, recorded: ReadEarlier | undefined): AsyncIterable<ImportItem> {
    yield* readRows(COLUMNS, input, (record, line) => {
      this.table.add(record, line);
      return [];
    });
    for (const [id, names] of this.table.names) for (const name of names) this.registry.note({ id, name });
    const all = [...this.table.sides].flatMap(([side, backed]) =>
      runsOf(backed).map((run) => ({ side, line: run.years[0]!.line, row: this.row(backed, run), ends: endsOf(backed, run) })),
    );
    const years = new Set([...this.table.sides.values()].flatMap((side) => [...side.years.keys()]));
    const release = await EsdRelease.read(releaseOf(this.source.key)!, all, years, recorded);
    if (all.some((run) => release.newer(run) === null)) yield* importedRows('sources', 1, [this.source]);
    yield* release.restored();
    for (const run of all) {
      const { line, row, ends } = run;
      const newer = release.newer(run);
      if (newer !== null) {
        yield { warning: 'release-older', line, message: `${row.key} is left out: the graph has ${releaseText(newer)}, which is newer.` };
        continue;
      }
      for (const id of ends) yield* this.actor(id, line);
      yield* release.clearing(run);
      yield* importedRows('relationships', line, [row]);
      yield* release.recoded(run);
    }
    yield* release.dropping(this.isComplete);
  }

  private *actor(id: string, line: number): Iterable<ImportItem> {
    const names = this.table.names.get(id);
    const actor = { id, name: this.table.nameOf(id) };
    const resolved = this.registry.resolve(actor);
    const { rows, members, reference } = resolved;
    if (rows.length === 0) return;
    const others = [...(names ?? [])].filter((other) => other !== actor.name).map((name) => ({ name }));
    yield* importedRows('actors', line, rows.with(-1, withAliases(rows.at(-1)!, others)));
    const locator = `id ${id}, "${actor.name}"`;
    for (const member of members) yield* importedRows('relationships', line, [memberRow(actor, member, this.source.key, locator)]);
    if (!names) yield { warning: 'name-missing', line, message: `The table has no name for actor ${id} (${reference}).` };
    yield* sharedNameWarnings(actor.name, resolved, line);
  }

  private row({ recipient, opponent, dyad, years }: BackedSide, run: SupportRun): RunOfSupport['row'] {
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
          source: this.source.key,
          locator: `actor_id ${recipient.id}, ext_id ${run.backer}, dyad_id ${dyad}, ${span}`,
          quote: `Lists ${this.table.nameOf(run.backer)} ${how} of ${recipient.name} against ${opponent.name} ${when}.`,
        },
      ],
    };
  }
}

/** The ids of the actors to which a run refers. */
function endsOf({ recipient, opponent }: BackedSide, { backer }: SupportRun): readonly string[] {
  return [recipient.id, opponent.id, backer];
}
