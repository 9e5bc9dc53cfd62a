import type { ImportReport } from '../../exchange/import/run.ts';
import type { ProblemKind } from '../../exchange/import/tally.ts';
import { plain } from '../style.ts';
import { count } from './progress.ts';

/** What is known of an import when it is over. */
export interface Finished {
  readonly report: ImportReport;
  /** Why it broke off before its end; null where it did not. */
  readonly error: string | null;
  readonly seconds: number;
  readonly dryRun: boolean;
  /** The file of rejected rows; null where none was written. */
  readonly rejectedFile: string | null;
}

/** For people. */
export function reportInWords({ report, error, seconds, dryRun, rejectedFile }: Finished): string {
  const { created, updated, unchanged, rejected, problems, oddities, interrupted } = report;
  const rows = created + updated + unchanged + rejected;
  const would = dryRun ? ' would be' : '';
  const lines = [
    `${count(rows)} rows in ${seconds.toFixed(1)} s:${would} ${count(created)} created, ${count(updated)} updated, ${count(unchanged)} unchanged, ${count(rejected)} rejected`,
    ...listed('Rejected', problems),
    ...listed('Kept as it is, but odd', oddities),
  ];
  if (rejectedFile) lines.push('', `The rejected rows are in ${rejectedFile}: mend them and \`allegiance import jsonl ${rejectedFile}\`.`);
  if (error) lines.push('', 'It broke off before its end, with the error above. Run it again when that is mended: it does the rest.');
  if (interrupted) lines.push('', 'It was ended before its end. Run it again: it does the rest.');
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

/** For programs: one line. */
export function reportAsJson({ report, error, seconds, dryRun, rejectedFile }: Finished): string {
  return JSON.stringify({ ...report, error, dryRun, rejectedFile, seconds: Math.round(seconds * 1_000) / 1_000 });
}
