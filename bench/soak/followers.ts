import { once } from 'node:events';
import { type ClientRequest, get } from 'node:http';
import { WebSocket } from 'ws';
import type { ServerProcess } from './serverProcess.ts';

/** What followers ask: what the explorer asks, with all that a message can list. */
const FOLLOW = `subscription { graphChanged { revision summary relationships { statement } entities { slug name description } events { title } } }`;

/** A follower that counts its messages and reads nothing of them, so that the machine has its cores for the server. */
interface Follower {
  /** Messages with data. */
  received: number;
  stop(): void;
}

/** Over a WebSocket, or server-sent events, as `number` says; resolves once the server has accepted it. */
async function follow(server: ServerProcess, number: number): Promise<Follower> {
  return number % 2 === 0 ? overSocket(server) : overStream(server);
}

async function overSocket({ url, token }: ServerProcess): Promise<Follower> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const follower: Follower = { received: 0, stop: () => socket.terminate() };
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: { token } }));
  await once(socket, 'message');
  socket.on('message', () => follower.received++);
  socket.on('error', () => undefined);
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: FOLLOW } }));
  return follower;
}

function overStream({ url, token }: ServerProcess): Promise<Follower> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'text/event-stream', authorization: `Bearer ${token}` };
    const request: ClientRequest = get(
      `${url}/graphql/stream?query=${encodeURIComponent(FOLLOW)}`,
      { headers, agent: false },
      (response) => {
        const follower: Follower = { received: 0, stop: () => request.destroy() };
        if (response.statusCode !== 200) reject(new Error(`a stream was answered with ${response.statusCode}`));
        response.on('error', () => undefined);
        response.on('data', (chunk: Buffer) => {
          for (let at = chunk.indexOf(MESSAGE); at >= 0; at = chunk.indexOf(MESSAGE, at + 1)) follower.received++;
        });
        resolve(follower);
      },
    );
    request.on('error', reject);
  });
}

const MESSAGE = 'event: next';

/** The metrics of a server at one time. */
interface Figures {
  readonly open: number;
  readonly executions: number;
  readonly heap: number;
  readonly rss: number;
  /** Seconds of processor time of the whole process. */
  readonly processor: number;
  /** The longest time that the event loop was held since the last reading, in seconds. */
  readonly held: number;
}

export async function figuresOf({ url, token }: ServerProcess): Promise<Figures> {
  const text = await (await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
  return {
    open: figure('allegiance_subscriptions_open'),
    executions: figure('allegiance_subscription_executions_total'),
    heap: figure('nodejs_heap_size_used_bytes'),
    rss: figure('process_resident_memory_bytes'),
    processor: figure('process_cpu_seconds_total'),
    held: figure('nodejs_eventloop_lag_max_seconds'),
  };
}

export interface FollowedWrites {
  /** Executions for each revision. */
  readonly executions: number;
  /** Milliseconds of processor time for each write, with its followers. */
  readonly processor: number;
  /** The longest time, in milliseconds, that a write held the event loop; the median and the longest of all writes. */
  readonly held: { readonly median: number; readonly max: number };
  /** Milliseconds from the write to the last message of the slowest of its followers: median. */
  readonly delivered: number;
  /** Messages that did not arrive. */
  readonly missing: number;
}

/** Relationships that one write changes: a message lists them all. */
const ROWS = 20;
const DELIVERY_LIMIT = 10_000;

/** Opens followers of one question, writes, one after the other, and waits each time until all have the message. */
export async function followWrites(server: ServerProcess, followers: number, writes: number): Promise<FollowedWrites> {
  const open = await opened(server, followers);
  const [processor, held, delivered]: number[][] = [[], [], []];
  let missing = 0;
  const before = await figuresOf(server);
  for (let number = 0; number < writes; number++) {
    const start = await figuresOf(server);
    const counts = open.map(({ received }) => received);
    const began = performance.now();
    await writeRows(server);
    const isMissing = () => open.filter(({ received }, index) => received <= counts[index]!).length;
    while (isMissing() > 0 && performance.now() - began < DELIVERY_LIMIT) await pause(5);
    delivered!.push(performance.now() - began);
    missing += isMissing();
    const end = await figuresOf(server);
    processor!.push((end.processor - start.processor) * 1_000);
    held!.push(end.held * 1_000);
  }
  const executions = (await figuresOf(server)).executions - before.executions;
  for (const follower of open) follower.stop();
  return {
    executions: executions / writes,
    processor: median(processor!),
    held: { median: median(held!), max: Math.max(...held!) },
    delivered: median(delivered!),
    missing,
  };
}

/** Opens a thousand at a time, and closes them, and so on. Returns the heap and the memory after each round, without followers. */
export async function openAndClose(server: ServerProcess, count: number, atOnce: number): Promise<Pick<Figures, 'heap' | 'rss'>[]> {
  const rounds: Pick<Figures, 'heap' | 'rss'>[] = [];
  for (let done = 0; done < count; done += atOnce) {
    const open = await opened(server, atOnce);
    await writeRows(server);
    for (const follower of open) follower.stop();
    rounds.push(await atRest(server));
  }
  return rounds;
}

/** The figures once all have left, and the garbage is collected. */
async function atRest(server: ServerProcess): Promise<Pick<Figures, 'heap' | 'rss'>> {
  while ((await figuresOf(server)).open > 0) await pause(20);
  for (let time = 0; time < 3; time++) {
    server.collectGarbage();
    await pause(200);
  }
  return figuresOf(server);
}

/** Followers that the server has accepted, fifty at a time. */
async function opened(server: ServerProcess, count: number): Promise<Follower[]> {
  const open: Follower[] = [];
  while (open.length < count) {
    const group = Array.from({ length: Math.min(50, count - open.length) }, (_, index) => follow(server, open.length + index));
    open.push(...(await Promise.all(group)));
  }
  while ((await figuresOf(server)).open < count) await pause(20);
  return open;
}

const NAMES = ['iran', 'russia', 'syrian-government', 'hezbollah', 'israel'];

/** So that each write differs from the one before. */
let written = 0;

async function writeRows(server: ServerProcess): Promise<void> {
  written++;
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    type: 'BACKS',
    from: NAMES[index % NAMES.length]!,
    to: NAMES[(index + 1 + Math.floor(index / NAMES.length)) % NAMES.length]!,
    start: '2020',
    key: `followed-${index}`,
    confidence: (1 + (written % 97)) / 100,
  })).filter(({ from, to }) => from !== to);
  await query(server, 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }', { rows });
}

async function query({ url, token }: ServerProcess, text: string, variables: object = {}): Promise<void> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: text, variables }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
