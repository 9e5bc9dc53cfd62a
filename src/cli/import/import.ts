import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { proposeMapping } from '../../exchange/import/csv/propose.ts';
import { sampleOf } from '../../exchange/import/csv/sample.ts';
import type { ImportFormat } from '../../exchange/import/format.ts';
import { FORMATS } from '../../exchange/import/formats.ts';
import type { OpenedInput } from '../../exchange/import/input.ts';
import { FindingsFile, openRejectedFile, RejectedFile } from '../../exchange/import/rejected.ts';
import type { Target } from '../../exchange/import/run.ts';
import { type ImportReport, importInto } from '../../exchange/import/run.ts';
import { checkServer, serverDryRunTarget, serverTarget } from '../../exchange/import/target/server.ts';
import { dryRunTarget, storeTarget } from '../../exchange/import/target/store.ts';
import { AllegianceError } from '../../model/errors.ts';
import { reassessPending } from '../../write/reassess/reassess.ts';
import { type Command, DONE, FAILED, type Input, UsageError } from '../command.ts';
import type { GraphClient } from '../query/graphClient.ts';
import { remoteGraph } from '../query/remoteGraph.ts';
import { openStore } from '../store.ts';
import { printableLines } from '../style.ts';
import { draftTarget } from './draftTarget.ts';
import { Progress } from './progress.ts';
import { delimiterOf, encodingOf, formatAndFiles, formatOf, withInputs } from './reading.ts';
import { type FinishedImport, reportAsJson, reportAsText } from './report.ts';
import { shippedNames, shippedTables } from './shippedMappings.ts';

/** Imports files into the graph. */
export const IMPORT: Command = {
  name: 'import',
  summary: 'Imports files into the graph. Every row is checked; rejected rows are written to a file that you can fix and import again.',
  operand: 'FORMAT FILE|- …',
  options: {
    'dry-run': { meaning: 'check and count, but write nothing' },
    draft: {
      value: 'TITLE',
      meaning: 'write nothing into the graph: save the rows as a draft with this title, for a person to decide on (docs/reading.md)',
    },
    json: { meaning: 'print the report as one line of JSON: created, updated, unchanged, rejected, problems …' },
    mapping: {
      value: 'FILE',
      meaning: 'csv: the mapping of columns to fields (YAML, see docs/importing.md), or the name of one that comes along',
    },
    inspect: { meaning: 'csv: propose a mapping for the file and print it; nothing is imported' },
    rejected: { value: 'FILE', meaning: 'file for rejected rows; default: NAME.rejected.jsonl in the current directory' },
    findings: {
      value: 'FILE',
      meaning: 'write every problem and warning there, one JSON object a line; the report has three examples of each kind',
    },
    version: {
      value: 'RELEASE',
      meaning: 'ucdp-ged, ucdp-esd: the release, such as 25.1; default: what the file name or a column states, else “version not known”',
    },
    complete: {
      meaning:
        'ucdp-ged, ucdp-esd: the file has all of its release, so what only older releases have is retracted; else only what cannot be missing because the file is an extract',
    },
    encoding: { value: 'NAME', meaning: 'utf-8 (default), windows-1252, windows-1256 …; UTF-16 is known by its mark' },
    delimiter: { value: 'CHARACTER', meaning: 'csv: the character between columns; `tab` for a tab' },
    url: {
      value: 'URL',
      meaning: 'import through the running server at this address (ALLEGIANCE_URL); without it, into the configured store',
    },
    token: { value: 'TOKEN', meaning: 'token of an editor on this server (ALLEGIANCE_TOKEN); with --draft, of a proposer' },
  },
  get details() {
    return `Formats:
${FORMATS.map(({ name, summary }) => `  ${name.padEnd(16)}${summary}`).join('\n')}

Mappings that come along: ${shippedNames().join(', ')}.

Files can be compressed with gzip or Zstandard; - is standard input. Errors are grouped by kind, with file and line. Importing
the same file again changes nothing; after an interrupted import, it imports the rest.`;
  },
  exitCodes: { [FAILED]: 'some rows were rejected, or the import failed' },
  examples: [
    'allegiance import csv relationships.csv --inspect > mapping.yaml',
    'allegiance import csv relationships.csv --mapping mapping.yaml --dry-run',
    'gunzip -c relationships.csv.gz | allegiance import csv - --mapping mapping.yaml --json',
  ],
  run: async (input) => {
    const { entry, files } = formatAndFiles(input);
    if (input.isSet('inspect')) {
      if (!entry.takesMapping) throw new UsageError(`--inspect proposes a mapping; the format ${entry.name} needs none.`);
      return inspect(files, input);
    }
    const format = await formatOf(entry, input);
    return withInputs(files, entry.takesMapping ? undefined : encodingOf(input), async (inputs) => {
      const finished = await importAll(format, inputs, input);
      if (finished.error) console.error(printableLines(finished.error));
      console.log(input.isSet('json') ? reportAsJson(finished) : reportAsText(finished));
      return finished.error !== null || finished.report.rejected > 0 || finished.report.interrupted ? FAILED : DONE;
    });
  },
};

async function inspect([file]: readonly string[], input: Input): Promise<void> {
  await withInputs([file!], undefined, async ([opened]) => {
    process.stdout.write(
      proposeMapping(await sampleOf(opened!, { delimiter: delimiterOf(input), encoding: encodingOf(input) }), shippedTables()),
    );
  });
}

async function importAll(format: ImportFormat, inputs: readonly OpenedInput[], input: Input): Promise<FinishedImport> {
  const start = performance.now();
  const dryRun = input.isSet('dry-run');
  const rejectedOutput = rejectedOutputFor(input, inputs, dryRun);
  const findings = await findingsFileFor(input, inputs);
  const destination = await openDestination(input);
  const progress = new Progress(process.stderr, () => fractionOf(inputs));
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once('SIGINT', abort).once('SIGTERM', abort);
  const finished = (report: ImportReport, error: string | null): FinishedImport => {
    const seconds = (performance.now() - start) / 1_000;
    const [rejectedFile, findingsFile, writtenTo] = [rejectedOutput.name(), input.text('findings') ?? null, destination.name];
    return { report, error, seconds, dryRun, writtenTo, rejectedFile, findingsFile, drafts: destination.drafts };
  };
  let partial: ImportReport | null = null;
  try {
    const report = await importInto(destination.target, format, inputs, {
      ...rejectedOutput.options,
      ...(findings ? { findings } : {}),
      onProgress: (rows) => progress.rows(rows),
      signal: controller.signal,
      onFailure: (report) => {
        partial = report;
      },
    });
    return finished(report, null);
  } catch (error) {
    if (!(error instanceof AllegianceError) || partial === null) throw error;
    return finished(partial, error.message);
  } finally {
    progress.end();
    process.off('SIGINT', abort).off('SIGTERM', abort);
    await destination.close();
  }
}

/** The target of an import, its name for people, and how to close it. */
interface Destination {
  readonly target: Target;
  readonly name: string;
  /** Ids of the drafts that it saves instead of writing. */
  readonly drafts: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the server that `--url` or ALLEGIANCE_URL names, else the configured store. Where a server is named, nothing else is written.
 * @throws UsageError; STORE_IN_USE where another process has the embedded store open; what `checkServer` throws
 */
async function openDestination({ config, text, isSet }: Input): Promise<Destination> {
  const url = text('url') ?? config.url;
  if (text('draft') !== undefined && isSet('dry-run')) throw new UsageError('--draft writes nothing into the graph; leave out --dry-run.');
  const now = (): Date => new Date();
  if (url) {
    if (!URL.canParse(url) || !/^https?:/.test(url))
      throw new UsageError(`Expected --url or ALLEGIANCE_URL to be an address such as http://127.0.0.1:4000; got "${url}".`);
    const address = { url, token: text('token') ?? config.token };
    const name = `the server at ${url}`;
    if (text('draft') !== undefined) return draftsAt(remoteGraph(url, address.token), name, text('draft')!);
    await checkServer(address);
    const target = isSet('dry-run') ? serverDryRunTarget(address) : serverTarget(address);
    return { target, name, drafts: [], close: async () => undefined };
  }
  if (text('token') !== undefined) throw new UsageError('--token is only used together with --url.');
  const name = config.neo4j === null ? `the store in ${config.data}` : `Neo4j at ${config.neo4j.uri}`;
  if (text('draft') !== undefined) {
    const { localGraph } = await import('../query/localGraph.ts');
    return draftsAt(await localGraph(config), name, text('draft')!);
  }
  const engine = await openStore(config, `import through the server: --url http://127.0.0.1:${config.port} --token TOKEN.`);
  if (isSet('dry-run')) return { target: dryRunTarget(engine, now), name, drafts: [], close: () => engine.close() };
  const close = async () => {
    await reassessPending(engine, { onSlice: () => undefined, isStopped: () => false }).finally(() => engine.close());
  };
  return { target: storeTarget(engine, now), name, drafts: [], close };
}

/** Saves rows as drafts in a graph. */
function draftsAt(graph: GraphClient, name: string, title: string): Destination {
  const drafts: string[] = [];
  return { target: draftTarget(graph, title, (id) => drafts.push(id)), name, drafts, close: () => graph.close() };
}

/** Where rejected rows are written. A dry run writes a file only with `--rejected`. @throws UsageError */
function rejectedOutputFor(input: Input, inputs: readonly OpenedInput[], dryRun: boolean) {
  const rejectedPath = input.text('rejected');
  expectOtherFile('rejected', rejectedPath, inputs);
  let createdFile: string | null = null;
  const base = basename(inputs[0]!.name).replace(/(\.rejected(-\d+)?)?(\.(csv|tsv|jsonl|json|txt))?(\.(gz|zst))?$/, '');
  const openFile = async () => {
    if (rejectedPath === undefined) return openRejectedFile(base === '-' || base === '' ? 'import' : base, (name) => (createdFile = name));
    createdFile = rejectedPath;
    return open(rejectedPath, 'w');
  };
  const file = dryRun && rejectedPath === undefined ? undefined : new RejectedFile(openFile);
  return { options: file ? { rejected: file } : {}, name: () => createdFile };
}

/** The file of all problems and warnings, where one is named: an empty one at first. @throws UsageError */
async function findingsFileFor(input: Input, inputs: readonly OpenedInput[]): Promise<FindingsFile | undefined> {
  const path = input.text('findings');
  if (path === undefined) return undefined;
  expectOtherFile('findings', path, inputs);
  const file = await open(path, 'w');
  return new FindingsFile(async () => file);
}

function expectOtherFile(option: string, path: string | undefined, inputs: readonly OpenedInput[]): void {
  if (path === undefined || inputs.every(({ name }) => resolve(name) !== resolve(path))) return;
  throw new UsageError(`Expected --${option} to name another file than the imported one; got ${path}.`);
}

/** The share of all input bytes that has been read, 0 to 1; null where the size is unknown. */
function fractionOf(inputs: readonly OpenedInput[]): number | null {
  const size = inputs.reduce((sum, one) => sum + one.size, 0);
  return size === 0 ? null : inputs.reduce((sum, one) => sum + one.bytesTaken(), 0) / size;
}
