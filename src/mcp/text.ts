/**
 * Text of the graph is data that others wrote. It reaches an assistant on one line, without characters that are not seen, and what
 * is quoted stands between quotation marks that it cannot close itself.
 */

/** Controls, and separators of lines: a space each. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/**
 * Not seen, but read by a machine: marks of direction, spaces without width, soft hyphens, tags, fillers, halves of a pair. Joiners
 * stay, which Persian and Hindi need, and the signs of Arabic numbers, which are seen.
 */
const UNSEEN = /(?!\u200c|\u200d|[\u0600-\u0605\u06dd])\p{Cf}|\p{Cs}|\u034f|[\u115f\u1160\u3164\uffa0]|[\u{e0100}-\u{e01ef}]/gu;

/** Text on one line, without unseen characters, of at most `length` characters. What is cut ends in “…”. */
export function oneLine(text: string, length = 300): string {
  const line = text.replace(CONTROLS, ' ').replace(UNSEEN, '').trim();
  const characters = [...line];
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : line;
}

/** Maximum length of a quotation within a list of relationships or events, in characters. */
export const QUOTATION_LENGTH = 400;

/** A quotation between “ and ”; quotation marks of this form inside it become ‘ and ’. */
export function quotation(text: string, length = QUOTATION_LENGTH): string {
  return `“${oneLine(text, length).replaceAll(/[“„‟]/g, '‘').replaceAll('”', '’')}”`;
}
