import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const TABLES = new URL('../../../shared/data/ucdp/', import.meta.url);

export const haveUcdpTables = existsSync(TABLES);

type Record = { readonly [column: string]: string };

/** A UCDP table, a gzipped CSV after RFC 4180, row by row. */
export function ucdpTable(name: string): Record[] {
  const [header, ...rows] = parseCsv(
    gunzipSync(readFileSync(new URL(`${name}.csv.gz`, TABLES)))
      .toString('utf8')
      .replace(/^\ufeff/, ''),
  );
  return rows.map((cells) => Object.fromEntries(cells.map((cell, at) => [header![at], cell])));
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, separator] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (separator !== ',') rows.push([]);
  }
  return rows.filter((cells) => cells.length > 1);
}
