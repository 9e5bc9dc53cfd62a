import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { OPERATIONS } from '../soak/mixedLoad.ts';
import type { ServerProcess } from '../soak/serverProcess.ts';
import { Times } from '../times.ts';
import { atRate, Client } from './client.ts';

/** The reads of the soak, in a fixed order. */
const READS = OPERATIONS.filter(({ query }) => !query.startsWith('mutation'));
const SHARES = READS.reduce((sum, { share }) => sum + share, 0);

type Server = Pick<ServerProcess, 'url' | 'token'>;
interface Task {
  readonly server: Server;
  readonly rate: number;
  readonly seconds: number;
}
interface Done {
  readonly times: readonly number[];
  readonly errors: readonly (readonly [message: string, count: number])[];
}

/** Reads of the seed, sent by a process of their own: this one has a large heap, and pauses for longer than a read takes. */
export class Readers {
  readonly errors = new Map<string, number>();
  readonly #process: ChildProcess;
  readonly #server: Server;
  #times = new Times();

  constructor({ url, token }: ServerProcess) {
    this.#server = { url, token };
    this.#process = fork(fileURLToPath(import.meta.url), { execArgv: [] });
  }

  /** Latencies since the last call, from when each read was due. */
  takeTimes(): Times {
    const times = this.#times;
    this.#times = new Times();
    return times;
  }

  /** Sends every read often, so that Java and V8 have compiled what it needs. */
  async warm(): Promise<void> {
    await this.run(40, 10);
    this.takeTimes();
  }

  async run(rate: number, seconds: number): Promise<void> {
    this.#process.send({ server: this.#server, rate, seconds } satisfies Task);
    const [done] = (await once(this.#process, 'message')) as [Done];
    for (const time of done.times) this.#times.add(time);
    for (const [message, count] of done.errors) this.errors.set(message, (this.errors.get(message) ?? 0) + count);
  }

  close(): void {
    this.#process.kill();
  }
}

/** In the process of the readers. */
class Reader {
  #client: Client | null = null;
  #number = 0;

  async run({ server, rate, seconds }: Task): Promise<Done> {
    this.#client ??= new Client(server);
    const client = this.#client;
    const times: number[] = [];
    const errors = new Map<string, number>();
    await atRate(rate, seconds, async (_, due) => {
      await this.#read(client).catch(({ message }: Error) => errors.set(message, (errors.get(message) ?? 0) + 1));
      times.push(performance.now() - due);
    });
    return { times, errors: [...errors] };
  }

  async #read(client: Client): Promise<void> {
    const number = this.#number++;
    let place = (number * 37) % SHARES;
    const chosen = READS.find(({ share }) => {
      place -= share;
      return place < 0;
    })!;
    await client.send(chosen.query, chosen.variables?.(number) ?? {});
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const reader = new Reader();
  process.on('message', async (task: Task) => process.send!(await reader.run(task)));
}
