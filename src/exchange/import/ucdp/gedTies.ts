import { type Release } from '../../../model/releases.ts';
import type { EarlierTie } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { memberRow, type ResolvedActor } from './actorRegistry.ts';
import type { GedEvent } from './gedEvent.ts';
import { dyadKey, ucdpReference } from './gedRecorded.ts';
import type { GedRelease } from './gedRelease.ts';
import { formatCount, Rollup } from './gedTotals.ts';
import { CIVILIANS_ID } from './knownActors.ts';
import { droppedBy, dropperOf, releaseText } from './releases.ts';
import { importedRows, type RowFields } from './table.ts';

/** The ties that follow from events: who fought or attacked whom, and who was part of which coalition. */
export class GedTies {
  private readonly coalitions = new Map<string, DerivedTies>();
  private readonly dyads = new Map<string, DerivedTies>();
  /** What the table codes of each dyad and side, also in events that are not written from it. */
  private readonly coded = new Map<string, Rollup>();

  constructor(private readonly source: string) {}

  /** Counts an event that is written from the table. @param from The actor of side A. @param to The actor of side B. */
  add(event: GedEvent, from: ResolvedActor, to: ResolvedActor, line: number): void {
    this.leave(event);
    this.addToCoalition(event, event.a, from, line);
    this.addToCoalition(event, event.b, to, line);
    if (event.dyad === null) return;
    const key = dyadOf(event);
    const dyad = this.dyads.get(key) ?? {
      line,
      group: dyadKey(event.isOneSided, [from.reference, to.reference]),
      totals: new Rollup(),
      rowsOf: (totals) => [this.dyadRow(event, from.reference, to.reference, totals)],
    };
    dyad.totals.add(event);
    this.dyads.set(key, dyad);
  }

  /** Counts an event of the table that is not written, since the graph has it of a newer release. */
  leave(event: GedEvent): void {
    for (const group of [dyadOf(event), `side ${event.a.id}`, `side ${event.b.id}`]) {
      this.coded.set(group, (this.coded.get(group) ?? new Rollup()).add(event));
    }
  }

  private addToCoalition(event: GedEvent, side: GedEvent['a'], { reference, members }: ResolvedActor, line: number): void {
    if (members.length === 0) return;
    const rowsOf = (totals: Rollup): RowFields[] => {
      const coded = this.coded.get(`side ${side.id}`)!;
      const locator = `side ${side.id} "${side.name}", ${coded.eventCountText}, ${coded.span}`;
      return members.map((member) => ({ ...memberRow(side, member, this.source, locator), ...totals.attested, derived: true }));
    };
    const coalition = this.coalitions.get(side.id) ?? { line, group: reference, totals: new Rollup(), rowsOf };
    coalition.totals.add(event);
    this.coalitions.set(side.id, coalition);
  }

  /**
   * The rows of all ties, and of those of the graph that no longer rest on what they rested on.
   * @param known The ties of the graph that were derived from events.
   */
  *rows(release: GedRelease, known: readonly EarlierTie[]): Iterable<ImportedRow | ImportWarning> {
    const others = release.others();
    const rows = [...this.coalitions.values(), ...this.dyads.values()].flatMap(({ line, group, totals, rowsOf }) =>
      rowsOf(totals.with(others.take(group))).map((row) => ({ line, row, name: `${row.key} ${group}` })),
    );
    const names = new Set(rows.map(({ name }) => name));
    const byName = known.map((tie) => ({ tie, group: groupOfTie(tie), isGiven: names.has(`${tie.key} ${groupOfTie(tie)}`) }));
    const again = byName.filter(({ tie, isGiven }) => isGiven && dropperOf(tie.retracted));
    yield* importedRows(
      'restorations',
      1,
      again.map(({ tie: { id } }) => ({ id, reason: `${releaseText(release.own)} has it again.` })),
    );
    for (const { line, row } of rows) yield* importedRows('relationships', line, [row]);
    for (const { tie, group, isGiven } of byName) {
      if (!isGiven && tie.retracted === null && release.affected.has(group)) yield* this.remaining(tie, others.of(group), release.own);
    }
  }

  /** A tie of the graph of which the table has no events: what other events are left, or its end. */
  private *remaining({ id, type, key, from, to, hasOthers }: EarlierTie, totals: Rollup, release: Release) {
    const ends = { id, type, from: ucdpReference(from), to: ucdpReference(to) };
    const counts = type === 'PART_OF' ? {} : totals.counts;
    if (totals.events > 0) return yield* importedRows('relationships', 1, [{ ...ends, ...totals.attested, ...counts }]);
    const what = `${key}, ${ends.from} ${type} ${ends.to}, on which no event of it rests any more`;
    if (hasOthers) {
      const message = `${releaseText(release)}: ${what}, stays without its counts, since other sources speak of it.`;
      yield { warning: 'release-dropped', line: 1, message };
      const none = type === 'PART_OF' ? {} : { eventCount: null, deathsBest: null, deathsLow: null, deathsHigh: null };
      return yield* importedRows('relationships', 1, [{ ...ends, ...none, derived: false }]);
    }
    yield { warning: 'release-dropped', line: 1, message: `${releaseText(release)}: ${what}, is retracted.` };
    yield* importedRows('retractions', 1, [{ id, reason: droppedBy(release) }]);
  }

  /** The row of a dyad. @param event Its first event. */
  private dyadRow(event: GedEvent, from: string, to: string, totals: Rollup): RowFields {
    const { dyad, isOneSided, a, b } = event;
    const coded = this.coded.get(dyadOf(event))!;
    const where = [...coded.countries].sort().join(', ');
    const what = isOneSided
      ? `one-sided violence by ${a.name} against civilians in ${where}`
      : `fighting in ${where} between ${a.name} and ${b.name}`;
    const deaths = `${formatCount(coded.best)} ${coded.best === 1 ? 'death' : 'deaths'} (best estimate)`;
    return {
      key: `ucdp-dyad:${dyad}`,
      type: isOneSided ? 'ATTACKS' : 'FIGHTS',
      from,
      to,
      ...totals.attested,
      ...totals.counts,
      derived: true,
      evidence: [
        {
          source: this.source,
          locator: `dyad_new_id ${dyad}, ${coded.eventCountText}, ${coded.span}`,
          quote: `Codes ${coded.eventCountText} of ${what}, ${deaths}.`,
        },
      ],
    };
  }
}

/** The ties of a dyad or a coalition, and the events that they rest on. */
interface DerivedTies {
  /** The line of the first event. */
  readonly line: number;
  /** Which events of the graph belong to it, too: as `RecordedTotals` groups them. */
  readonly group: string;
  readonly totals: Rollup;
  readonly rowsOf: (totals: Rollup) => RowFields[];
}

/** A dyad of a table: one-sided violence against the civilians of several countries has one id. */
function dyadOf({ dyad, a, b, country }: GedEvent): string {
  return `dyad ${dyad} ${a.id} ${b.id}${[a.id, b.id].includes(CIVILIANS_ID) ? ` ${country}` : ''}`;
}

/** The group of the events on which a derived tie of the graph rests. */
function groupOfTie({ key, type, from, to }: EarlierTie): string {
  const [a, b] = [ucdpReference(from), ucdpReference(to)];
  return key!.startsWith('ucdp-coalition:') ? b : dyadKey(type === 'ATTACKS', [a, b]);
}
