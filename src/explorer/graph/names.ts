import type { GraphEntity } from './graph.ts';

/** Control characters, bidirectional controls and invisible characters: they could disturb the text around a name. */
const INVISIBLE = /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;

const MAX_LENGTH = 120;

/** A text from outside, safe to show: one line, no invisible or bidirectional control characters, at most `maxLength` characters. */
export function cleanText(text: string, maxLength = MAX_LENGTH): string {
  const visible = text
    .slice(0, maxLength * 4)
    .replace(INVISIBLE, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
  const letters = [...visible];
  return letters.length > maxLength ? `${letters.slice(0, maxLength - 1).join('')}…` : visible;
}

/** The name that the page shows: the preferred one, or the one in its native script. */
export function nameOf(entity: GraphEntity | undefined, ownScript = false, maxLength = MAX_LENGTH): string {
  const own = ownScript ? entity?.aliases.find(({ kind }) => kind === 'NATIVE') : undefined;
  return cleanText(own?.name ?? entity?.name ?? '', maxLength);
}

const LETTER = /[\p{L}]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

/** Whether the first letter is of a right-to-left script. */
export function isRightToLeft(text: string): boolean {
  const first = LETTER.exec(text)?.[0];
  return first !== undefined && RIGHT_TO_LEFT.test(first);
}

/** `ARMED_GROUP` is “armed group”. */
export const enumLabel = (name: string): string => name.toLowerCase().replaceAll('_', ' ');

export const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
