import type { TimeSelection } from '../state/view.ts';
import { parseTime, type TimeContext } from '../time/parseTime.ts';

/** A time found within the words of a question, and which of the words say it. */
export interface FoundTime {
  readonly time: TimeSelection;
  /** Index of the first word, and of the one after the last. */
  readonly from: number;
  readonly to: number;
}

/** Words of the longest time: “from the 3rd of November 2024 to the 5th of December 2024”. */
const MAX_WORDS = 12;
/** What says a time has a number, or is said from today. */
const SAYS_TIME = /\d|^(today|yesterday|year|month)$/i;
/** Words that stand before a time and do not change it. */
const BEFORE_TIME = /^(in|on|at|during|of|the|around|between|as|back)$/i;

/** The first and longest time among words: `2015`, `on 30 Nov 2024`, `between 2011 and 2013`, `since 2015`; null where there is none. */
export function findTime(words: readonly string[], context: TimeContext): FoundTime | null {
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + MAX_WORDS); to > from; to--) {
      const part = words.slice(from, to);
      if (!part.some((word) => SAYS_TIME.test(word)) || /^[,?]$/.test(part.at(-1)!)) continue;
      const read = parseTime(part.join(' ').replace(/ ,/g, ','), context);
      if ('time' in read && read.time !== null) return { time: read.time, from: beginning(words, from), to };
    }
  }
  return null;
}

function beginning(words: readonly string[], from: number): number {
  let at = from;
  while (at > 0 && BEFORE_TIME.test(words[at - 1]!)) at--;
  return at;
}
