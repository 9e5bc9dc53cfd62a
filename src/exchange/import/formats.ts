import { csvFormat } from './csv/format.ts';
import type { LoadedMapping } from './csv/mapping.ts';
import type { ImportFormat } from './format.ts';
import { FTM_IMPORT } from './ftm/ftm.ts';
import { JSONL_IMPORT } from './jsonl.ts';
import { ucdpActors } from './ucdp/actors.ts';
import { ucdpEsdOf } from './ucdp/esd.ts';
import { ucdpGedOf } from './ucdp/ged.ts';

/** A format that the command line can choose. */
export interface FormatEntry {
  /** Its name on the command line: `csv`. */
  readonly name: string;
  /** One line for the help. */
  readonly summary: string;
  /** True where it needs a mapping. */
  readonly takesMapping: boolean;
  /** True where a release can be named. */
  readonly takesVersion: boolean;
  /**
   * @param mapping Not null where the format takes a mapping. @param version The release; null where it is not named.
   * @param isComplete Whether the files are said to have all of their release.
   */
  readonly make: (mapping: LoadedMapping | null, version: string | null, isComplete: boolean) => ImportFormat;
}

/** All formats that can be imported, in the order of the help. */
export const FORMATS: readonly FormatEntry[] = [
  ...[ucdpGedOf, ucdpEsdOf].map((of) => ({
    name: of(null).name,
    summary: of(null).summary,
    takesMapping: false,
    takesVersion: true,
    make: (_: LoadedMapping | null, version: string | null, isComplete: boolean) => of(version, isComplete),
  })),
  ...[ucdpActors, JSONL_IMPORT, FTM_IMPORT].map((format) => ({
    name: format.name,
    summary: format.summary,
    takesMapping: false,
    takesVersion: false,
    make: () => format,
  })),
  {
    name: 'csv',
    summary: 'any table with a header, with a mapping of its columns',
    takesMapping: true,
    takesVersion: false,
    make: (mapping) => csvFormat(mapping!),
  },
];
