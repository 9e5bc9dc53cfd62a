import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../root.ts';

const run = promisify(execFile);

/** An artifact of Maven. */
export interface Artifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
  /** `all`: one file has all its libraries. Left out: they are fetched too. */
  readonly classifier?: 'all';
}

const ALONE = '<classifier>all</classifier><exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions>';

/** The folder of an artifact and its libraries, which Maven fetches the first time; or why there is none. */
export async function fromMaven({
  group,
  name,
  version,
  classifier,
}: Artifact): Promise<{ readonly libraries: string } | { readonly missing: string }> {
  const folder = join(ROOT, 'node_modules/.cache/allegiance', `${name}-${version}`);
  const complete = join(folder, 'complete');
  const libraries = join(folder, 'lib');
  if (existsSync(complete)) return { libraries };
  mkdirSync(folder, { recursive: true });
  const own = `<groupId>${group}</groupId><artifactId>${name}</artifactId><version>${version}</version>`;
  const dependency = `<dependency>${own}${classifier ? ALONE : ''}</dependency>`;
  const project = '<modelVersion>4.0.0</modelVersion><groupId>tests</groupId><artifactId>tests</artifactId><version>1</version>';
  const pom = join(folder, 'pom.xml');
  writeFileSync(
    pom,
    `<project xmlns="http://maven.apache.org/POM/4.0.0">${project}<packaging>pom</packaging><dependencies>${dependency}</dependencies></project>\n`,
  );
  const options = ['-DincludeScope=runtime', `-DoutputDirectory=${libraries}`];
  try {
    await run('javac', ['-version']);
    await run('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', ...options]);
    writeFileSync(complete, '');
    return { libraries };
  } catch (error) {
    const { code, stdout = '' } = error as { code?: unknown; stdout?: string };
    if (code === 'ENOENT') return { missing: 'Java or Maven is not installed' };
    return { missing: `Maven could not fetch ${name}: ${stdout.split('\n')[0]}` };
  }
}

/** Compiles and runs a program of one class, and returns what it prints. */
export async function runJava(libraries: string, source: string, parameters: readonly string[]): Promise<string> {
  const classes = join(libraries, '../classes');
  await run('javac', ['-cp', join(libraries, '*'), '-d', classes, source]);
  const classpath = [join(libraries, '*'), classes].join(delimiter);
  const options = ['-Djava.awt.headless=true', '-Duser.timezone=UTC', '-cp', classpath];
  return (await run('java', [...options, basename(source, '.java'), ...parameters], { maxBuffer: 2 ** 28 })).stdout;
}
