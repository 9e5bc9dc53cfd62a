import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { findJava, type Java } from './java.ts';
import { neo4jClassPath } from './library.ts';
import { compileMainClass, MAIN_CLASS } from './mainClass.ts';
import { NEO4J_RELEASES, type Neo4jVersion } from './releases.ts';

const START_LIMIT_MS = 120_000;
const LINES_SHOWN = 20;

export interface RunningNeo4j {
  /** `bolt://127.0.0.1:port`, on a port that was free. */
  uri: string;
  user: string;
  /** Empty where the server needs none. */
  password: string;
  java: number;
  /** The id of its process. */
  pid: number;
  /** Changes a setting at run time, as an administrator would: `db.memory.transaction.max`, `20m`. */
  set(setting: string, value: string): Promise<void>;
  /** Pauses or resumes the process with all its threads. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

export interface Neo4jStart {
  /** The password of the user neo4j; without one there is no authentication. */
  password?: string;
  /** Compiles less, which halves the CPU time of the start: for tests, never for measurements. */
  brief?: boolean;
  /** Uses the serial garbage collector, for tests on few cores: never for measurements. */
  serial?: boolean;
  /** Size of the page cache and of the heap, in MiB each. Default: 64 and 768. */
  memory?: number;
}

/**
 * A real, empty Neo4j Community server, for tests and benchmarks. It is ready after about six seconds, and ends with the
 * process that started it, even when that is killed.
 * @throws Neo4jUnavailable where Java or the libraries are missing; Error with the server's last output when it does not start
 */
export async function startNeo4j(
  version: Neo4jVersion,
  { password = '', brief = false, serial = false, memory }: Neo4jStart = {},
): Promise<RunningNeo4j> {
  const release = NEO4J_RELEASES.find((candidate) => candidate.version === version)!;
  const java = await findJava(release.java);
  const libraries = await neo4jClassPath(version);
  const classes = await compileMainClass(version, java, libraries);
  const options = [
    `-Xmx${memory ?? 768}m`,
    `-Dpagecache=${memory ?? 64}`,
    ...(brief ? ['-XX:TieredStopAtLevel=1'] : []),
    ...(serial ? ['-XX:+UseSerialGC'] : []),
    '-cp',
    [classes, libraries].join(delimiter),
  ];
  const home = await mkdtemp(join(tmpdir(), 'allegiance-neo4j-'));
  const server = launch(java, [...options, MAIN_CLASS, home, '0', ...(password ? [password] : [])]);
  const stop = async () => {
    server.kill('SIGCONT');
    server.stdin.end();
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    await rm(home, { recursive: true, force: true });
  };
  const set = async (setting: string, value: string) => {
    server.stdin.write(`${setting}=${value}\n`);
    while (!String((await once(server.stdout, 'data'))[0]).includes(`SET ${setting}`));
  };
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => void server.kill(name);
  try {
    return {
      uri: `bolt://127.0.0.1:${await readyPort(server)}`,
      user: 'neo4j',
      password,
      java: java.version,
      pid: server.pid!,
      set,
      signal,
      stop,
    };
  } catch (error) {
    server.kill('SIGKILL');
    await stop();
    throw new Error(`Neo4j ${version} on Java ${java.version} ${(error as Error).message}`);
  }
}

/** In its own process group: an interrupt from the keyboard would end Java at once and leave its data behind. */
function launch(java: Java, parameters: string[]): ChildProcessWithoutNullStreams {
  return spawn(java.command, parameters, { detached: true, stdio: 'pipe' });
}

async function readyPort(server: ChildProcessWithoutNullStreams): Promise<string> {
  const output: string[] = [];
  server.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const limit = setTimeout(() => server.kill('SIGKILL'), START_LIMIT_MS);
  try {
    for await (const line of createInterface({ input: server.stdout })) {
      const port = /^READY (\d+)$/.exec(line)?.[1];
      if (port) return port;
      output.push(`${line}\n`);
    }
  } finally {
    clearTimeout(limit);
    server.stdout.resume();
  }
  throw new Error(`ended before it was ready, or was not within ${START_LIMIT_MS / 1000} s. Its last output:\n${lastLines(output)}`);
}

/** The last lines without the frames of Java stack traces, which hide the messages. */
function lastLines(output: string[]): string {
  const lines = output.join('').split('\n');
  return lines
    .filter((line) => line !== '' && !/^\s+(at|\.\.\.) /.test(line))
    .slice(-LINES_SHOWN)
    .join('\n');
}
