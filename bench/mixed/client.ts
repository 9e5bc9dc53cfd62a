import { Agent, request } from 'node:http';
import type { ServerProcess } from '../soak/serverProcess.ts';

/** Sends operations over persistent connections. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });

  constructor(private readonly server: Pick<ServerProcess, 'url' | 'token'>) {}

  /** What is refused since the server has too much to do is sent again after the time that it says. Throws the first error of an answer that has some. */
  async send(query: string, variables: object = {}): Promise<unknown> {
    const { data, errors } = JSON.parse(await this.#post(JSON.stringify({ query, variables })));
    if (errors?.[0].extensions?.code === 'OVERLOADED') {
      await new Promise((later) => setTimeout(later, 1_000 * errors[0].extensions.retryAfter));
      return this.send(query, variables);
    }
    if (errors)
      throw new Error(`${(errors[0].path ?? []).filter((part: unknown) => typeof part === 'string').join('.')}: ${errors[0].message}`);
    return data;
  }

  #post(body: string): Promise<string> {
    const { hostname, port } = new URL(this.server.url);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      authorization: `Bearer ${this.server.token}`,
    };
    return new Promise((resolve, reject) => {
      const options = { hostname, port, path: '/graphql', method: 'POST', headers, agent: this.#agent };
      const sent = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      // A persistent connection that the server closed as idle fails only at its next use.
      const isStale = (error: NodeJS.ErrnoException) => sent.reusedSocket && error.code === 'ECONNRESET';
      sent.on('error', (error) => (isStale(error) ? this.#post(body).then(resolve, reject) : reject(error)));
      sent.end(body);
    });
  }
}

/** Does something at a fixed rate, whether or not what it did before has ended. */
export async function atRate(rate: number, seconds: number, one: (number: number, due: number) => Promise<void>): Promise<void> {
  const start = performance.now();
  const open = new Set<Promise<void>>();
  for (let number = 0; number < seconds * rate; number++) {
    const due = start + (number * 1000) / rate;
    const early = due - performance.now();
    if (early > 0) await new Promise((later) => setTimeout(later, early));
    const running: Promise<void> = one(number, due).finally(() => open.delete(running));
    open.add(running);
  }
  await Promise.all(open);
}
