import type { Casualties } from './facts.ts';

const NUMBERS = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
    .split(' ')
    .map((word, number) => [word, number] as const),
  ...'thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, at) => [word, (at + 3) * 10] as const),
]);
const COUNT = String.raw`(?:(at least|more than|over|up to|around|about|nearly|some)\s+)?(\d[\d,]*|${[...NUMBERS.keys()].join('|')}|dozens|scores|hundreds|thousands|several)(?:\s+of)?`;
const KILLED = new RegExp(
  String.raw`\b(?:kill(?:ed|ing|s)?|left|leaving|massacred|executed|claimed the lives of)\s+${COUNT}\s+((?:\p{L}+\s+)?\p{L}+)`,
  'iu',
);
const WERE_KILLED = new RegExp(String.raw`\b${COUNT}\s+((?:\p{L}+\s+)?\p{L}+)\s+(?:were|was|have been|had been|are)\s+killed`, 'iu');
const WOUNDED = new RegExp(String.raw`\b(?:wound|injur)(?:ed|ing|s)?\s+${COUNT}`, 'iu');

/** Deaths and injured that a sentence counts. Words stay words. */
export function casualtiesIn(shown: string): Casualties {
  const killed = KILLED.exec(shown) ?? WERE_KILLED.exec(shown);
  const wounded = WOUNDED.exec(shown);
  const injured = wounded ? numberOf(wounded[2]!) : null;
  const rest = injured === null ? {} : { injured };
  if (!killed || (/^(?:left|leaving)/i.test(killed[0]!) && !/\bdead\b/i.test(shown))) return rest;
  const number = numberOf(killed[2]!);
  if (number === null) return { ...rest, text: killed[2]!.toLowerCase() };
  const civilian =
    /\b(?:civilian|people|villager|resident|child|women)/i.test(killed[3]!) && /civilian/i.test(killed[3]!) ? { civilian: number } : {};
  if (killed[1] && /least|more than|over/i.test(killed[1]))
    return { ...rest, low: number, text: `${killed[1]} ${killed[2]}`.toLowerCase() };
  return killed[1] ? { ...rest, text: `${killed[1]} ${killed[2]}`.toLowerCase() } : { ...rest, ...civilian, best: number };
}

function numberOf(word: string): number | null {
  const low = word.toLowerCase();
  const number = NUMBERS.get(low) ?? Number(low.replaceAll(',', ''));
  return Number.isInteger(number) ? number : null;
}
