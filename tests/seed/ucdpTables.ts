import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const { ALLEGIANCE_UCDP } = process.env;

/** The folder of the tables: `../shared/data/ucdp` beside the repository, or the one that ALLEGIANCE_UCDP names. */
export const UCDP_TABLES = ALLEGIANCE_UCDP ? pathToFileURL(`${ALLEGIANCE_UCDP}/`) : new URL('../../../shared/data/ucdp/', import.meta.url);

/** They are no part of the repository. */
export const haveUcdpTables = existsSync(UCDP_TABLES);

type Record = { readonly [column: string]: string };

/** A UCDP table, a gzipped CSV after RFC 4180, row by row. */
export function ucdpTable(name: string): Record[] {
  const [header, ...rows] = parseCsv(
    gunzipSync(readFileSync(new URL(`${name}.csv.gz`, UCDP_TABLES)))
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
