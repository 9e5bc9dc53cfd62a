import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { proposeMapping } from '../../exchange/import/csv/propose.ts';
import { sampleOf } from '../../exchange/import/csv/sample.ts';
import type { ImportFormat } from '../../exchange/import/format.ts';
import { FORMATS } from '../../exchange/import/formats.ts';
import type { OpenedInput } from '../../exchange/import/input/open.ts';
import { openBeside, RejectedFile } from '../../exchange/import/rejected.ts';
import { type ImportReport, importInto } from '../../exchange/import/run.ts';
import { AllegianceError } from '../../model/errors.ts';
import { type Command, type Input, WrongUse } from '../command.ts';
import { plainLines } from '../style.ts';
import { openDestination } from './destination.ts';
import { Progress } from './progress.ts';
import { closeInputs, delimiterOf, encodingOf, formatAndFiles, formatOf, openInputs } from './reading.ts';
import { type Finished, reportAsJson, reportInWords } from './report.ts';

/** Exit codes: every row is in, or some are not. */
const DONE = 0;
const SOME_FAILED = 1;

/** Reads files of others into the store. */
export const IMPORT: Command = {
  name: 'import',
  summary: 'Reads files into the graph: every row is checked, what is rejected is told and kept in a file.',
  operand: 'FORMAT FILE|- …',
  options: {
    'dry-run': { meaning: 'write nothing; say what would come of it' },
    json: { meaning: 'end with one line of JSON: created, updated, unchanged, rejected, problems …' },
    mapping: { value: 'FILE', meaning: 'csv: which columns make which fields (YAML, docs/importing.md)' },
    inspect: { meaning: 'csv: read the header and propose a mapping; nothing is imported' },
    rejected: { value: 'FILE', meaning: 'where rejected rows go; else beside you, as NAME.rejected.jsonl' },
    encoding: { value: 'NAME', meaning: 'utf-8 (as it is) or windows-1252' },
    delimiter: { value: 'CHARACTER', meaning: 'csv: what parts the columns; tab for a tab' },
    url: { value: 'URL', meaning: 'import through a running server: the address of its GraphQL API' },
    token: { value: 'TOKEN', meaning: 'a token of an editor there' },
  },
  details: `Formats:
${FORMATS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}

Files may be compressed by gzip or Zstandard; - is standard input. The same file again changes nothing; a run that broke
off is finished by the next one. Exit codes: 0 all rows are in, 1 some were rejected or it failed, 2 called wrongly.`,
  examples: [
    'allegiance import csv ties.csv --inspect > mapping.yaml',
    'allegiance import csv ties.csv --mapping mapping.yaml --dry-run',
    'gunzip -c ties.csv.gz | allegiance import csv - --mapping mapping.yaml --json',
  ],
  run: async (input) => {
    const { entry, files } = formatAndFiles(input);
    if (input.isSet('inspect')) {
      if (!entry.takesMapping) throw new WrongUse(`--inspect proposes a mapping, which ${entry.name} does not take.`);
      return inspect(files, input);
    }
    const format = await formatOf(entry, input);
    const inputs = await openInputs(files, entry.takesMapping ? undefined : encodingOf(input));
    try {
      const finished = await importAll(format, inputs, input);
      if (finished.error) console.error(plainLines(finished.error));
      console.log(input.isSet('json') ? reportAsJson(finished) : reportInWords(finished));
      return finished.error !== null || finished.report.rejected > 0 || finished.report.interrupted ? SOME_FAILED : DONE;
    } finally {
      await closeInputs(inputs);
    }
  },
};

async function inspect(files: readonly string[], input: Input): Promise<number> {
  const inputs = await openInputs(files.slice(0, 1), undefined);
  try {
    const sample = await sampleOf(inputs[0]!, { delimiter: delimiterOf(input), encoding: encodingOf(input) });
    process.stdout.write(proposeMapping(sample));
    return DONE;
  } finally {
    await closeInputs(inputs);
  }
}

async function importAll(format: ImportFormat, inputs: readonly OpenedInput[], input: Input): Promise<Finished> {
  const start = performance.now();
  const dryRun = input.isSet('dry-run');
  const kept = keepRejected(input, inputs, dryRun);
  const destination = await openDestination(input);
  const progress = new Progress(process.stderr, () => fractionOf(inputs));
  const ended = new AbortController();
  const end = (): void => ended.abort();
  process.once('SIGINT', end).once('SIGTERM', end);
  const finished = (report: ImportReport, error: string | null): Finished => {
    return { report, error, seconds: (performance.now() - start) / 1_000, dryRun, rejectedFile: kept.name() };
  };
  let broken: ImportReport | null = null;
  try {
    const report = await importInto(destination.target, format, inputs, {
      ...kept.options,
      progress: (rows) => progress.rows(rows),
      signal: ended.signal,
      broken: (report) => {
        broken = report;
      },
    });
    return finished(report, null);
  } catch (error) {
    if (!(error instanceof AllegianceError) || broken === null) throw error;
    return finished(broken, error.message);
  } finally {
    progress.end();
    process.off('SIGINT', end).off('SIGTERM', end);
    await destination.close();
  }
}

/** A dry run leaves a file only where it is told to. */
function keepRejected(input: Input, inputs: readonly OpenedInput[], dryRun: boolean) {
  const named = input.text('rejected');
  if (named !== undefined && inputs.some(({ name }) => resolve(name) === resolve(named))) {
    throw new WrongUse(`--rejected names the file that is imported: ${named}.`);
  }
  let made: string | null = null;
  const base = basename(inputs[0]!.name).replace(/(\.rejected(-\d+)?)?(\.(csv|tsv|jsonl|json|txt))?(\.(gz|zst))?$/, '');
  const openFile = async () => {
    if (named === undefined) return openBeside(base === '-' || base === '' ? 'import' : base, (name) => (made = name));
    made = named;
    return open(named, 'w');
  };
  const file = dryRun && named === undefined ? undefined : new RejectedFile(openFile);
  return { options: file ? { rejected: file } : {}, name: () => made };
}

/** How much of all files the latest reading has taken. */
function fractionOf(inputs: readonly OpenedInput[]): number | null {
  const size = inputs.reduce((sum, one) => sum + one.size, 0);
  return size === 0 ? null : inputs.reduce((sum, one) => sum + one.taken(), 0) / size;
}
