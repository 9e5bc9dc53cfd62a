import { mebibytes } from '../times.ts';
import type { MixedLoad } from './mixedLoad.ts';
import type { ServerProcess } from './serverProcess.ts';
import type { Subscribers } from './subscribers.ts';

/** The metrics of the server at one time. */
export interface Sample {
  /** Seconds since the start of the load. */
  readonly at: number;
  /** Bytes. */
  readonly rss: number;
  readonly heap: number;
  /** The 99th percentile of the lag of the event loop, in seconds. */
  readonly delay: number;
}

const SAMPLE_EVERY = 1_000;
const REPORT_EVERY = 30;

/** Samples the metrics of the server every second, and reports every half minute. */
export class Watch {
  readonly samples: Sample[] = [];

  constructor(
    private readonly server: ServerProcess,
    private readonly load: MixedLoad,
    private readonly subscribers: Subscribers,
  ) {}

  async run(seconds: number): Promise<void> {
    const start = performance.now();
    for (let reported = 0, at = 0; at < seconds; at = (performance.now() - start) / 1000) {
      this.samples.push({ at, ...(await this.#sample()) });
      if (at >= (reported + 1) * REPORT_EVERY) this.#report(++reported * REPORT_EVERY);
      await new Promise((later) => setTimeout(later, SAMPLE_EVERY));
    }
    this.#report(seconds);
  }

  async #sample(): Promise<Omit<Sample, 'at'>> {
    const text = await (await fetch(`${this.server.url}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
    return {
      rss: figure('process_resident_memory_bytes'),
      heap: figure('nodejs_heap_size_used_bytes'),
      delay: figure('nodejs_eventloop_lag_p99_seconds'),
    };
  }

  #report(at: number): void {
    const { rss, heap, delay } = this.samples.at(-1)!;
    const times = this.load.takeTimes();
    const errors = [...this.load.errors, ...this.subscribers.errors].map(([what, count]) => `${count} × ${what}`);
    const columns = [
      `${String(at).padStart(4)} s  memory ${mebibytes(rss)}, heap ${mebibytes(heap)}`,
      `p50 ${times.at(0.5).toFixed(1)} ms, p99 ${times.at(0.99).toFixed(1)} ms`,
      `event loop lag ${(delay * 1000).toFixed(1)} ms (p99)`,
      `${this.load.answered} responses, ${Object.values(this.subscribers.received).reduce((sum, count) => sum + count, 0)} messages`,
      errors.length === 0 ? 'no errors' : errors.join('; '),
    ];
    console.log(columns.join(' | '));
  }
}
