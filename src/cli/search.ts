import { type Command, DONE, NOTHING_FOUND, UsageError } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { parseList, parseNumber } from './query/filterOptions.ts';
import { SEARCH, type SearchAnswer } from './query/operations.ts';
import { bold, dim, printable, table } from './style.ts';

/** Finds entities by name. */
export const SEARCH_COMMAND: Command = {
  name: 'search',
  summary: 'Finds actors and places by any of their names, in any script, best first.',
  operand: 'TEXT',
  options: {
    kinds: { value: 'KINDS', meaning: 'only entities of these kinds: STATE,ARMED_GROUP' },
    first: { value: 'NUMBER', meaning: 'maximum number of results, 0 to 100 (10)' },
    ...CONNECTION_OPTIONS,
    json: { meaning: 'print a JSON list of {"matched", "score", "entity"}' },
  },
  examples: ['allegiance search hizballah', 'allegiance search "حزب الله" --json', 'allegiance search syria --kinds PLACE --first 3'],
  exitCodes: { [NOTHING_FOUND]: 'nothing found' },
  run: async (input) => {
    if (input.operands.length === 0) throw new UsageError('Expected a name to search for: `allegiance search hezbollah`.');
    const variables = {
      text: input.operands.join(' '),
      kinds: parseList(input.text('kinds')),
      first: parseNumber('first', input.text('first')) ?? 10,
    };
    const { search } = await withGraph(input, (graph) => graph.execute(SEARCH, variables));
    console.log(input.isSet('json') ? JSON.stringify(search) : asText(search));
    return search.length > 0 ? DONE : NOTHING_FOUND;
  },
};

function asText(hits: SearchAnswer['search']): string {
  if (hits.length === 0) return 'No actor or place has this name.';
  return table(
    hits.map(({ entity, matched }) => [
      printable(entity.name),
      entity.slug,
      entity.kind,
      matched === entity.name ? '' : `as ${printable(matched)}`,
    ]),
    [bold, String, dim, dim],
  );
}
