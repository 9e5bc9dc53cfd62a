import { Agent, request } from 'node:http';
import { Times } from '../times.ts';
import type { ServerProcess } from './serverProcess.ts';

interface Operation {
  readonly query: string;
  readonly variables?: (number: number) => object;
  /** Percent of the requests. */
  readonly share: number;
}

const NAMES = ['iran', 'russia', 'syrian-government', 'hezbollah', 'israel', 'turkey', 'hayat-tahrir-al-sham', 'syrian-insurgents'];
const nameOf = (number: number) => NAMES[number % NAMES.length]!;
const others = (number: number) => nameOf(number + 1 + (Math.floor(number / NAMES.length) % (NAMES.length - 1)));

/** Typical requests: pages of the explorer, lists, paths, name searches, and writes of an editor who updates the same row. */
export const OPERATIONS: readonly Operation[] = [
  {
    share: 30,
    query: `query ($id: ID!) { actor(id: $id) { name description fights(first: 10) { edges { node { name } relationship { statement confidence } } }
      backedBy(first: 10) { totalCount edges { node { name } relationship { validity { start } evidence(first: 2) { nodes { quote } } } } } } }`,
    variables: (number) => ({ id: nameOf(number) }),
  },
  { share: 20, query: '{ actors(first: 20) { nodes { name kind relationships(first: 5) { nodes { statement } } } } }' },
  { share: 10, query: '{ events(first: 20) { totalCount nodes { title place { name } participants { role actor { name } } } } }' },
  {
    share: 15,
    query: 'query ($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxDepth: 4) { paths { statement hops { statement } } } }',
    variables: (number) => ({ from: nameOf(number), to: others(number) }),
  },
  {
    share: 15,
    query: 'query ($text: String!) { search(text: $text, first: 10) { entity { name } } }',
    variables: (number) => ({ text: nameOf(number).slice(0, 5) }),
  },
  {
    share: 10,
    query: `mutation ($from: ID!, $to: ID!, $confidence: Float!) {
      recordRelationships(rows: [{ type: BACKS, from: $from, to: $to, start: "2020", key: "soak", confidence: $confidence }]) { revision } }`,
    variables: (number) => ({ from: nameOf(number), to: others(number), confidence: (1 + (number % 97)) / 100 }),
  },
];

/** Milliseconds after which a request has failed. */
const TIMEOUT = 15_000;

/** Requests of all kinds at a fixed rate, in a fixed order. */
export class MixedLoad {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly errors = new Map<string, number>();
  answered = 0;
  /** Latencies since the last `takeTimes`, from when each request was due. */
  #times = new Times();

  constructor(
    private readonly server: ServerProcess,
    private readonly rate: number,
  ) {}

  takeTimes(): Times {
    const times = this.#times;
    this.#times = new Times();
    return times;
  }

  /** Sends every operation some times, one after the other, since Neo4j plans each statement at its first use. */
  async warm(rounds: number): Promise<void> {
    for (let number = 0; number < rounds * OPERATIONS.length; number++) {
      const { query, variables } = OPERATIONS[number % OPERATIONS.length]!;
      await this.#post(JSON.stringify({ query, variables: variables?.(number) })).catch(() => undefined);
    }
  }

  async run(seconds: number): Promise<void> {
    const start = performance.now();
    const open = new Set<Promise<void>>();
    for (let number = 0; number < seconds * this.rate; number++) {
      const due = start + (number * 1000) / this.rate;
      const early = due - performance.now();
      if (early > 0) await new Promise((later) => setTimeout(later, early));
      const one: Promise<void> = this.#send(number, due).finally(() => open.delete(one));
      open.add(one);
    }
    await Promise.all(open);
    this.#agent.destroy();
  }

  async #send(number: number, due: number): Promise<void> {
    const { query, variables } = operationOf(number);
    try {
      const { status, text } = await this.#post(JSON.stringify({ query, variables: variables?.(number) }));
      const { errors = [] } = JSON.parse(text) as { errors?: { message: string; extensions?: { code?: string } }[] };
      for (const { extensions, message } of errors) this.#failed(query, `${extensions?.code ?? status}: ${message}`);
      this.answered++;
    } catch (error) {
      this.#failed(query, error instanceof Error ? error.message : String(error));
    }
    this.#times.add(performance.now() - due);
  }

  #failed(query: string, message: string): void {
    const what = `${/^mutation/.test(query) ? 'write' : 'read'} ${message}`;
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }

  #post(body: string): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(this.server.url);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${this.server.token}`,
    };
    return new Promise((resolve, reject) => {
      const options = { hostname, port, path: '/graphql', method: 'POST', headers, agent: this.#agent, timeout: TIMEOUT };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
        response.on('error', reject);
      });
      sent.on('timeout', () => sent.destroy(new Error(`no response within ${TIMEOUT / 1000} s`)));
      // A persistent connection that the server closed as idle fails only at its next use: retry, as browsers do.
      const isStale = (error: NodeJS.ErrnoException) => sent.reusedSocket && error.code === 'ECONNRESET';
      sent.on('error', (error) => (isStale(error) ? this.#post(body).then(resolve, reject) : reject(error)));
      sent.end(body);
    });
  }
}

/** Chooses by share; consecutive numbers have different operations. */
function operationOf(number: number): Operation {
  let place = (number * 37) % 100;
  for (const operation of OPERATIONS) {
    if (place < operation.share) return operation;
    place -= operation.share;
  }
  return OPERATIONS[0]!;
}
