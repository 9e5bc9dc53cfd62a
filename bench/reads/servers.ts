import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OWN } from '../../src/engine/neo4j/ownLabels.ts';
import { labelOf } from '../../src/model/kinds.ts';
import { ROOT } from '../../tests/support/root.ts';
import { AS_STARTED } from '../soak/serverProcess.ts';
import { KINDS } from './graph.ts';
import type { ReadShape, Subject } from './shapes.ts';

/** A server under test, in its own process. */
export interface BenchServer {
  readonly title: string;
  readonly pid: number;
  readonly port: number;
  /** The most connections that it supports. */
  readonly maxConnections: number;
  /** Path and body of a request. */
  request(shape: ReadShape, number: number, subject: Subject): { readonly path: string; readonly body: string };
  /** Requests to be measured, if they are not those of the subjects of the shape. */
  readonly next?: (shape: ReadShape, number: number) => { readonly path: string; readonly body: string };
  /** Whether others write to the graph while it is measured. */
  readonly isWrittenBeside?: boolean;
  /** Known not to respond: not requested, since Neo4j would continue to plan. */
  isKnownToFail(shape: ReadShape): boolean;
  /** Maps its answer to that of the floor. */
  answer(shape: ReadShape, data: never): unknown;
  stop(): Promise<void>;
}

const RIVALS = join(ROOT, 'bench/rivals');
const BENCH = join(ROOT, 'dist/bench');

/** Our server as released, the two forms of the rival, and the floor. */
export async function* startServers(uri: string, only: readonly string[]): AsyncGenerator<BenchServer> {
  const isSelected = (title: string) => only.length === 0 || only.some((part) => title.includes(part));
  const starts = [
    { title: 'ours, first asked', start: async () => withFreshRequests(await ours(uri, 'ours, first asked', {}, true)) },
    {
      title: 'ours, changed elsewhere',
      start: async () => ({ ...(await ours(uri, 'ours, changed elsewhere', {}, false)), isWrittenBeside: true }),
    },
    { title: 'ours, repeated', start: () => ours(uri, 'ours, repeated', {}, false) },
    { title: 'ours', start: () => ours(uri, 'ours', {}, true) },
    { title: 'ours, no cache', start: () => ours(uri, 'ours, no cache', { ALLEGIANCE_CACHE_MIB: '0' }, true) },
    { title: 'floor', start: () => floor(uri) },
    { title: 'rival, one type', start: () => rival(uri, 'rival, one type', 'concrete') },
    { title: 'rival, interface', start: () => rival(uri, 'rival, interface', 'interface') },
  ];
  const selected = starts.filter(({ title }) => isSelected(title));
  if (selected.some(({ title }) => title.startsWith('rival')) && !existsSync(join(RIVALS, 'node_modules'))) {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: RIVALS, stdio: 'inherit' });
  }
  for (const { start } of selected) yield await start();
}

/** As `npm start` runs it. With `uncached` every request differs from all before, so that no whole response comes from the cache. */
async function ours(uri: string, title: string, settings: Readonly<Record<string, string>>, uncached: boolean): Promise<BenchServer> {
  let sequence = 0;
  const profile = process.env.READS_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.READS_PROFILE}`] : [];
  const program = [...AS_STARTED, ...profile, join(ROOT, 'dist/server/main.js')];
  const started = await start(program, /http:\/\/127\.0\.0\.1:(\d+)\/graphql/, {
    ...settings,
    NEO4J_URI: uri,
    PORT: '0',
    ALLEGIANCE_RATE: '0',
  });
  while (!(await fetch(`http://127.0.0.1:${started.port}/health/ready`)).ok) await new Promise((later) => setTimeout(later, 100));
  return {
    title,
    ...started,
    maxConnections: 10,
    isKnownToFail: () => false,
    request: (shape, _, subject) => ({
      path: '/graphql',
      body: JSON.stringify({
        query: shape.ours.query,
        variables: { ...shape.ours.variables(subject), ...(uncached ? { sequence: sequence++ } : {}) },
      }),
    }),
    answer: (shape, data) => shape.ours.answer(data),
  };
}

/** Each request is about what none before was about. What it shows may be known from others. */
function withFreshRequests(server: BenchServer): BenchServer {
  const counts = new Map<number, number>();
  return {
    ...server,
    next: (shape, number) => {
      const count = counts.get(number) ?? 0;
      counts.set(number, count + 1);
      return { path: '/graphql', body: JSON.stringify(shape.fresh(count)) };
    },
  };
}

async function floor(uri: string): Promise<BenchServer> {
  const started = await start([join(BENCH, 'bench/reads/floor.js'), uri], /READY (\d+)/);
  return {
    title: 'floor',
    ...started,
    maxConnections: 10,
    isKnownToFail: () => false,
    request: (_, number, subject) => ({ path: `/${number}`, body: JSON.stringify({ variables: subject }) }),
    answer: (_, data) => data,
  };
}

async function rival(uri: string, title: string, form: 'concrete' | 'interface'): Promise<BenchServer> {
  const started = await start([join(RIVALS, 'server.mjs'), uri, form, OWN, ...KINDS.map(labelOf)], /READY (\d+)/);
  const isInterface = form === 'interface';
  const spelled = (query: string) =>
    query
      .replace(/TIE\((.*?)\)/g, isInterface ? '... on Tie { $1 }' : '$1')
      .replace('ORD', isInterface ? '{ Tie: { ord: ASC } }' : '{ ord: ASC }');
  return {
    title,
    ...started,
    // For an interface over six types it generates a megabyte of Cypher, which Neo4j plans for minutes.
    // Ten concurrent requests need more memory than Neo4j allows.
    maxConnections: isInterface ? 1 : 10,
    isKnownToFail: ({ deep }) => isInterface && deep,
    request: (shape, _, { id, sort }) => ({
      path: '/',
      body: JSON.stringify({ query: spelled(shape.rival.query), variables: shape.rival.query.includes('$sort') ? { sort } : { id } }),
    }),
    answer: (shape, data) => shape.rival.answer(data),
  };
}

async function start(parameters: readonly string[], announced: RegExp, environment: Readonly<Record<string, string>> = {}) {
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', ...environment };
  const child = spawn(process.execPath, parameters, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async () => {
    child.kill('SIGINT');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    const port = announced.exec(line)?.[1];
    if (!port) continue;
    child.stdout.resume();
    return { pid: child.pid!, port: Number(port), stop };
  }
  throw new Error(`${parameters.join(' ')} ended before it was ready`);
}
