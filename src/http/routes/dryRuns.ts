import type { Engine } from '../../engine/engine.ts';
import type { Target } from '../../exchange/import/run.ts';
import type { DryRunPart } from '../../exchange/import/target/call.ts';
import { dryRunTarget } from '../../exchange/import/target/store.ts';
import { AllegianceError } from '../../model/errors.ts';

/** The most dry runs under way at once: each has the new entities of its file in memory. */
const MAX_DRY_RUNS = 4;

interface DryRun {
  readonly target: Target;
  /** The number of its last batch. */
  number: number;
}

/** The dry runs of imports under way. Each batch is checked as if those before it were written. The longest unused are forgotten. */
export class DryRuns {
  private readonly underWay = new Map<string, DryRun>();

  constructor(private readonly engine: Engine) {}

  /** @throws CONFLICT where the batches before are not known, or no longer */
  targetOf({ name, number }: DryRunPart, client: string): Target {
    const key = `${client} ${name}`;
    const known = this.underWay.get(key) ?? { target: dryRunTarget(this.engine, () => new Date()), number: 0 };
    if (known.number + 1 !== number) {
      throw new AllegianceError('CONFLICT', `Expected batch ${known.number + 1} of the dry run; got ${number}. Begin the dry run again.`);
    }
    known.number = number;
    this.underWay.delete(key);
    this.underWay.set(key, known);
    if (this.underWay.size > MAX_DRY_RUNS) this.underWay.delete(this.underWay.keys().next().value!);
    return known.target;
  }
}
