import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../root.ts';

const run = promisify(execFile);
const CACHE = join(ROOT, 'node_modules/.cache/allegiance/gephi');
const SOURCE = join(ROOT, 'tests/support/gephi/ReadGexf.java');
const VERSION = '0.10.1';

/** What Gephi read of a file. */
export interface GephiGraph {
  readonly nodes: number;
  readonly edges: number;
  readonly directed: number;
  readonly undirected: number;
  /** Warnings and errors of its report. */
  readonly problems: number;
}

/**
 * The toolkit of Gephi, with all its libraries in one file of 80 MB, which Maven fetches the first time; or why there is none.
 */
export async function gephiToolkit(): Promise<{ readonly jar: string } | { readonly missing: string }> {
  const jar = join(CACHE, `gephi-toolkit-${VERSION}-all.jar`);
  if (existsSync(jar)) return { jar };
  mkdirSync(CACHE, { recursive: true });
  const artifact = `org.gephi:gephi-toolkit:${VERSION}:jar:all`;
  const copy = ['-q', '-B', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${CACHE}`];
  const fetched = ['-q', '-B', 'dependency:get', `-Dartifact=${artifact}`, '-Dtransitive=false'];
  try {
    await run('javac', ['-version']);
    await run('mvn', fetched);
    await run('mvn', copy);
    return existsSync(jar) ? { jar } : { missing: 'Maven copied no gephi-toolkit' };
  } catch (error) {
    const { code, stdout = '' } = error as { code?: unknown; stdout?: string };
    if (code === 'ENOENT') return { missing: 'Java or Maven is not installed' };
    return { missing: `Maven could not fetch gephi-toolkit: ${stdout.split('\n')[0]}` };
  }
}

/** Reads GEXF files with Gephi. */
export async function readByGephi(jar: string, files: readonly string[]): Promise<GephiGraph[]> {
  const classes = dirname(jar);
  await run('javac', ['-cp', jar, '-d', classes, SOURCE]);
  const { stdout } = await run('java', ['-Djava.awt.headless=true', '-cp', [jar, classes].join(delimiter), 'ReadGexf', ...files]);
  return [...stdout.matchAll(/^READ (\d+) (\d+) (\d+) (\d+) (\d+) /gm)].map(([, ...counts]) => {
    const [nodes, edges, directed, undirected, problems] = counts.map(Number) as [number, number, number, number, number];
    return { nodes, edges, directed, undirected, problems };
  });
}
