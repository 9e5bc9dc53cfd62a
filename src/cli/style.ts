import { styleText } from 'node:util';

/**
 * Text for a terminal: only bold and dim, which are readable on a dark and a light background. Unstyled when output is piped
 * or NO_COLOR is set.
 */
export function bold(text: string): string {
  return styleText('bold', text, { stream: process.stdout });
}

/** Secondary text. */
export function dim(text: string): string {
  return styleText('dim', text, { stream: process.stdout });
}

/** Replaces control characters, which could move the cursor or change colours, by U+FFFD. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters replaced
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Aligns rows in columns. `styles` are applied after padding, by column. */
export function table(rows: readonly (readonly string[])[], styles: readonly ((text: string) => string)[] = []): string {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, [...cell].length)), []);
  const padded = (cell: string, at: number, last: boolean) => (last ? cell : cell + ' '.repeat(widths[at]! - [...cell].length));
  return rows.map((row) => row.map((cell, at) => (styles[at] ?? String)(padded(cell, at, at === row.length - 1))).join('  ')).join('\n');
}
