import { execFile } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Neo4jUnavailable } from './releases.ts';

const run = promisify(execFile);
const INSTALLATIONS = '/usr/lib/jvm';

export interface Java {
  command: string;
  version: number;
}

/**
 * The oldest installed JDK of at least major version `minimum`, since a release is tested most on that one. Runtimes without
 * a compiler are ignored.
 * @throws Neo4jUnavailable where there is none
 */
export async function findJava(minimum: number): Promise<Java> {
  const found = (await Promise.all(javaHomes().map(readJava))).filter((java) => java !== null).sort((a, b) => a.version - b.version);
  const fitting = found.find((java) => java.version >= minimum);
  if (fitting) return fitting;
  const versions = found.map((java) => java.version).join(', ') || 'none';
  throw new Neo4jUnavailable(`no JDK ${minimum} or later was found (found: ${versions}). Install one, or name it in JAVA_${minimum}_HOME`);
}

function javaHomes(): string[] {
  const named = Object.entries(process.env).flatMap(([name, home]) => (home && /^JAVA(_\d+)?_HOME$/.test(name) ? [home] : []));
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, 'java'))
    .filter((command) => existsSync(command))
    .map((command) => dirname(dirname(realpathSync(command))));
  const installed = existsSync(INSTALLATIONS) ? readdirSync(INSTALLATIONS).map((name) => join(INSTALLATIONS, name)) : [];
  const homes = [...named, ...onPath, ...installed].filter((home) => existsSync(join(home, 'bin', 'javac')));
  return [...new Set(homes.map((home) => realpathSync(home)))];
}

async function readJava(home: string): Promise<Java | null> {
  const command = join(home, 'bin', 'java');
  try {
    const { stderr } = await run(command, ['-version']);
    const version = /version "(\d+)/.exec(stderr)?.[1];
    return version ? { command, version: Number(version) } : null;
  } catch {
    return null;
  }
}
