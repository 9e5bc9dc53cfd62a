import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../root.ts';
import { Neo4jUnavailable, type Neo4jVersion } from './releases.ts';

const run = promisify(execFile);
/** Maven's local repository allows one writer at a time. */
let previous: Promise<unknown> = Promise.resolve();
const POM = join(ROOT, 'tests/support/neo4j/pom.xml');
/** The directory in which the tests cache what they download and compile. */
export const CACHE = join(ROOT, 'node_modules/.cache/allegiance');

/**
 * The class path of a Neo4j server: some 240 libraries, about 145 MB, which Maven downloads into its repository the first
 * time. The path is cached, and valid as long as all its libraries exist.
 * @throws Neo4jUnavailable without Maven, or when it cannot download them
 */
export async function neo4jClassPath(version: Neo4jVersion): Promise<string> {
  const cachedPath = join(CACHE, `neo4j-${version}.classpath`);
  const cached = existsSync(cachedPath) ? await readFile(cachedPath, 'utf8') : null;
  if (cached?.split(delimiter).every((library) => existsSync(library))) return cached;
  await mkdir(CACHE, { recursive: true });
  const unfinished = `${cachedPath}.${process.pid}`;
  const resolving = previous.then(() => resolve(version, unfinished));
  previous = resolving.catch(() => {});
  await resolving;
  await rename(unfinished, cachedPath);
  return readFile(cachedPath, 'utf8');
}

async function resolve(version: Neo4jVersion, output: string): Promise<void> {
  const goal = ['dependency:build-classpath', '-DincludeScope=runtime', `-Dneo4j.version=${version}`, `-Dmdep.outputFile=${output}`];
  try {
    await run('mvn', ['-q', '-B', '-f', POM, ...goal]);
  } catch (error) {
    const { code, stdout = '' } = error as { code?: unknown; stdout?: string };
    if (code === 'ENOENT') throw new Neo4jUnavailable('Maven (mvn) is not installed; it is needed to download the libraries');
    const reason = stdout.split('\n').find((line) => line.includes('ERROR')) ?? String(error);
    throw new Neo4jUnavailable(`Maven could not download the libraries: ${reason.trim()}`);
  }
}
