/** Milliseconds between two lines where output is not a terminal. */
const LINE_INTERVAL_MS = 5_000;
/** Milliseconds between two updates of the bar. */
const BAR_INTERVAL_MS = 100;
const BAR_WIDTH = 20;

/** The stream for progress: standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows the progress of an import: a bar on a terminal, elsewhere a line from time to time. Both without colour. */
export class Progress {
  private readonly start = performance.now();
  private last = Number.NEGATIVE_INFINITY;
  private wasShown = false;

  /** @param fraction The share of the input that has been read, 0 to 1; null where it is unknown. */
  constructor(
    private readonly screen: ProgressStream,
    private readonly fraction: () => number | null,
  ) {}

  rows(count: number): void {
    const elapsed = performance.now() - this.start;
    const fraction = this.fraction();
    if (fraction === 1 || elapsed - this.last < (this.screen.isTTY ? BAR_INTERVAL_MS : LINE_INTERVAL_MS)) return;
    this.last = elapsed;
    this.wasShown = true;
    const text = progressText(count, elapsed / 1_000, fraction);
    this.screen.write(this.screen.isTTY ? `\r\u001b[K${bar(fraction)}${text}` : `${text}\n`);
  }

  /** Clears the line of the bar. */
  end(): void {
    if (this.screen.isTTY && this.wasShown) this.screen.write('\r\u001b[K');
  }
}

/** `12,000 rows, 4,000 a second, 35 %, 0:22 left`. */
export function progressText(rows: number, seconds: number, fraction: number | null): string {
  const rate = seconds > 0 ? Math.round(rows / seconds) : rows;
  const parts = [`${formatNumber(rows)} rows`, `${formatNumber(rate)} a second`];
  if (fraction !== null && fraction > 0) {
    const secondsLeft = Math.ceil((seconds * (1 - fraction)) / fraction);
    parts.push(`${Math.floor(fraction * 100)} %`, `${Math.floor(secondsLeft / 60)}:${String(secondsLeft % 60).padStart(2, '0')} left`);
  }
  return parts.join(', ');
}

/** `12,000`. */
export function formatNumber(number: number): string {
  return number.toLocaleString('en');
}

function bar(fraction: number | null): string {
  if (fraction === null) return '';
  const full = Math.round(fraction * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] `;
}
