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
  /** Empty: the server asks for none. */
  password: string;
  java: number;
  /** Of its process. */
  pid: number;
  /** Changes a setting while it runs, as an administrator would: `db.memory.transaction.max`, `20m`. */
  set(setting: string, value: string): Promise<void>;
  /** Stops the process where it stands, all threads of it, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

export interface Neo4jStart {
  /** With one, the user neo4j must log in. */
  password?: string;
  /** Starts with half of the computing by compiling less: for tests, never for measurements. */
  brief?: boolean;
  /** Collects its garbage in one thread, beside tests on few cores: never for measurements. */
  serial?: boolean;
  /** Megabytes for the pages of the store, and again as much for the heap: 64 and 768 where nothing is said. */
  memory?: number;
}

/**
 * A real, empty Neo4j Community server, for tests and benches. It answers after about six seconds, and
 * ends with the process that started it, whatever ends that.
 * @throws Neo4jUnavailable where Java or the libraries are missing; Error with the server's last words when it does not start.
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

/** In a process group of its own: an interrupt from the keyboard would end Java at once and leave its data behind. */
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
  throw new Error(`ended before it was ready, or was not within ${START_LIMIT_MS / 1000} s. Its last words:\n${lastLines(output)}`);
}

/** Without the frames of Java's stack traces, which push the messages out. */
function lastLines(output: string[]): string {
  const lines = output.join('').split('\n');
  return lines
    .filter((line) => line !== '' && !/^\s+(at|\.\.\.) /.test(line))
    .slice(-LINES_SHOWN)
    .join('\n');
}
