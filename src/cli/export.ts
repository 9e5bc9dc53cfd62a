import { createWriteStream } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sharedMode } from '../engine/embedded/privateFiles.ts';
import type { ExportFormat } from '../exchange/export/format.ts';
import { EXPORT_FORMATS, formatNamed } from '../exchange/export/formats.ts';
import { type Omission, together } from '../exchange/export/leftOut.ts';
import { EXPORT_OPTION_NAMES, EXPORT_OPTIONS, type ExportOptionName } from '../exchange/export/options.ts';
import { type Command, type Input, type Option, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { filterOptions, filterTexts } from './query/filterOptions.ts';
import type { GraphClient } from './query/graphClient.ts';
import { writeAtomically } from './writeAtomically.ts';

/** `--directed`; `--no-defuse` for an option that is on, which may also be given. */
function optionsOf(name: ExportOptionName): [string, Option][] {
  const { default: isOn, format, meaning } = EXPORT_OPTIONS[name];
  if (!isOn) return [[name, { meaning: `${format}: ${meaning}` }]];
  return [
    [name, { meaning: `${format}: ${meaning}; the default` }],
    [`no-${name}`, { meaning: `${format}: leave it as it is` }],
  ];
}

const FORMATS = EXPORT_FORMATS.map(({ name }) => name).join(', ');

/** Writes the graph in a format of other programs. */
export const EXPORT_COMMAND: Command = {
  name: 'export',
  summary: 'Exports the graph, or the part that filters select, at one revision.',
  details: `Formats:\n${EXPORT_FORMATS.map(({ name, summary }) => `  ${name.padEnd(9)}${summary}`).join('\n')}`,
  operand: 'FORMAT [FILE]',
  options: {
    ...filterOptions(),
    ...Object.fromEntries(EXPORT_OPTION_NAMES.flatMap(optionsOf)),
    ...CONNECTION_OPTIONS,
    json: { meaning: 'print {"format", "files", "revision", "leftOut": [{"what", "count", "text"}]} as JSON at the end; requires FILE' },
  },
  examples: [
    'allegiance export gexf syria-2016.gexf --at 2016 --involving syrian-government',
    'allegiance export csv backers --types BACKS --bom     # backers.nodes.csv, backers.edges.csv …',
    'allegiance export jsonl | gzip > everything.jsonl.gz',
    'allegiance export graphml graph.graphml --url http://127.0.0.1:4000 --token TOKEN',
  ],
  run: async (input) => {
    const [name, file, ...more] = input.operands;
    if (name === undefined || more.length > 0)
      throw new UsageError(`Expected a format (${FORMATS}) and at most one file; without a file, the export goes to standard output.`);
    const format = formatNamed(name);
    const isFile = file !== undefined && file !== '-';
    if (!isFile && format.files.length > 1)
      throw new UsageError(`Expected a name for the files of ${name}: \`allegiance export ${name} graph\`.`);
    if (!isFile && input.isSet('json')) throw new UsageError('Expected a file with --json, which prints to standard output.');
    const parameters = { ...filterTexts(input), ...optionTexts(input) };
    await withGraph(input, (graph) =>
      isFile ? writeToFiles(graph, format, file, parameters, input) : writeToStdout(graph, format, parameters),
    );
  },
};

/** The options that were given, as parameters. */
function optionTexts(input: Input): Parameters {
  return Object.fromEntries(
    EXPORT_OPTION_NAMES.flatMap((name) => {
      if (input.isSet(`no-${name}`)) return [[name, 'false']];
      return input.isSet(name) ? [[name, 'true']] : [];
    }),
  );
}

type Parameters = Readonly<Record<string, string>>;

/** The reader may close the pipe early, as `head` does. */
async function writeToStdout(graph: GraphClient, format: ExportFormat, parameters: Parameters): Promise<void> {
  const { pieces, leftOut } = await graph.exportFile(`${format.files[0]!.name}.${format.name}`, parameters);
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw error;
  }
  reportLeftOut(await leftOut());
}

/** Says on standard error what the export does not have. */
function reportLeftOut(leftOut: readonly Omission[]): void {
  if (leftOut.length === 0) return;
  console.error(['This export leaves out:', ...leftOut.map(({ text }) => `  ${text}`)].join('\n'));
}

async function writeToFiles(graph: GraphClient, format: ExportFormat, target: string, parameters: Parameters, input: Input): Promise<void> {
  const files: string[] = [];
  const leftOut: (readonly Omission[])[] = [];
  let revision = 0;
  for (const { name } of format.files) {
    const file = format.files.length === 1 ? target : `${target}.${name}.${format.name}`;
    revision = await writeAtomically(file, async (unfinished) => {
      const exported = await graph.exportFile(`${name}.${format.name}`, parameters);
      await pipeline(Readable.from(exported.pieces), createWriteStream(unfinished));
      await chmod(unfinished, sharedMode());
      leftOut.push(await exported.leftOut());
      return exported.revision;
    });
    files.push(file);
  }
  const message = `Wrote ${files.join(' and ')}: the graph at revision ${revision}.`;
  if (!input.isSet('json')) reportLeftOut(together(leftOut));
  console.log(input.isSet('json') ? JSON.stringify({ format: format.name, files, revision, leftOut: together(leftOut) }) : message);
}
