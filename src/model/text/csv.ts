import type { Cell } from './column.ts';

/** Spreadsheets run a cell that begins with one of these as a formula, some also with the full-width ones. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/**
 * One line of CSV (RFC 4180) with its line break.
 * @param defuse puts an apostrophe before a text that a spreadsheet would run as a formula
 */
export function csvLine(cells: readonly Cell[], defuse: boolean): string {
  return `${cells.map((cell) => quotedCell(cell, defuse)).join(',')}\r\n`;
}

function quotedCell(cell: Cell, defuse: boolean): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  const text = defuse && FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) || /^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
