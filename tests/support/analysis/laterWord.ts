import type { ProjectionTie } from '../../../src/analysis/projection/records.ts';
import { tieParts } from '../../../src/model/id.ts';
import { isUndated, UNKNOWN_HI } from '../../../src/model/interval.ts';
import { vocabularyOf } from '../../../src/model/vocabulary.ts';
import type { Graph } from './graph.ts';

const signOf = ({ id }: ProjectionTie) => vocabularyOf(tieParts(id).type).sign;
const lastingOf = ({ id }: ProjectionTie) => vocabularyOf(tieParts(id).type).lastingDays ?? 0;
const speaks = (tie: ProjectionTie) => signOf(tie) !== 'NEUTRAL' && !isUndated(tie) && tie.lo <= tie.hi;

/** Between which days a tie is attested: once, or once for each of its times. */
function wordsOf({ alo, ahi, runs }: ProjectionTie): readonly Word[] {
  if (!runs) return [{ alo: alo!, ahi: ahi! }];
  return [0, 1, 2, 3].flatMap((n) => (4 * n < runs.length ? { alo: runs[4 * n + 2]!, ahi: runs[4 * n + 3]! } : []));
}

interface Word {
  readonly alo: number;
  readonly ahi: number;
}

/**
 * The reference model of the later word, word by word: does one of the ties between two still count on a day, and already?
 * @param beginsOf The first day on which a tie speaks of the two, no earlier than a day.
 */
export function countsOn(
  tie: ProjectionTie,
  day: number,
  all: readonly ProjectionTie[],
  beginsOf = (_: ProjectionTie, from: number) => from,
): boolean {
  if (!speaks(tie)) return true;
  const opposites = all.filter((other) => speaks(other) && signOf(other) !== signOf(tie));
  const others = opposites.flatMap((other) => wordsOf(other).map((word) => ({ ...word, begins: beginsOf(other, word.alo) })));
  return wordsOf(tie).some((own) =>
    others.every(({ alo, ahi, begins }) => {
      const ended = own.ahi < alo && day >= begins;
      const early = ahi < own.alo && day < own.alo;
      return !ended && !early;
    }),
  );
}

/** All days on which something of a graph may change, and the first of all: between two of them each day is like the first. */
export function turningDays({ ties }: Graph): number[] {
  const days = ties.flatMap((tie) => {
    const { lo, hi, clo, chi, alo, ahi, runs } = tie;
    const lasting = lastingOf(tie);
    const edges = (first: number, last: number) => [first, first - lasting, last + 1, last + lasting + 1];
    const sure = [clo, ...(runs?.filter((_, n) => n % 4 === 0) ?? [])];
    const until = [chi, ...(runs?.filter((_, n) => n % 4 === 1) ?? [])];
    const attested = wordsOf(tie).flatMap((word) => [word.alo, word.ahi + 1]);
    return [lo, alo!, hi + 1, ahi! + 1, ...attested, ...sure.flatMap((first, n) => edges(first, until[n]!))];
  });
  return [...new Set([-1, ...days])].filter((day) => day >= -1 && day <= UNKNOWN_HI).sort((a, b) => a - b);
}
