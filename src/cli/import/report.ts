import type { ProblemGroup } from '../../exchange/import/problems.ts';
import type { ImportReport } from '../../exchange/import/run.ts';
import { printable } from '../style.ts';
import { formatNumber } from './progress.ts';

/** An import that has ended. */
export interface FinishedImport {
  readonly report: ImportReport;
  /** Why it failed; null where it did not. */
  readonly error: string | null;
  readonly seconds: number;
  readonly dryRun: boolean;
  /** What it wrote to: `the store in data`, `the server at http://…`. */
  readonly writtenTo: string;
  /** Ids of the drafts that were saved instead; of `writtenTo` then nothing but these was written. */
  readonly drafts: readonly string[];
  /** The file of rejected rows; null where none was written. */
  readonly rejectedFile: string | null;
  /** The file of all problems and warnings; null where none is named. */
  readonly findingsFile: string | null;
}

/** The report as text. */
export function reportAsText({ report, error, seconds, dryRun, writtenTo, drafts, rejectedFile, findingsFile }: FinishedImport): string {
  const { created, updated, unchanged, rejected, problems, warnings, interrupted } = report;
  const rows = created + updated + unchanged + rejected;
  const isProposed = dryRun || drafts.length > 0;
  const verbs = isProposed ? ['to create', 'to update', 'to reject'] : ['created', 'updated', 'rejected'];
  const lines = [
    `${formatNumber(rows)} rows in ${seconds.toFixed(1)} s: ${formatNumber(created)} ${verbs[0]}, ${formatNumber(updated)} ${verbs[1]}, ${formatNumber(unchanged)} unchanged, ${formatNumber(rejected)} ${verbs[2]}`,
    ...problemLines('Rejected', problems),
    ...problemLines('Warnings (imported as they are)', warnings),
  ];
  if ([...problems, ...warnings].some(({ count, examples }) => count > examples.length) && !findingsFile)
    lines.push('', 'These are examples; --findings FILE writes all of them.');
  if (findingsFile) lines.push('', `All problems and warnings are in ${findingsFile}.`);
  if (rejectedFile)
    lines.push(
      '',
      `The rejected rows were written to ${rejectedFile}. Fix them there and import them again: allegiance import jsonl ${rejectedFile}`,
    );
  if (error) lines.push('', 'The import failed with the error above. Fix the cause and run it again to import the rest.');
  if (interrupted) lines.push('', 'The import was interrupted. Run it again to import the rest.');
  if (created + updated > 0 && !isProposed) lines.push('', `Written to ${writtenTo}.`);
  if (drafts.length > 0)
    lines.push(
      '',
      `Saved in ${writtenTo} as ${drafts.length === 1 ? 'the draft' : 'the drafts'} ${drafts.join(', ')}. Nothing is in the graph before an editor accepts it.`,
    );
  if (dryRun) lines.push('', 'Nothing was written (--dry-run).');
  return lines.join('\n');
}

function problemLines(title: string, kinds: readonly ProblemGroup[]): string[] {
  if (kinds.length === 0) return [];
  return [
    '',
    `${title}:`,
    ...kinds.flatMap(({ code, field, count: times, examples }) => [
      `  ${formatNumber(times)} × ${code}${field === null ? '' : ` (${field})`}`,
      ...examples.map(
        ({ file, line, column, value, message }) =>
          `      ${printable(file)}, line ${line}${column === undefined ? '' : `, column ${printable(column)}${value === '' ? ', which is empty' : `, value “${printable(shortened(value!))}”`}`}: ${printable(message)}`,
      ),
    ]),
  ];
}

/** A long cell is shown by its beginning. */
function shortened(value: string): string {
  return value.length > 80 ? `${value.slice(0, 79)}…` : value;
}

/** The report as one line of JSON. */
export function reportAsJson({ report, error, seconds, dryRun, writtenTo, drafts, rejectedFile, findingsFile }: FinishedImport): string {
  return JSON.stringify({
    ...report,
    error,
    dryRun,
    writtenTo: dryRun ? null : writtenTo,
    drafts,
    rejectedFile,
    findingsFile,
    seconds: Math.round(seconds * 1_000) / 1_000,
  });
}
