import { STATUSES } from '../../model/kinds.ts';
import { withoutOlderReleases } from '../../model/releases.ts';
import { SIGNS, VOCABULARY } from '../../model/vocabulary.ts';
import type { SearchLimits, StopReason } from '../paths/budget.ts';
import { IS_SYMMETRIC } from '../projection/encoding.ts';
import { sourceIn, speakerIn } from '../projection/passages.ts';
import type { View } from '../projection/view.ts';
import { eachTie, type TieCountQuestion } from './ties.ts';

export const TIE_DIMENSIONS = ['TYPE', 'SIGN', 'STATUS', 'SOURCE', 'SPEAKER', 'KIND'] as const;
export type TieDimension = (typeof TIE_DIMENSIONS)[number];

/** By SOURCE and SPEAKER the view is one of some voices: the passages that count make the groups. */
export interface BreakdownQuestion extends TieCountQuestion {
  readonly by: TieDimension;
}

export interface TieGroup {
  /** An index of RELATIONSHIP_TYPES, SIGNS, STATUSES, or the sources or speakers of the passages; of KIND, as of `kindsOf`. */
  readonly key: number;
  readonly ties: number;
  /** Different entities at their ends. */
  readonly entities: number;
}

export interface BreakdownAnswer {
  /** In no order. */
  readonly groups: readonly TieGroup[];
  readonly stoppedBy: StopReason | null;
  readonly work: number;
}

const KIND_BITS = 4;

/** The indexes of the kinds of the two ends of which a group of KIND is. */
export function kindsOf(key: number): [from: number, to: number] {
  return [key >> KIND_BITS, key & ((1 << KIND_BITS) - 1)];
}

/** Counts ties by what they have in common. A tie with several sources or speakers counts for each; of several releases of a data set, for the newest. */
export function breakdown(view: View, question: BreakdownQuestion, limits: SearchLimits): BreakdownAnswer {
  const keysOf = keysBy(view, question.by);
  const groups = new Map<number, { ties: number; ends: Set<number> }>();
  const scan = eachTie(view, question, limits, (tie) => {
    for (const key of keysOf(tie)) {
      const group = groups.get(key) ?? { ties: 0, ends: new Set() };
      groups.set(key, group);
      group.ties++;
      group.ends.add(view.from(tie)).add(view.to(tie));
    }
  });
  return { groups: [...groups].map(([key, { ties, ends }]) => ({ key, ties, entities: ends.size })), ...scan };
}

function keysBy(view: View, by: TieDimension): (tie: number) => Iterable<number> {
  switch (by) {
    case 'TYPE':
      return (tie) => [view.typeIndex(tie)];
    case 'SIGN':
      return (tie) => [SIGNS.indexOf(VOCABULARY[view.typeIndex(tie)]!.sign)];
    case 'STATUS':
      return (tie) => [STATUSES.indexOf(view.status(tie))];
    case 'KIND':
      return (tie) => [kindKey(view, tie)];
    case 'SOURCE':
      return (tie) => {
        const cited = [...new Set(view.countedPassages(tie).map((at) => sourceIn(view.passages!.column, at)))];
        return withoutOlderReleases(cited, (source) => view.voices!.releases[source]!);
      };
    case 'SPEAKER':
      return (tie) => speakersOf(view, tie);
  }
}

/** From the kind of `from` to that of `to`; the ends of a symmetric tie in the order of the kinds. */
function kindKey(view: View, tie: number): number {
  const [from, to] = [view.kindIndex(view.from(tie)), view.kindIndex(view.to(tie))];
  const isSwapped = IS_SYMMETRIC[view.typeIndex(tie)] && from > to;
  return isSwapped ? (to << KIND_BITS) | from : (from << KIND_BITS) | to;
}

function speakersOf(view: View, tie: number): Iterable<number> {
  const speakers = view.countedPassages(tie).map((at) => speakerIn(view.passages!.column, at));
  return new Set(speakers.filter((speaker) => speaker >= 0).map((speaker) => view.voices!.sameSpeaker[speaker]!));
}
