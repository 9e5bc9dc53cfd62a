import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { isUndated, UNKNOWN_HI } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import type { Graph } from './graph.ts';

const signOf = ({ id }: ProjectionTie) => vocabularyOf(tieParts(id).type).sign;
const lastingOf = ({ id }: ProjectionTie) => vocabularyOf(tieParts(id).type).lastingDays ?? 0;
const speaks = (tie: ProjectionTie) => signOf(tie) !== 'NEUTRAL' && !isUndated(tie) && tie.lo <= tie.hi;

/**
 * The reference model of the later word, tie by tie: does one of the ties between two still count on a day, and already?
 * @param beginsOf The first day on which a tie speaks of the two, no earlier than it is attested.
 */
export function countsOn(
  tie: ProjectionTie,
  day: number,
  all: readonly ProjectionTie[],
  beginsOf = (one: ProjectionTie) => one.alo!,
): boolean {
  if (!speaks(tie)) return true;
  return all.every((other) => {
    if (!speaks(other) || signOf(other) === signOf(tie)) return true;
    const ended = tie.ahi! < other.alo! && day >= beginsOf(other);
    const early = other.ahi! < tie.alo! && day < tie.alo!;
    return !ended && !early;
  });
}

/** All days on which something of a graph may change, and the first of all: between two of them each day is like the first. */
export function turningDays({ ties }: Graph): number[] {
  const days = ties.flatMap((tie) => {
    const { lo, hi, clo, chi, alo, ahi } = tie;
    const lasting = lastingOf(tie);
    return [lo, alo!, clo, clo - lasting, hi + 1, ahi! + 1, chi + 1, chi + lasting + 1];
  });
  return [...new Set([-1, ...days])].filter((day) => day >= -1 && day <= UNKNOWN_HI).sort((a, b) => a - b);
}
