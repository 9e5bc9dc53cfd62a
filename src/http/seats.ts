import { AllegianceError } from '../model/errors.ts';

/** How many subscriptions a server keeps open at once where nothing else is asked for. */
export const USUAL_SEATS = 1_000;

/** The places of a server for those who follow the graph, over whatever transport: each holds memory and work at every write. */
export class Seats {
  #taken = 0;

  constructor(readonly most = USUAL_SEATS) {}

  get taken(): number {
    return this.#taken;
  }

  /** @throws TOO_MANY_SUBSCRIPTIONS when all are taken */
  expectFree(): void {
    if (this.#taken >= this.most) throw tooMany(this.most);
  }

  /**
   * Takes one. Returns what gives it back; doing so twice is doing it once.
   * @throws TOO_MANY_SUBSCRIPTIONS when all are taken
   */
  take(): () => void {
    this.expectFree();
    this.#taken += 1;
    let isTaken = true;
    return () => {
      if (isTaken) this.#taken -= 1;
      isTaken = false;
    };
  }
}

/** Short enough for the reason of a closed WebSocket. */
export function tooMany(most: number): AllegianceError {
  return new AllegianceError('TOO_MANY_SUBSCRIPTIONS', `Expected at most ${most} subscriptions at once. End one, or try again later.`, {
    most,
  });
}
