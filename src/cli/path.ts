import { FLAT_FILTER_NAMES } from '../model/tieFilter.ts';
import { type Command, DONE, type Input, NOTHING_FOUND, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { filterInput, filterOptions, parseList, parseNumber } from './query/filterOptions.ts';
import { type HopPassage, PATHS, type PathsAnswer } from './query/operations.ts';
import { bold, dim, printable } from './style.ts';

/** The filters that `paths` takes; from and to are positional arguments. */
const PATH_FILTERS = FLAT_FILTER_NAMES.filter((name) => name !== 'from' && name !== 'to' && name !== 'involving');

/** Finds the best paths between two entities. */
export const PATH_COMMAND: Command = {
  name: 'path',
  summary: 'Finds how two entities are connected: the best paths of relationships, with status, dates and sources of every hop.',
  operand: 'FROM TO',
  options: {
    ...filterOptions(PATH_FILTERS),
    certainty: {
      value: 'CERTAINTY',
      meaning: 'how certain it must be that they hold then: POSSIBLE (default; the best known come first), LIKELY, CERTAIN or THROUGHOUT',
    },
    'entity-kinds': { value: 'KINDS', meaning: 'kinds of intermediate entities; default: actors other than POPULATION' },
    time: {
      value: 'TIME',
      meaning: 'SIMULTANEOUS (all hops hold on one day), CHRONOLOGICAL (hops in order of time) or ANY_TIME (default)',
    },
    order: {
      value: 'ORDER',
      meaning: 'of those equally known at that time: HOPS (shortest first, default) or CONFIDENCE (most confident first)',
    },
    direction: { value: 'DIRECTION', meaning: 'direction in which relationships are followed: FORWARD, BACKWARD or ANY (default)' },
    avoid: { value: 'NAMES', meaning: 'no paths through any of these entities' },
    through: { value: 'NAMES', meaning: 'only paths through all of these entities' },
    'max-depth': { value: 'NUMBER', meaning: 'maximum number of hops, 1 to 8 (4)' },
    'max-paths': { value: 'NUMBER', meaning: 'maximum number of paths (10)' },
    ...CONNECTION_OPTIONS,
    json: { meaning: 'print the result of the API as JSON' },
  },
  examples: [
    'allegiance path iran israel --at 2016 --certainty CERTAIN --time SIMULTANEOUS',
    'allegiance path ucdp:118 hayat-tahrir-al-sham --types BACKS,FIGHTS --max-depth 3',
    'allegiance path russia syrian-insurgents --json --url http://127.0.0.1:4000',
  ],
  exitCodes: { [NOTHING_FOUND]: 'no path found' },
  run: async (input) => {
    const variables = variablesOf(input);
    const { paths } = await withGraph(input, (graph) => graph.execute(PATHS, variables));
    console.log(input.isSet('json') ? JSON.stringify(paths) : asText(paths));
    return paths.count > 0 ? DONE : NOTHING_FOUND;
  },
};

function variablesOf(input: Input) {
  const [from, to, ...more] = input.operands;
  if (!from || !to || more.length > 0)
    throw new UsageError('Expected two entities, the start and the end of the paths: `allegiance path iran israel`.');
  return {
    from,
    to,
    filter: filterInput(input),
    time: input.text('time') ?? 'ANY_TIME',
    orderBy: input.text('order') ?? 'HOPS',
    direction: input.text('direction') ?? 'ANY',
    avoid: parseList(input.text('avoid')),
    through: parseList(input.text('through')),
    maxDepth: parseNumber('max-depth', input.text('max-depth')) ?? 4,
    maxPaths: parseNumber('max-paths', input.text('max-paths')) ?? 10,
  };
}

function asText({ note, paths, truncated, stoppedBy }: PathsAnswer['paths']): string {
  if (paths.length === 0) return 'No path was found.';
  const blocks = paths.map(({ statement, sign, confidence, certainty, hops }, index) => {
    const heading = `${index + 1}. ${bold(printable(statement))}  ${dim(`${sign}, ${confidence}, ${certainty}`)}`;
    return [heading, ...hops.flatMap(hopLines)].join('\n');
  });
  return [
    ...(note ? [printable(note)] : []),
    ...blocks,
    ...(truncated ? [dim(`There may be more paths (stopped by ${stoppedBy}).`)] : []),
  ].join('\n');
}

type Hop = PathsAnswer['paths']['paths'][number]['hops'][number];

/** A hop, and who asserts or denies it. */
function hopLines(hop: Hop): string[] {
  const { totalCount, nodes } = hop.relationship.evidence;
  const said = (stance: string) => [...new Set(nodes.filter((passage) => passage.stance === stance).map(speaker))];
  const sides = [
    ['asserted by', said('ASSERTS')],
    ['denied by', said('DENIES')],
  ] as const;
  return [
    `   ${printable(hop.statement)}  ${dim(hopDetails(hop))}`,
    ...sides.flatMap(([side, names]) => (names.length > 0 ? [`      ${dim(`${side} ${printable(names.join('; '))}`)}`] : [])),
    ...(totalCount > nodes.length ? [`      ${dim(`and ${totalCount - nodes.length} more passages`)}`] : []),
  ];
}

/** Who speaks in a passage, and where. */
function speaker({ attributedTo, attribution, source }: HopPassage): string {
  const name = attributedTo?.name ?? attribution;
  return name ? `${name}, in ${source.title}` : source.title;
}

function hopDetails({ certainty, relationship: { status, confidence, validity } }: Hop): string {
  const { start, end, attestedFrom, attestedUntil } = validity;
  const from = start ?? (attestedFrom ? `${attestedFrom} or before` : '?');
  const until = end ?? (attestedUntil ? `${attestedUntil} or later` : '?');
  return `${from} to ${until}; ${status}, ${confidence}; ${certainty}`;
}
