import { columnForm } from '../header.ts';
import type { Mapping } from './mapping.ts';
import type { Sample } from './sample.ts';

/** A table that has a mapping of its own. */
export interface KnownTable {
  /** The name of the mapping: `acled`. */
  readonly name: string;
  readonly table: NonNullable<Mapping['table']>;
  /** The mapping as YAML. */
  readonly text: string;
}

/** The tables that have an importer of their own, and the columns by which they are recognised. */
const IMPORTERS = [
  {
    format: 'ucdp-ged',
    title: 'UCDP Georeferenced Event Dataset',
    columns: ['id', 'type_of_violence', 'side_a_new_id', 'side_b_new_id', 'date_start', 'best', 'country_id'],
  },
  { format: 'ucdp-esd', title: 'UCDP External Support Dataset', columns: ['year', 'actor_id', 'oppo_id', 'dyad_id', 'ext_id', 'ext_name'] },
  { format: 'ucdp-actors', title: 'UCDP Actor Dataset', columns: ['ActorId', 'NameData'] },
] as const;

/** The importer of a table; undefined where it has none. */
export function importerOf(sample: Sample): { format: string; title: string } | undefined {
  return IMPORTERS.find(({ columns }) => hasColumns(sample, columns));
}

/** The known table that a file is: of several that fit, the one with the most columns. */
export function knownTableOf(sample: Sample, tables: readonly KnownTable[]): KnownTable | undefined {
  const fitting = tables.filter(({ table: { columns = [], without = [], width } }) => {
    if (width !== undefined) return isHeaderless(sample, width);
    return columns.length > 0 && hasColumns(sample, columns) && !without.some((column) => hasColumns(sample, [column]));
  });
  const size = ({ table }: KnownTable): number => table.columns?.length ?? table.width!;
  return fitting.reduce<KnownTable | undefined>((most, one) => (most === undefined || size(one) > size(most) ? one : most), undefined);
}

/** Whether a file has all columns; `a|b` is one of these. */
function hasColumns({ header }: Sample, columns: readonly string[]): boolean {
  const names = new Set(header.map(columnForm));
  return columns.every((column) => column.split('|').some((name) => names.has(columnForm(name))));
}

/** GDELT: no header, but a number and a day in the first two of so many values. */
function isHeaderless({ header }: Sample, width: number): boolean {
  return header.length === width && /^\d+$/.test(header[0]!) && /^\d{8}$/.test(header[1]!);
}
