import { join } from 'node:path';
import { fromMaven, runJava } from '../java/java.ts';
import { ROOT } from '../root.ts';

const SOURCE = join(ROOT, 'tests/support/openrefine/Reconcile.java');

/** A column of names to match, each with a value of a property, and the properties to fetch for the matches. */
export interface MatchedColumn {
  readonly service: string;
  readonly type: string | null;
  readonly batchSize: number;
  readonly rows: readonly (readonly [name: string, value: string | null])[];
  /** The property of the values. */
  readonly property: string;
  readonly extend: readonly string[];
}

/** What OpenRefine has then. */
export interface Matches {
  readonly rows: readonly {
    readonly error: string | null;
    readonly match: string | null;
    readonly candidates: readonly (readonly [id: string, name: string, types: readonly string[], score: number])[];
  }[];
  /** Names of the fetched columns. */
  readonly columns: readonly string[];
  /** The rows of these columns, by the id of the match. */
  readonly extended: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;
}

/** OpenRefine's own classes with their libraries, of 63 MB; or why there are none. */
export const openRefine = () => fromMaven({ group: 'org.openrefine', name: 'main', version: '3.8.2' });

/** Matches a column by the code with which OpenRefine does it. */
export async function matchByOpenRefine(libraries: string, column: MatchedColumn): Promise<Matches> {
  const text = await runJava(libraries, SOURCE, [JSON.stringify(column)]);
  return JSON.parse(/^FOUND (.*)$/m.exec(text)![1]!);
}
