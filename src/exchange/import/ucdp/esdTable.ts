import type { SupportKind } from '../../../model/kinds.ts';
import { actorOfRecord, namelessActor, type UcdpActor } from './actorRegistry.ts';
import { BadCell, cellCount, cellId, cellText, requiredId } from './cells.ts';
import type { UcdpRecord } from './table.ts';

/** What one row of ESD says: who backed an actor in one year against one opponent. */
export interface BackedYear {
  readonly line: number;
  readonly year: number;
  readonly backers: readonly string[];
  /** The kinds of support that each of the backers gave in this year. */
  readonly kinds: readonly SupportKind[];
}

/** All years of one actor in one dyad. */
export interface BackedSide {
  readonly recipient: UcdpActor;
  readonly opponent: UcdpActor;
  readonly dyad: string;
  readonly years: Map<number, BackedYear>;
}

/**
 * ESD's letters, in the order of our kinds: X troops, P foreign presence, L territory ("location"), W weapons, M materiel, T training, F funding,
 * I intelligence, Y military or intelligence infrastructure and joint operations, O other. U (unknown) is left out.
 */
const LETTERS: Readonly<Record<string, SupportKind>> = {
  x: 'TROOPS',
  p: 'FOREIGN_PRESENCE',
  l: 'TERRITORY',
  w: 'WEAPONS',
  m: 'MATERIEL',
  t: 'TRAINING',
  f: 'FUNDING',
  i: 'INTELLIGENCE',
  y: 'INFRASTRUCTURE',
  o: 'OTHER',
};

/** The table in memory, to find runs of years: one small entry for each row (4,781 rows for 1975 to 2017). */
export class EsdTable {
  readonly sides = new Map<string, BackedSide>();
  /** The names of actors by id, in order of occurrence. */
  readonly names = new Map<string, Set<string>>();

  /** @throws BadCell */
  add(record: UcdpRecord, line: number): void {
    const recipient = actorOfRecord(record, 'actor_id', 'actor_name');
    const opponent = actorOfRecord(record, 'oppo_id', 'oppo_name');
    const dyad = requiredId(record.dyad_id, 'dyad_id');
    const year = cellCount(record.year, 'year');
    if (year === null || year < 1) throw new BadCell('year', 'a year', record.year ?? '');
    const backers = this.backersOf(record);
    for (const { id, name } of [recipient, opponent]) this.name(id, name);
    const key = `${recipient.id}:${dyad}`;
    const side = this.sides.get(key) ?? { recipient, opponent, dyad, years: new Map() };
    this.sides.set(key, side);
    side.years.set(year, { line, year, backers, kinds: kindsOf(record, backers.length) });
  }

  /** The first name of an actor; `UCDP actor 671` where the table has none. */
  nameOf(id: string): string {
    const [name] = this.names.get(id) ?? [];
    return name ?? namelessActor(id);
  }

  private backersOf(record: UcdpRecord): string[] {
    const ids = (cellText(record.ext_id) ?? '').split(',').flatMap((cell) => cellId(cell, 'ext_id') ?? []);
    // A comma without a space separates names; a comma with a space is part of a name: "Interahamwe, ex-FAR,UNITA".
    const names = (cellText(record.ext_name) ?? '').split(/,(?! )/);
    if (names.length === ids.length) for (const [index, id] of ids.entries()) this.name(id, names[index]!.trim());
    return [...new Set(ids)];
  }

  private name(id: string, name: string): void {
    const names = this.names.get(id) ?? new Set();
    this.names.set(id, names.add(name));
  }
}

/** A row only has the number of backers that gave each kind. So a kind is known of each backer only where all of them gave it. */
function kindsOf(record: UcdpRecord, backers: number): SupportKind[] {
  const given = Object.entries(LETTERS).filter(([letter]) => {
    const column = `ext_${letter}_count`;
    return backers > 0 && cellCount(record[column], column) === backers;
  });
  return given.map(([, kind]) => kind);
}

/** Consecutive years in which one backer backed an actor against one opponent. */
export interface SupportRun {
  readonly backer: string;
  readonly years: readonly BackedYear[];
}

/** The runs of all backers of one side, by backer in order of first occurrence, then by year. */
export function runsOf(side: BackedSide): SupportRun[] {
  const years = [...side.years.values()].sort((a, b) => a.year - b.year);
  const backers = [...new Set(years.flatMap((year) => year.backers))];
  return backers.flatMap((backer) => {
    const backed = years.filter((year) => year.backers.includes(backer));
    return consecutive(backed, () => true).map((run) => ({ backer, years: run }));
  });
}

/** The periods of a run with the same known kinds of support. Years without a known kind are left out. */
export function periodsOf({ years }: SupportRun) {
  const sameKinds = (a: BackedYear, b: BackedYear): boolean => a.kinds.join() === b.kinds.join();
  return consecutive(years, sameKinds)
    .filter(([first]) => first!.kinds.length > 0)
    .map((span) => ({ start: String(span[0]!.year), end: String(span.at(-1)!.year), kinds: span[0]!.kinds }));
}

function consecutive(years: readonly BackedYear[], belongTogether: (a: BackedYear, b: BackedYear) => boolean): BackedYear[][] {
  const runs: BackedYear[][] = [];
  for (const year of years) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.year + 1 === year.year && belongTogether(last, year)) runs.at(-1)!.push(year);
    else runs.push([year]);
  }
  return runs;
}
