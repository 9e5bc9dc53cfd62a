import type { Cell } from './column.ts';

/** Characters that XML 1.0 does not allow: control characters, U+FFFE, U+FFFF and unpaired surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const SPECIAL = /[&<>"'\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes a value for content or attributes. Characters that XML does not allow become U+FFFD; line breaks and tabs are preserved. */
export function escapeXml(value: string | number | boolean): string {
  return String(value)
    .replace(FORBIDDEN, '\ufffd')
    .replace(SPECIAL, (character) => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`);
}

/** Attributes by name; null for one that is left out. */
export type XmlAttributes = Readonly<Record<string, Cell>>;

/** ` name="value"` for each value that is not null. */
export function xmlAttributes(values: XmlAttributes): string {
  return Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escapeXml(value)}"`))
    .join('');
}
