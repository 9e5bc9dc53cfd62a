import { randomUUID } from 'node:crypto';
import type { Omission } from '../../exchange/export/leftOut.ts';
import { AllegianceError } from '../../model/errors.ts';

/** What an export left out. */
export interface LeftOutReport {
  /** `gexf`. */
  readonly format: string;
  readonly revision: number;
  readonly leftOut: readonly Omission[];
}

/** The most reports that are remembered, of a few hundred bytes each; the oldest are forgotten. */
const MAX_REPORTS = 1_000;

/** The reports of the latest exports of this process. */
export class LeftOutReports {
  /** Null while the export is being written. */
  readonly #reports = new Map<string, LeftOutReport | null>();

  /** The id of the report of an export that begins; nobody can guess it. */
  begin(): string {
    const id = randomUUID();
    this.#reports.set(id, null);
    if (this.#reports.size > MAX_REPORTS) this.#reports.delete(this.#reports.keys().next().value!);
    return id;
  }

  end(id: string, report: LeftOutReport): void {
    if (this.#reports.has(id)) this.#reports.set(id, report);
  }

  /** @throws BAD_INPUT where it is not known, or no longer; CONFLICT where the export has not ended */
  get(id: string): LeftOutReport {
    const report = this.#reports.get(id);
    if (report) return report;
    if (report === null)
      throw new AllegianceError('CONFLICT', 'Expected an export that has ended; this one has not. Read it to its end first.');
    const message = `Expected the path in the header of one of the latest ${MAX_REPORTS} exports of this server since it started; got another.`;
    throw new AllegianceError('BAD_INPUT', message);
  }
}
