import type { SupportKind } from '../../../model/kinds.ts';
import type { BackedSide, BackedYear } from './esdTable.ts';

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

export interface RunPeriod {
  readonly start: string;
  readonly end: string;
  readonly kinds: readonly SupportKind[];
}

/** The periods of a run with the same known kinds of support. Years without a known kind are left out. */
export function periodsOf({ years }: SupportRun): RunPeriod[] {
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
