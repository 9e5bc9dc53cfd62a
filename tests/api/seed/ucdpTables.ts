import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';

const { ALLEGIANCE_UCDP } = process.env;

/** The directory of the tables: ALLEGIANCE_UCDP, else `../shared/data/ucdp` next to the repository. */
export const UCDP_TABLES = ALLEGIANCE_UCDP
  ? pathToFileURL(`${ALLEGIANCE_UCDP}/`)
  : new URL('../../../../shared/data/ucdp/', import.meta.url);

/** The tables are not part of the repository. */
export const haveUcdpTables = existsSync(UCDP_TABLES);

type Record = { readonly [column: string]: string };

/** The rows of a UCDP table, a gzipped CSV file (RFC 4180). */
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
