import { csvFormat } from './csv/format.ts';
import type { ReadMapping } from './csv/mapping.ts';
import type { ImportFormat } from './format.ts';
import { JSONL_IMPORT } from './jsonl/jsonl.ts';
import { ucdpActors } from './ucdp/actors.ts';
import { ucdpEsd } from './ucdp/esd.ts';
import { ucdpGed } from './ucdp/ged.ts';

/** A format as it is chosen by its name. */
export interface FormatEntry {
  /** As it is typed: `csv`. */
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  /** Does it read a table by a mapping? */
  readonly takesMapping: boolean;
  /** @param mapping Given where the format takes one. */
  readonly make: (mapping: ReadMapping | null) => ImportFormat;
}

/** All formats that can be imported, in the order of the help. */
export const FORMATS: readonly FormatEntry[] = [
  ...[ucdpGed, ucdpEsd, ucdpActors, JSONL_IMPORT].map((format) => ({
    name: format.name,
    summary: format.summary,
    takesMapping: false,
    make: () => format,
  })),
  {
    name: 'csv',
    summary: 'any table with a header, by a mapping of its columns',
    takesMapping: true,
    make: (mapping) => csvFormat(mapping!),
  },
];
