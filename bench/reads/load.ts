import { Agent, request } from 'node:http';

/** A closed-loop load on one server over persistent connections; checks only that each response has data. */
export class Load {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 100 });

  constructor(private readonly port: number) {}

  /** Returns the number of responses within some milliseconds; each connection sends its next request after each response. */
  async run(nextRequest: () => { path: string; body: string }, connections: number, milliseconds: number): Promise<number> {
    const over = performance.now() + milliseconds;
    let answered = 0;
    const one = async () => {
      while (performance.now() < over) {
        const { path, body } = nextRequest();
        expectAnswer(await this.post(path, body));
        answered++;
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    return answered;
  }

  post(path: string, body: string): Promise<Buffer> {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    return new Promise((resolve, reject) => {
      const sent = request({ port: this.port, host: '127.0.0.1', method: 'POST', path, headers, agent: this.#agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function expectAnswer(bytes: Buffer): void {
  if (!bytes.subarray(0, 20).toString().startsWith('{"data":')) throw new Error(`no answer: ${bytes.subarray(0, 1000)}`);
}
