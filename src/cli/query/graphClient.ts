import type { Omission } from '../../exchange/export/leftOut.ts';

/** An operation of the public API, with the type of its result. */
export interface Operation<Answer> {
  readonly text: string;
  /** Never set; it carries the type. */
  readonly answer?: Answer;
}

/** The content of an exported file as a stream, its revision, and what has no place in it. */
export interface ExportedFile {
  readonly pieces: AsyncIterable<string | Uint8Array>;
  readonly revision: number;
  /** What it left out; once the pieces are read to their end. */
  leftOut(): Promise<readonly Omission[]>;
}

/** Access to the graph for a command: through a running server, or directly to a store. */
export interface GraphClient {
  /** @throws AllegianceError with the code of the first error */
  execute<Answer>(operation: Operation<Answer>, variables: Readonly<Record<string, unknown>>): Promise<Answer>;
  /** A file of an export, such as `graph.gexf`. The parameters are filters of the API, and options of the format. */
  exportFile(name: string, parameters: Readonly<Record<string, string>>): Promise<ExportedFile>;
  /** Writes a consistent copy of the embedded store to a new file. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
