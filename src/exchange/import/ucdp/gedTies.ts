import type { Release } from '../../../model/releases.ts';
import { evidenceId, sourceId } from '../../../store/mintId.ts';
import type { EarlierTie } from '../earlier.ts';
import type { ImportedRow, ImportWarning } from '../format.ts';
import { memberKey, memberRow, type ResolvedActor } from './actorRegistry.ts';
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

  /** The keys that members of the table would have if it did not have their ids, as a part of it may not, and the keys that they have. */
  private readonly namedOnly = new Map<string, string>();

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
      codedAs: dyadOf(event),
      rowsOf: (totals, coded) => [this.dyadRow(event, from.reference, to.reference, totals, coded)],
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
    for (const { id, name } of members)
      if (id !== null) this.namedOnly.set(memberKey(side, { id: null, name }), memberKey(side, { id, name }));
    const rowsOf = (totals: Rollup, coded: Rollup): TieFields[] => {
      const locator = `side ${side.id} "${side.name}", ${coded.eventCountText}, ${coded.span}`;
      return members.map((member) => ({ ...memberRow(side, member, this.source, locator), ...totals.attested, derived: true }));
    };
    const coalition = this.coalitions.get(side.id) ?? { line, group: reference, totals: new Rollup(), codedAs: `side ${side.id}`, rowsOf };
    coalition.totals.add(event);
    this.coalitions.set(side.id, coalition);
  }

  /**
   * The rows of all ties, and of those of the graph that no longer rest on what they rested on.
   * @param known The ties of the graph that were derived from events.
   */
  *rows(release: GedRelease, known: readonly EarlierTie[]): Iterable<ImportedRow | ImportWarning> {
    const others = release.others();
    const alsoCoded = release.alsoCoded();
    const rows = [...this.coalitions.values(), ...this.dyads.values()].flatMap(({ line, group, totals, codedAs, rowsOf }) =>
      rowsOf(totals.with(others.take(group)), this.coded.get(codedAs)!.with(alsoCoded.take(group))).map((row) => ({
        line,
        row,
        name: `${row.key} ${group}`,
      })),
    );
    const given = new Map(rows.map(({ name, row }) => [name, row]));
    const byName = known.map((tie) => ({ tie, group: groupOfTie(tie), row: given.get(`${tie.key} ${groupOfTie(tie)}`) }));
    const again = byName.filter(({ tie, row }) => row && dropperOf(tie.retracted));
    yield* importedRows(
      'restorations',
      1,
      again.map(({ tie: { id } }) => ({ id, reason: `${releaseText(release.own)} has it again.` })),
    );
    const outdated = new Map(byName.flatMap(({ tie, row }) => (row ? [[row, this.saidOtherwise(tie, row)] as const] : [])));
    for (const { line, row } of rows) {
      const isKnownBetter = outdated.get(row)?.some(({ events }) => events > eventsIn(row.evidence[0].locator)!);
      yield* importedRows('relationships', line, [isKnownBetter ? { ...row, evidence: [] } : row]);
    }
    for (const { tie, group, row } of byName) {
      if (row) yield* this.retracting(row, outdated.get(row)!, release.own);
      else if (tie.retracted === null && release.affected.has(group)) yield* this.remaining(tie, others.of(group), release.own);
    }
  }

  /** The passages in which this release was said to code something else of a tie, when other files of it had been read. */
  private saidOtherwise({ id, passages }: EarlierTie, { evidence: [{ locator, quote }] }: TieFields): SaidOfEvents[] {
    const written = evidenceId({ about: id, source: sourceId(this.source), locator, stance: 'ASSERTS', speaker: null, quote });
    const own = passages.filter((passage) => passage.source === this.source && passage.id !== written);
    return own.flatMap(({ id: passage, locator: at }) => {
      const events = eventsIn(at);
      return events === null ? [] : [{ id: passage, events }];
    });
  }

  /** Retracts what a release was said to code where more of its events are known now: it would contradict itself. */
  private *retracting(row: TieFields, said: readonly SaidOfEvents[], release: Release): Iterable<ImportedRow> {
    const fewer = said.filter(({ events }) => events <= eventsIn(row.evidence[0].locator)!);
    const reason = `Said of some files of ${releaseText(release)}; it has more events.`;
    yield* importedRows(
      'retractions',
      1,
      fewer.map(({ id }) => ({ id, reason })),
    );
  }

  /** A tie of the graph of which the table has no events: what other events are left, or its end. */
  private *remaining({ id, type, key, from, to, hasOthers }: EarlierTie, totals: Rollup, release: Release) {
    const sameByItsId = this.namedOnly.get(key!);
    if (sameByItsId !== undefined && !hasOthers) {
      return yield* importedRows('retractions', 1, [{ id, reason: `Recorded as ${sameByItsId}, by the id of this member.` }]);
    }
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
  private dyadRow(event: GedEvent, from: string, to: string, totals: Rollup, coded: Rollup): TieFields {
    const { dyad, isOneSided, a, b } = event;
    const where = coded.where === null ? '' : ` in ${coded.where}`;
    const what = isOneSided
      ? `one-sided violence by ${a.name} against civilians${where}`
      : `fighting${where} between ${a.name} and ${b.name}`;
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

/** A passage that says how many events a release codes. */
interface SaidOfEvents {
  readonly id: string;
  readonly events: number;
}

/** The number of events in the locator of a derived tie; null in any other. */
function eventsIn(locator: string | null): number | null {
  const [, count] = /^(?:dyad_new_id|side) .*, ([\d,]+) events?, /.exec(locator ?? '') ?? [];
  return count === undefined ? null : Number(count.replaceAll(',', ''));
}

/** The row of a tie with its one passage. */
type TieFields = RowFields & {
  readonly evidence: readonly [{ readonly source: string; readonly locator: string; readonly quote: string }];
};

/** The ties of a dyad or a coalition, and the events that they rest on. */
interface DerivedTies {
  /** The line of the first event. */
  readonly line: number;
  /** Which events of the graph belong to it, too: as `RecordedTotals` groups them. */
  readonly group: string;
  readonly totals: Rollup;
  /** By which `coded` has it. */
  readonly codedAs: string;
  /** @param totals Of what counts. @param coded Of what the release codes. */
  readonly rowsOf: (totals: Rollup, coded: Rollup) => TieFields[];
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
