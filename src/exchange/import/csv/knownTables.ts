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

/** Tables with a header that no importer and no mapping reads, the columns by which they are recognised, and columns that show another. */
const REFUSED_BY_COLUMNS: readonly { title: string; why: string; columns: readonly string[]; without: readonly string[] }[] = [
  {
    title: 'Alliance Treaty Obligations and Provisions (ATOP), alliances',
    why: 'It says what each treaty promises and when it began, and not when each state belonged to it, so nobody can be called the ally of another by it. Take the table of members (atop5_1m, mapping atop-members), or that of years of pairs (mapping atop).',
    columns: ['atopid', 'begyr', 'endyr', 'bilat', 'defense', 'offense'],
    without: ['member'],
  },
  {
    title: 'Alliance Treaty Obligations and Provisions (ATOP), years of states',
    why: 'It says what a state has promised in a year, and not to whom. Take the table of years of pairs (mapping atop), or that of members (mapping atop-members).',
    columns: ['state', 'year', 'atopally', 'defense', 'offense', 'nonagg'],
    without: ['mem1', 'stateA', 'member'],
  },
];

/** Tables that no importer and no mapping reads, with the number of their columns and what its first ones look like. */
const REFUSED: readonly { title: string; why: string; widths: readonly number[]; first: readonly RegExp[] }[] = [
  {
    title: 'GDELT Global Knowledge Graph (GKG)',
    why: 'It lists names and themes of articles, not who does what to whom, so no relationship and no event can be read from it. The events of GDELT are in another file (export.CSV), which the mapping gdelt reads.',
    widths: [27],
    first: [/^\d{14}-T?\d+$/, /^\d{14}$/],
  },
  {
    title: 'table of mentions of GDELT 2.0',
    why: 'It says which articles mention an event, not what the event is. The events are in another file (export.CSV), which the mapping gdelt reads.',
    widths: [16],
    first: [/^\d+$/, /^\d{14}$/, /^\d{14}$/],
  },
  {
    title: 'events of GDELT 1.0',
    why: 'The mapping gdelt reads GDELT 2.0, which has 61 columns; here its names of columns would stand above other values. Take the file of GDELT 2.0, or name the columns in a mapping of your own (`header`).',
    widths: [57, 58],
    first: [/^\d+$/, /^\d{8}$/],
  },
];

/** What a file is that cannot be read, and why; undefined for others. */
export function refusedTableOf(sample: Sample): { title: string; why: string } | undefined {
  const { header } = sample;
  const named = REFUSED_BY_COLUMNS.find(
    ({ columns, without }) => hasColumns(sample, columns) && !without.some((column) => hasColumns(sample, [column])),
  );
  return named ?? REFUSED.find(({ widths, first }) => widths.includes(header.length) && first.every((form, at) => form.test(header[at]!)));
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
