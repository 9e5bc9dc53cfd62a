import type { Engine } from '../../engine/engine.ts';
import { AllegianceError } from '../../model/errors.ts';
import { beginUrgent } from '../../model/turns.ts';

/** Queries read; mutations write. */
export type Lane = 'read' | 'write';

/** How many operations may run at the same time. */
export interface Concurrency {
  readonly reads: number;
  readonly writes: number;
  /** How many reads may run beside a write: each step of it waits for a step of all of them. */
  readonly readsBesideWrites: number;
  /** The share of the time of writes in which reads may run beside them. */
  readonly readShare: number;
}

/** By the kind of engine: the embedded one runs in this process; a statement on Neo4j leaves it time for others. */
export const CONCURRENCY: Readonly<Record<Engine['kind'], Concurrency>> = {
  embedded: { reads: 6, writes: 4, readsBesideWrites: 3, readShare: 0.5 },
  neo4j: { reads: 24, writes: 8, readsBesideWrites: 4, readShare: 0.5 },
};

/** Operations of a lane that may wait, of all callers. */
export const MAX_WAITING = 256;
/** Milliseconds after which the turn of an operation should come: one whose turn is expected later is refused at once. */
export const MAX_WAIT = 600;
/** Milliseconds after which an operation is refused whose turn did not come as expected. */
const MAX_TOTAL_WAIT = 1_000;
/** How much the latest operation counts in the average time of all. */
const LATEST_SHARE = 0.1;
/** Milliseconds that reads may run beside writes before these have run alone. */
const READ_CREDIT = 50;
/** So few reads may wait that those beside a write need no credit: their clients leave it time. */
const FEW_WAITING = 4;
/** Milliseconds after a write in which its client may send the next one: meanwhile no more reads start than may run beside a write. */
const NEXT_WRITE = 20;
/** Milliseconds after a read in which another is expected. */
const LATELY = 1_000;
/** Milliseconds between two refusals where clients do not wait as `Retry-After` says; before, so many are refused at once. */
const REFUSAL_INTERVAL = 10;
const REFUSALS_AT_ONCE = 100;
const MAX_REFUSAL_DELAY = 1_000;

interface Waiter {
  readonly since: number;
  readonly start: () => void;
  readonly refuse: (error: AllegianceError) => void;
}

/** The operations of a lane that run and wait. The callers are in the order of their turns. */
class LaneState {
  running = 0;
  waiting = 0;
  readonly callers = new Map<string, Waiter[]>();
  readonly #runningOf = new Map<string, number>();
  /** Milliseconds that an operation takes on average, divided by how many run beside it. */
  #interval = 0;

  /** @param slots How many may run at the same time. */
  constructor(private readonly slots: number) {}

  /** Is there a slot for a caller? The last one is for another caller. */
  hasSlot(caller: string): boolean {
    return this.running < this.slots && (this.#runningOf.get(caller) ?? 0) < Math.max(1, this.slots - 1);
  }

  started(caller: string): void {
    this.running++;
    this.#runningOf.set(caller, (this.#runningOf.get(caller) ?? 0) + 1);
  }

  ended(caller: string, milliseconds: number): void {
    this.#interval += LATEST_SHARE * (milliseconds / this.running - this.#interval);
    this.running--;
    const left = this.#runningOf.get(caller)! - 1;
    if (left > 0) this.#runningOf.set(caller, left);
    else this.#runningOf.delete(caller);
  }

  add(caller: string, waiter: Waiter): void {
    const queue = this.callers.get(caller);
    if (queue) queue.push(waiter);
    else this.callers.set(caller, [waiter]);
    this.waiting++;
  }

  /** Takes the first operation of the caller whose turn it is, and lets that caller be the last one; null if there is no slot for it. */
  takeNext(): Waiter | null {
    const caller = [...this.callers.keys()].find((one) => this.hasSlot(one));
    if (caller === undefined) return null;
    const queue = this.callers.get(caller)!;
    const waiter = queue.shift()!;
    this.callers.delete(caller);
    if (queue.length > 0) this.callers.set(caller, queue);
    this.waiting--;
    return waiter;
  }

  /** Removes one that has not had its turn. */
  remove(caller: string, waiter: Waiter): void {
    const queue = this.callers.get(caller);
    const at = queue?.indexOf(waiter) ?? -1;
    if (at < 0) return;
    queue!.splice(at, 1);
    if (queue!.length === 0) this.callers.delete(caller);
    this.waiting--;
  }

  /** Milliseconds until the turn of one more operation of a caller. */
  expectedWait(caller: string): number {
    const own = this.waitingOf(caller) + 1;
    let before = 0;
    for (const queue of this.callers.values()) before += Math.min(queue.length, own);
    return before * this.#interval;
  }

  /** The caller with most operations that wait. */
  heaviest(): string {
    let [found, most] = ['', 0];
    for (const [caller, { length }] of this.callers) if (length > most) [found, most] = [caller, length];
    return found;
  }

  waitingOf(caller: string): number {
    return this.callers.get(caller)?.length ?? 0;
  }
}

/**
 * Lets a few operations run at the same time and the others wait for their turn, since more at once finish no sooner, and each step of
 * one would wait for a step of all others. Writes have a lane of their own, and reads run beside them only in a share of their time, and
 * only a few at once, so that many readers do not starve them; long work of a write gives way to the reads that run (`model/turns.ts`). In a lane
 * the callers take turns. What would wait for too long is refused at once.
 */
export class OperationQueue {
  readonly #lanes: Readonly<Record<Lane, LaneState>>;
  /** Milliseconds that reads may still run beside writes; less than 0 where they ran longer than that. */
  #credit = READ_CREDIT;
  #creditedAt: number;
  #lastWriteEndedAt = -Infinity;
  #lastReadAt = -Infinity;
  #timer: NodeJS.Timeout | null = null;
  #nextRefusalAt = 0;

  /** Operations that have begun while the store is being opened. */
  #early = 0;

  /**
   * @param now Milliseconds of a monotonic clock.
   * @param isOpening Is the store still being opened? Then operations wait for that, or answer from memory, and none for another.
   */
  constructor(
    private readonly concurrency: Concurrency,
    private readonly now: () => number = () => performance.now(),
    private readonly isOpening: () => boolean = () => false,
  ) {
    this.#lanes = { read: new LaneState(concurrency.reads), write: new LaneState(concurrency.writes) };
    this.#creditedAt = now();
  }

  /** Has anybody read in the last second? */
  get wasReadLately(): boolean {
    return this.now() - this.#lastReadAt < LATELY;
  }

  /** Operations that wait for their turn. */
  get waiting(): number {
    return this.#lanes.read.waiting + this.#lanes.write.waiting;
  }

  /**
   * Waits for the turn of an operation, unless its client disconnects before.
   * @returns What to call when it has ended; idempotent.
   * @throws OVERLOADED where its turn would come too late
   */
  async acquire(lane: Lane, caller: string, signal?: AbortSignal): Promise<() => void> {
    if (lane === 'read') this.#lastReadAt = this.now();
    if (this.isOpening()) return this.#beginEarly();
    const state = this.#lanes[lane];
    if (state.hasSlot(caller) && !state.callers.has(caller) && this.#maySpend(lane)) this.#start(state, caller);
    else {
      const wait = this.#waitWithoutRoom(state, caller);
      if (wait !== null) throw await this.#refusal(wait);
      const turn = this.#turn(state, caller, signal);
      this.#startNext();
      await turn;
    }
    const startedAt = this.now();
    const answered = lane === 'read' ? beginUrgent() : null;
    let isRunning = true;
    return () => {
      if (!isRunning) return;
      isRunning = false;
      answered?.();
      this.#count();
      state.ended(caller, this.now() - startedAt);
      if (lane === 'write') this.#lastWriteEndedAt = this.now();
      this.#startNext();
    };
  }

  /** @throws OVERLOADED where as many wait for the store as may wait for a turn */
  async #beginEarly(): Promise<() => void> {
    if (this.#early >= MAX_WAITING) throw await this.#refusal(MAX_TOTAL_WAIT);
    this.#early++;
    let isRunning = true;
    return () => {
      if (isRunning) this.#early--;
      isRunning = false;
    };
  }

  #start(state: LaneState, caller: string): void {
    this.#count();
    state.started(caller);
  }

  /** If this is a read and writes run, or are about to: do reads have credit, and run few enough of them? */
  #maySpend(lane: Lane): boolean {
    this.#count();
    const { read, write } = this.#lanes;
    if (lane === 'write') return true;
    const few = read.running < this.concurrency.readsBesideWrites;
    return write.running > 0
      ? few && (this.#credit > 0 || read.waiting < FEW_WAITING)
      : few || this.now() - this.#lastWriteEndedAt > NEXT_WRITE;
  }

  /** Brings the credit of reads up to date, before anything starts or ends. */
  #count(): void {
    const now = this.now();
    const passed = now - this.#creditedAt;
    this.#creditedAt = now;
    const { read, write } = this.#lanes;
    if (write.running > 0 && read.running > 0) this.#credit -= passed;
    else this.#credit = Math.min(READ_CREDIT, this.#credit + passed * this.#gain);
  }

  /** Milliseconds of credit for each millisecond in which no reads run beside writes. */
  get #gain(): number {
    const { readShare } = this.concurrency;
    return readShare / (1 - readShare);
  }

  /** Null where one more operation may wait; else how long it would wait. */
  #waitWithoutRoom(state: LaneState, caller: string): number | null {
    const { read, write } = this.#lanes;
    const share = state === read && write.running > 0 ? this.concurrency.readShare : 1;
    const wait = state.expectedWait(caller) / share;
    if (wait > MAX_WAIT) return wait;
    if (state.waiting < MAX_WAITING) return null;
    const heaviest = state.heaviest();
    if (state.waitingOf(caller) + 1 >= state.waitingOf(heaviest)) return wait;
    const last = state.callers.get(heaviest)!.at(-1)!;
    state.remove(heaviest, last);
    last.refuse(overloaded(wait));
    return null;
  }

  #turn(state: LaneState, caller: string, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        state.remove(caller, waiter);
        reject(disconnected());
      };
      const waiter: Waiter = {
        since: this.now(),
        start: () => {
          signal?.removeEventListener('abort', leave);
          this.#start(state, caller);
          resolve();
        },
        refuse: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      if (signal?.aborted) return reject(disconnected());
      signal?.addEventListener('abort', leave, { once: true });
      state.add(caller, waiter);
    });
  }

  #startNext(): void {
    for (const lane of ['write', 'read'] as const) {
      const state = this.#lanes[lane];
      while (state.waiting > 0 && this.#maySpend(lane)) {
        const next = state.takeNext();
        if (next === null) break;
        this.#startOrRefuse(next);
      }
    }
    const wait = this.#waitForReads();
    if (wait === null || this.#timer !== null) return;
    const again = () => {
      this.#timer = null;
      this.#startNext();
    };
    this.#timer = setTimeout(again, 1 + wait).unref();
  }

  /** Milliseconds until more of the reads that wait may start by themselves; null where the next operation that ends starts them. */
  #waitForReads(): number | null {
    const { read, write } = this.#lanes;
    if (read.waiting === 0) return null;
    if (write.running > 0) return read.running > 0 ? null : Math.max(0, -this.#credit) / this.#gain;
    const left = NEXT_WRITE - (this.now() - this.#lastWriteEndedAt);
    return left >= 0 ? left : null;
  }

  #startOrRefuse({ since, start, refuse }: Waiter): void {
    const waited = this.now() - since;
    if (waited <= MAX_TOTAL_WAIT) start();
    else refuse(overloaded(waited));
  }

  /** The error of a refusal, later where there are very many: clients that come back at once would leave no time for anything else. */
  async #refusal(wait: number): Promise<AllegianceError> {
    const now = this.now();
    const due = this.#nextRefusalAt - REFUSALS_AT_ONCE * REFUSAL_INTERVAL;
    this.#nextRefusalAt = Math.max(now, this.#nextRefusalAt) + REFUSAL_INTERVAL;
    if (due > now) await new Promise((later) => setTimeout(later, Math.min(due - now, MAX_REFUSAL_DELAY)));
    return overloaded(wait);
  }
}

function overloaded(wait: number): AllegianceError {
  const retryAfter = Math.max(1, Math.ceil(wait / 1_000));
  const message = `The server has more to do than it can answer in time. Try again in ${retryAfter} s, and send fewer requests at once.`;
  return new AllegianceError('OVERLOADED', message, { retryAfter });
}

/** Nobody reads this error. */
function disconnected(): AllegianceError {
  return new AllegianceError('OVERLOADED', 'The client disconnected before the turn of its request.');
}
