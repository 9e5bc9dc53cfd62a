import type { ImportReport } from '../../exchange/import/run.ts';
import type { ProblemKind } from '../../exchange/import/tally.ts';
import { plain } from '../style.ts';
import { count } from './progress.ts';

/** An import that has ended. */
export interface Finished {
  readonly report: ImportReport;
  /** Why it failed; null where it did not. */
  readonly error: string | null;
  readonly seconds: number;
  readonly dryRun: boolean;
  /** The file of rejected rows; null where none was written. */
  readonly rejectedFile: string | null;
}

/** The report as text. */
export function reportInWords({ report, error, seconds, dryRun, rejectedFile }: Finished): string {
  const { created, updated, unchanged, rejected, problems, oddities, interrupted } = report;
  const rows = created + updated + unchanged + rejected;
  const verbs = dryRun ? ['to create', 'to update', 'to reject'] : ['created', 'updated', 'rejected'];
  const lines = [
    `${count(rows)} rows in ${seconds.toFixed(1)} s: ${count(created)} ${verbs[0]}, ${count(updated)} ${verbs[1]}, ${count(unchanged)} unchanged, ${count(rejected)} ${verbs[2]}`,
    ...listed('Rejected', problems),
    ...listed('Warnings (imported as they are)', oddities),
  ];
  if (rejectedFile)
    lines.push(
      '',
      `The rejected rows were written to ${rejectedFile}. Fix them there and import them again: allegiance import jsonl ${rejectedFile}`,
    );
  if (error) lines.push('', 'The import failed with the error above. Fix the cause and run it again to import the rest.');
  if (interrupted) lines.push('', 'The import was interrupted. Run it again to import the rest.');
  if (dryRun) lines.push('', 'Nothing was written (--dry-run).');
  return lines.join('\n');
}

function listed(title: string, kinds: readonly ProblemKind[]): string[] {
  if (kinds.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...kinds.flatMap(({ code, field, count: times, examples }) => [
      `  ${count(times)} × ${code}${field === null ? '' : ` (${field})`}`,
      ...examples.map(({ file, line, message }) => `      ${plain(file)}, line ${line}: ${plain(message)}`),
    ]),
  ];
}

/** The report as one line of JSON. */
export function reportAsJson({ report, error, seconds, dryRun, rejectedFile }: Finished): string {
  return JSON.stringify({ ...report, error, dryRun, rejectedFile, seconds: Math.round(seconds * 1_000) / 1_000 });
}
