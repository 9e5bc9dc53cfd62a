import { csvFormat } from './csv/format.ts';
import type { LoadedMapping } from './csv/mapping.ts';
import type { ImportFormat } from './format.ts';
import { FTM_IMPORT } from './ftm/ftm.ts';
import { JSONL_IMPORT } from './jsonl.ts';
import { ucdpActors } from './ucdp/actors.ts';
import { ucdpEsd } from './ucdp/esd.ts';
import { ucdpGed } from './ucdp/ged.ts';

/** A format that the command line can choose. */
export interface FormatEntry {
  /** Its name on the command line: `csv`. */
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  /** True where it needs a mapping. */
  readonly takesMapping: boolean;
  /** @param mapping Not null where the format takes a mapping. */
  readonly make: (mapping: LoadedMapping | null) => ImportFormat;
}

/** All formats that can be imported, in the order of the help. */
export const FORMATS: readonly FormatEntry[] = [
  ...[ucdpGed, ucdpEsd, ucdpActors, JSONL_IMPORT, FTM_IMPORT].map((format) => ({
    name: format.name,
    summary: format.summary,
    takesMapping: false,
    make: () => format,
  })),
  {
    name: 'csv',
    summary: 'any table with a header, with a mapping of its columns',
    takesMapping: true,
    make: (mapping) => csvFormat(mapping!),
  },
];
