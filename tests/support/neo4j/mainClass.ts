import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../root.ts';
import type { Java } from './java.ts';
import { CACHE } from './library.ts';
import type { Neo4jVersion } from './releases.ts';

const run = promisify(execFile);
const SOURCE = join(ROOT, 'tests/support/neo4j/RunNeo4j.java');

/** The name of the class whose `main` runs a server. */
export const MAIN_CLASS = 'RunNeo4j';

/**
 * The directory of the main class, compiled once for each release and Java version: running it from source takes 1.5 s of
 * CPU time at every start.
 */
export async function compileMainClass(version: Neo4jVersion, java: Java, libraries: string): Promise<string> {
  const directory = join(CACHE, `neo4j-${version}-java-${java.version}`);
  const compiled = join(directory, `${MAIN_CLASS}.class`);
  const isFresh = existsSync(compiled) && statSync(compiled).mtimeMs >= statSync(SOURCE).mtimeMs;
  if (!isFresh) await run(join(dirname(java.command), 'javac'), ['-cp', libraries, '-d', directory, SOURCE]);
  return directory;
}
