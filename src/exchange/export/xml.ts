/** What XML 1.0 allows at all: no other control characters, no U+FFFE or U+FFFF, no half of a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const SPECIAL = /[&<>"'\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Any text as content or attribute value; what XML cannot hold becomes U+FFFD, line breaks and tabs stay what they are. */
export function escaped(value: string | number | boolean): string {
  return String(value)
    .replace(FORBIDDEN, '\ufffd')
    .replace(SPECIAL, (character) => ESCAPES[character] ?? `&#${character.charCodeAt(0)};`);
}

/** ` name="value"` for each that is not null. */
export function attributes(values: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(values)
    .map(([name, value]) => (value === null ? '' : ` ${name}="${escaped(value)}"`))
    .join('');
}
