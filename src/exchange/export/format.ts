import type { Lacking } from './leftOut.ts';
import type { ExportOptions } from './options.ts';
import type { Snapshot } from './snapshot.ts';

/** A format for exports. */
export interface ExportFormat {
  /** Its name on the command line, and the extension of its files: `gexf`. */
  readonly name: string;
  readonly mediaType: string;
  /** One line for the help. */
  readonly summary: string;
  /** What it has no place for, whatever the graph. */
  readonly lacks: readonly Lacking[];
  /** Its files, in the order in which they are written. Most formats have one, named `graph`. */
  readonly files: readonly ExportFile[];
}

export interface ExportFile {
  /** The name without extension: `graph`, `nodes`. */
  readonly name: string;
  /** The content as a stream of pieces. A piece is made only when the one before it was consumed. */
  readonly write: (snapshot: Snapshot, options: ExportOptions) => AsyncIterable<string | Uint8Array>;
}

/** Header of an export over HTTP: the revision that it shows. */
export const REVISION_HEADER = 'Allegiance-Revision';

/** Header of an export over HTTP: the path at which the server says what the export left out, once it has ended. */
export const LEFT_OUT_HEADER = 'Allegiance-Left-Out';
