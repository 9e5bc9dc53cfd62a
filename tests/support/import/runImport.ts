import type { Engine } from '../../../src/engine/engine.ts';
import type { ImportFormat, ImportInput } from '../../../src/exchange/import/format.ts';
import { type ImportOptions, type ImportReport, importInto } from '../../../src/exchange/import/run.ts';
import { dryRunTarget, storeTarget } from '../../../src/exchange/import/target/store.ts';

export interface RunOptions extends ImportOptions {
  /** Only check and count; nothing is written. */
  readonly dryRun?: boolean;
  readonly now?: () => Date;
}

/** Imports files into a store, as the command does. */
export function runImport(
  engine: Engine,
  format: ImportFormat,
  inputs: readonly ImportInput[],
  { dryRun = false, now = () => new Date(), ...options }: RunOptions = {},
): Promise<ImportReport> {
  return importInto(dryRun ? dryRunTarget(engine, now) : storeTarget(engine, now), format, inputs, options);
}
