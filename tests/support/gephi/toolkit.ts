import { join } from 'node:path';
import { fromMaven, runJava } from '../java/java.ts';
import { ROOT } from '../root.ts';

const SOURCE = join(ROOT, 'tests/support/gephi/ReadGexf.java');

type Attributes = Readonly<Record<string, unknown>>;

interface GephiElement {
  readonly id: string;
  readonly label: string | null;
  /** First and last moment, in milliseconds since 1970; null where it is open. Without spells it is always there. */
  readonly spells?: readonly (readonly [from: number | null, until: number | null])[];
}

interface GephiEdge extends GephiElement {
  readonly source: string;
  readonly target: string;
  readonly directed: boolean;
  readonly weight: number;
}

/** What Gephi has of a file. Columns of the file are attributes beside these. */
export interface GephiGraph {
  /** Warnings and errors of its report. */
  readonly problems: readonly string[];
  readonly nodes: readonly (Attributes & GephiElement)[];
  readonly edges: readonly (Attributes & GephiEdge)[];
}

/** The toolkit of Gephi, of 80 MB; or why there is none. */
export const gephiToolkit = () => fromMaven({ group: 'org.gephi', name: 'gephi-toolkit', version: '0.10.1', classifier: 'all' });

/** Reads GEXF files with Gephi. */
export async function readByGephi(libraries: string, files: readonly string[]): Promise<GephiGraph[]> {
  const text = await runJava(libraries, SOURCE, files);
  return [...text.matchAll(/^READ (.*)$/gm)].map(([, json]) => JSON.parse(json!) as GephiGraph);
}
