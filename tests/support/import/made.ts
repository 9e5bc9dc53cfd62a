import type { ImportedRow, ImportFormat } from '../../../src/exchange/import/format.ts';

/** A format that yields these rows; the line of a row is its position in the list. */
export function rowsFormat(rows: readonly Pick<ImportedRow, 'kind' | 'row'>[], settings = ''): ImportFormat {
  return {
    name: 'rows',
    version: 1,
    settings,
    summary: 'rows of a test',
    async *read() {
      for (const [index, row] of rows.entries()) yield { ...row, line: index + 1 };
    },
  };
}

const actor = (slug: string) => ({ kind: 'actors', row: { slug, kind: 'ARMED_GROUP', name: slug } }) as const;

/** A source, a hundred actors, and this number of ties with evidence: more than one batch for more than 1,899 ties. */
export function manyRows(ties: number): Pick<ImportedRow, 'kind' | 'row'>[] {
  const actors = Array.from({ length: 100 }, (_, index) => actor(`group-${index}`));
  const relationships = Array.from({ length: ties }, (_, index) => {
    const [from, to] = [index % 100, (index + 1 + (index % 97)) % 100];
    const evidence = [{ source: 'table', locator: `row ${index}`, quote: 'It is so.' }];
    return {
      kind: 'relationships',
      row: { key: `tie ${index}`, type: 'ATTACKS', from: `group-${from}`, to: `group-${to}`, evidence },
    } as const;
  });
  return [{ kind: 'sources', row: { key: 'table', title: 'A table', reliability: 'B' } }, ...actors, ...relationships];
}
