import { compareReleases, type Release } from '../../../model/releases.ts';
import { periodText, type SupportPeriod } from '../../../store/tie.ts';
import type { EarlierTie, ReadEarlier } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { droppedBy, dropperOf, latestOf, releaseText } from './releases.ts';
import { importedRows, type RowFields } from './table.ts';

/** A run of support as a row, with the actor and dyad to which it belongs: `366:891`. */
export interface RunOfSupport {
  readonly side: string;
  readonly line: number;
  readonly row: RowFields & { readonly key: string; readonly periods: readonly SupportPeriod[] };
}

/**
 * A table of the External Support Dataset, compared with what the graph has of other releases, side by side of a dyad. As of events
 * (`GedRelease`), that a file lacks something says nothing where it may be an extract.
 */
export class EsdRelease {
  private readonly sides: ReadonlySet<string>;
  private readonly keys: ReadonlySet<string>;
  private readonly byKey: ReadonlyMap<string, EarlierTie>;
  /** The newer releases in the graph, by side; that of any side, where they have at least half of all sides. */
  private readonly newerBySide: ReadonlyMap<string, Release>;
  private readonly newerAnywhere: Release | null;

  private constructor(
    private readonly own: Release,
    runs: readonly RunOfSupport[],
    private readonly recorded: readonly EarlierTie[],
    private readonly years: ReadonlySet<number>,
  ) {
    this.sides = new Set(runs.map(({ side }) => side));
    this.keys = new Set(runs.map(({ row }) => row.key));
    this.byKey = new Map(recorded.map((tie) => [tie.key!, tie]));
    const newer = recorded.filter((tie) => compareReleases(latestOf(tie), own) > 0);
    this.newerBySide = new Map(newer.map((tie) => [sideOf(tie), latestOf(tie)]));
    const shared = [...this.sides].filter((side) => this.newerBySide.has(side)).length;
    this.newerAnywhere = newer[0] && shared * 2 >= this.sides.size ? latestOf(newer[0]) : null;
  }

  /** @param years Those of the table. */
  static async read(
    own: Release,
    runs: readonly RunOfSupport[],
    years: ReadonlySet<number>,
    read: ReadEarlier | undefined,
  ): Promise<EsdRelease> {
    const ties: EarlierTie[] = [];
    for await (const one of read?.(['ucdp-esd']) ?? []) if (one.what === 'tie' && one.key?.startsWith('ucdp-esd:')) ties.push(one);
    return new EsdRelease(own, runs, ties, years);
  }

  /** The newer release for which a run is left out; null where it is written. */
  newer({ side }: RunOfSupport): Release | null {
    return this.newerBySide.get(side) ?? this.newerAnywhere;
  }

  /** What an older release dropped, and this one has again. */
  *restored(): Iterable<ImportedRow> {
    for (const { id, key, retracted, sources } of this.recorded) {
      if (!this.keys.has(key!) || !dropperOf(retracted) || compareReleases(latestOf({ sources, retracted }), this.own) > 0) continue;
      yield* importedRows('restorations', 1, [{ id, reason: `${releaseText(this.own)} has it again.` }]);
    }
  }

  /** Clears the periods of support that an older release has of a run, where those of the table are others: rows unite them. */
  *clearing({ row, line }: RunOfSupport): Iterable<ImportedRow> {
    const tie = this.byKey.get(row.key);
    if (!tie || tie.hasOthers || tie.periods.length === 0 || arePeriods(tie, row)) return;
    if (compareReleases(latestOf({ ...tie, retracted: null }), this.own) >= 0) return;
    const { evidence: _, ...fields } = row as RowFields;
    yield* importedRows('relationships', line, [{ ...fields, periods: null }]);
  }

  /** Says where the dates or the periods of a run are others than those of an older release. */
  *recoded({ row, line }: RunOfSupport): Iterable<ImportWarning> {
    const tie = this.byKey.get(row.key);
    if (!tie || tie.retracted !== null || compareReleases(latestOf(tie), this.own) >= 0) return;
    const names = ['start', 'end', 'attestedFrom', 'attestedUntil'] as const;
    const dates = names.filter((name) => tie[name] !== row[name]).map((name) => `${name} ${tie[name] ?? '?'} → ${row[name] ?? '?'}`);
    const support = arePeriods(tie, row) ? [] : [`support ${inWords(tie.periods)} → ${inWords(textsOf(row))}`];
    const changes = [...dates, ...support];
    if (changes.length === 0) return;
    yield { warning: 'release-recoded', line, message: `${row.key} is coded otherwise than before: ${changes.join(', ')}.` };
  }

  /** Whether the table has the side of a tie, and its years: one of other years would have cut the run. */
  private isInTime(tie: EarlierTie): boolean {
    const years = [tie.attestedFrom, tie.attestedUntil].flatMap((year) => (year === null ? [] : Number(year.slice(0, 4))));
    return this.sides.has(sideOf(tie)) && years.every((year) => this.years.has(year));
  }

  /**
   * What older releases have and this one no longer has: support by a backer, to a side and in years that it has, if there is little of it.
   * @param isComplete Whether the file has all support of its years.
   */
  *dropping(isComplete: boolean): Iterable<ImportedRow | ImportWarning> {
    if (this.own.version === null) return;
    const older = this.recorded.filter((tie) => tie.retracted === null && compareReleases(latestOf(tie), this.own) < 0);
    const missing = older.filter((tie) => !this.keys.has(tie.key!));
    const backers = new Set([...this.keys].map(backerOf));
    const comparable = missing.filter((tie) => this.isInTime(tie) && backers.has(backerOf(tie.key!)));
    const isFew = comparable.length <= Math.max(MISSING_TIES, older.length * MISSING_SHARE);
    const absent = isComplete ? missing : isFew ? comparable : [];
    for (const tie of absent) {
      const what = `${tie.key}, which ${releaseText(latestOf(tie))} has`;
      const message = `${releaseText(this.own)} no longer has ${what}: ${tie.hasOthers ? 'it stays, since other sources speak of it' : 'retracted'}.`;
      yield { warning: 'release-dropped', line: 1, message };
      if (!tie.hasOthers) yield* importedRows('retractions', 1, [{ id: tie.id, reason: droppedBy(this.own) }]);
    }
    const staying = missing.length - absent.length;
    if (staying === 0) return;
    const message = `The graph has ${staying} ${staying === 1 ? 'relationship' : 'relationships'} of older releases that this file does not have, and may not have because it is an extract: they stay. If it is complete, say --complete.`;
    yield { warning: 'release-elsewhere', line: 1, message, times: staying };
  }
}

/** The periods of support of a row, as the graph has them. */
function textsOf({ periods }: RunOfSupport['row']): string[] {
  return periods.map(periodText);
}

function arePeriods({ periods }: EarlierTie, row: RunOfSupport['row']): boolean {
  return [...periods].sort().join() === textsOf(row).sort().join();
}

function inWords(periods: readonly string[]): string {
  return periods.join(', ') || 'of no known kind';
}

/** So many missing relationships, or this share of them, are changes of a release; more are a sign of an extract. */
const MISSING_TIES = 5;
const MISSING_SHARE = 0.1;

function backerOf(key: string): string {
  return key.split(':')[2]!;
}

/** The side of a dyad to which a tie belongs, by its key: `ucdp-esd:<recipient>:<backer>:<dyad>:<first year>`. */
function sideOf({ key }: EarlierTie): string {
  const [, recipient, , dyad] = key!.split(':');
  return `${recipient}:${dyad}`;
}
