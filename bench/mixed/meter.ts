import type { ServerProcess } from '../soak/serverProcess.ts';

/** What was measured of a server while something was done. */
export interface Phase {
  /** CPU time, in milliseconds. */
  readonly cpu: number;
  /** The longest pause of the event loop, in milliseconds. */
  readonly pause: number;
  /** Bytes of memory before and after. */
  readonly before: number;
  readonly after: number;
}

/** Each reading of the metrics begins a new one of the longest pause. */
const READ_EVERY = 1_000;

export class Meter {
  constructor(
    private readonly server: ServerProcess,
    private readonly cpu: () => number,
  ) {}

  async during(work: () => Promise<unknown>): Promise<Phase> {
    const before = (await this.#read()).memory;
    const start = this.cpu();
    let pause = 0;
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        await new Promise((later) => setTimeout(later, READ_EVERY));
        pause = Math.max(pause, (await this.#read()).pause);
      }
    })();
    await work();
    const cpu = this.cpu() - start;
    isOver = true;
    await watching;
    return { cpu, pause, before, after: (await this.#read()).memory };
  }

  async #read(): Promise<{ memory: number; pause: number }> {
    const text = await (await fetch(`${this.server.url}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
    return { memory: figure('process_resident_memory_bytes'), pause: 1000 * figure('nodejs_eventloop_lag_max_seconds') };
  }
}
