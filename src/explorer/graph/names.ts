import type { EntityRow } from './graph.ts';

/** Control characters, bidirectional controls and invisible characters: they could disturb the text around a name. */
const UNSEEN = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

const LONGEST = 120;

/** A text from outside, safe to show: one line, no invisible or bidirectional control characters, at most `maxLength` characters. */
export function tidy(text: string, longest = LONGEST): string {
  const seen = text
    .slice(0, longest * 4)
    .replace(UNSEEN, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...seen];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : seen;
}

/** The name that the page shows: the preferred one, or the one in its native script. */
export function nameOf(entity: EntityRow | undefined, ownScript = false, longest = LONGEST): string {
  const own = ownScript ? entity?.aliases.find(({ kind }) => kind === 'NATIVE') : undefined;
  return tidy(own?.name ?? entity?.name ?? '', longest);
}

const STRONG = /[\p{L}]/u;
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Whether the first letter is of a right-to-left script. */
export function runsFromRight(text: string): boolean {
  const first = STRONG.exec(text)?.[0];
  return first !== undefined && FROM_RIGHT.test(first);
}

/** `ARMED_GROUP` is “armed group”. */
export const inWords = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
