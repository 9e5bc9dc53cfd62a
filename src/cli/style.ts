import { styleText } from 'node:util';

/**
 * Text for a terminal: only bold and dim, which stay readable on a dark and a light one. Plain when it is piped, or where
 * NO_COLOR is set.
 */
export function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

export function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}

/** Control characters of a name would move the cursor or change colours: they are shown as what they are not. */
export function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** The same for what may have several lines. */
export function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

/** Rows in columns, each but the last as wide as its widest cell; `styles` are applied after. */
export function table(rows: readonly (readonly string[])[], styles: readonly ((text: string) => string)[] = []): string {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, [...cell].length)), []);
  const padded = (cell: string, at: number, last: boolean) => (last ? cell : cell + ' '.repeat(widths[at]! - [...cell].length));
  return rows.map((row) => row.map((cell, at) => (styles[at] ?? String)(padded(cell, at, at === row.length - 1))).join('  ')).join('\n');
}
