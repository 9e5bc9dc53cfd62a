import { OPERATIONS } from '../soak/mixedLoad.ts';
import type { ServerProcess } from '../soak/serverProcess.ts';
import { Times } from '../times.ts';
import { atRate, Client } from './client.ts';

/** The reads of the soak, in a fixed order. */
const READS = OPERATIONS.filter(({ query }) => !query.startsWith('mutation'));
const SHARES = READS.reduce((sum, { share }) => sum + share, 0);

/** Reads of the seed. */
export class Readers {
  readonly errors = new Map<string, number>();
  readonly #client: Client;
  #times = new Times();
  #number = 0;

  constructor(server: ServerProcess) {
    this.#client = new Client(server);
  }

  /** Latencies since the last call, from when each read was due. */
  takeTimes(): Times {
    const times = this.#times;
    this.#times = new Times();
    return times;
  }

  /** Sends every read often, so that Java and V8 have compiled what it needs. */
  async warm(): Promise<void> {
    for (let number = 0; number < 400; number++) await this.#read(performance.now());
    this.takeTimes();
  }

  run(rate: number, seconds: number): Promise<void> {
    return atRate(rate, seconds, (_, due) => this.#read(due));
  }

  async #read(due: number): Promise<void> {
    const number = this.#number++;
    let place = (number * 37) % SHARES;
    const chosen = READS.find(({ share }) => {
      place -= share;
      return place < 0;
    })!;
    try {
      await this.#client.send(chosen.query, chosen.variables?.(number) ?? {});
    } catch (error) {
      const message = (error as Error).message;
      this.errors.set(message, (this.errors.get(message) ?? 0) + 1);
    }
    this.#times.add(performance.now() - due);
  }
}
