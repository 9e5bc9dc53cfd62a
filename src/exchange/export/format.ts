import type { Snapshot } from './snapshot.ts';

export interface ExportOptions {
  /** Puts an apostrophe before text that a spreadsheet would run as a formula. */
  readonly defuse: boolean;
}

/** A format that a graph can be exported in. */
export interface ExportFormat {
  /** As it is typed, and the ending of its file: `gexf`. */
  readonly name: string;
  readonly mediaType: string;
  /** One line for the help. */
  readonly summary: string;
  /** Its files, in the order in which they are written; most formats have one, called `graph`. */
  readonly files: readonly ExportFile[];
}

export interface ExportFile {
  /** The name without its ending: `graph`, `nodes`. */
  readonly name: string;
  /** The text, piece by piece: no piece is made before the one before it was taken. */
  readonly write: (snapshot: Snapshot, options: ExportOptions) => AsyncIterable<string>;
}
