import { Agent, request } from 'node:http';
import { Times } from '../times.ts';

export interface Operation {
  readonly query: string;
  readonly variables: (number: number) => object;
}

/** What some clients got. */
export interface Outcome {
  readonly answered: number;
  /** Errors by code, with how many there were. */
  readonly errors: ReadonlyMap<string, number>;
  readonly perSecond: number;
  /** Milliseconds of what was answered. */
  readonly times: Times;
  /** Milliseconds of what was refused. */
  readonly refusals: Times;
}

/**
 * Clients that send one request after the other, without a pause, except that a refused one waits as long as the server said.
 * @param wait False: also a refused one sends its next request at once.
 */
export async function sendWithoutPause(
  url: string,
  token: string,
  clients: number,
  seconds: number,
  operations: readonly Operation[],
  wait = true,
): Promise<Outcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const [times, refusals, errors] = [new Times(), new Times(), new Map<string, number>()];
  const start = performance.now();
  const over = start + seconds * 1_000;
  let [number, answered] = [0, 0];
  const client = async (): Promise<void> => {
    while (performance.now() < over) {
      const { query, variables } = operations[number % operations.length]!;
      const sent = performance.now();
      const answer = await post(agent, url, token, JSON.stringify({ query, variables: variables(number++) }));
      const took = performance.now() - sent;
      if (answer.code === null) {
        answered++;
        times.add(took);
        continue;
      }
      refusals.add(took);
      errors.set(answer.code, (errors.get(answer.code) ?? 0) + 1);
      if (wait && answer.retryAfter > 0) await new Promise((later) => setTimeout(later, 1_000 * answer.retryAfter));
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  agent.destroy();
  return { answered, errors, perSecond: (1_000 * answered) / (performance.now() - start), times, refusals };
}

interface Answer {
  /** The code of its first error, or its status where it has none. */
  readonly code: string | null;
  readonly retryAfter: number;
}

function post(agent: Agent, url: string, token: string, body: string): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path: '/graphql', method: 'POST', headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { errors } = JSON.parse(Buffer.concat(chunks).toString()) as { errors?: { extensions?: { code?: string } }[] };
        const code = errors ? (errors[0]?.extensions?.code ?? String(response.statusCode)) : null;
        resolve({ code, retryAfter: Number(response.headers['retry-after'] ?? 0) });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
