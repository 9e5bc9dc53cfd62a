import { ASKING, withGraph } from './ask/asked.ts';
import { listOf, numberOf } from './ask/filterOptions.ts';
import { SEARCH, type SearchAnswer } from './ask/operations.ts';
import { type Command, DONE, NOTHING_FOUND, WrongUse } from './command.ts';
import { bold, dim, plain, table } from './style.ts';

/** Finds entities by name. */
export const SEARCH_COMMAND: Command = {
  name: 'search',
  summary: 'Finds actors and places by any of their names, in any script, best first.',
  operand: 'TEXT',
  options: {
    kinds: { value: 'KINDS', meaning: 'only these: STATE,ARMED_GROUP' },
    first: { value: 'NUMBER', meaning: 'at most so many, 0 to 100 (10)' },
    ...ASKING,
    json: { meaning: 'print a list of {"matched", "score", "entity"}' },
  },
  examples: ['allegiance search hizballah', 'allegiance search "حزب الله" --json', 'allegiance search syria --kinds PLACE --first 3'],
  exitCodes: { [NOTHING_FOUND]: 'nothing found' },
  run: async (input) => {
    if (input.operands.length === 0) throw new WrongUse('Expected the name to look for: `allegiance search hezbollah`.');
    const variables = {
      text: input.operands.join(' '),
      kinds: listOf(input.text('kinds')),
      first: numberOf('first', input.text('first')) ?? 10,
    };
    const { search } = await withGraph(input, (graph) => graph.ask(SEARCH, variables));
    console.log(input.isSet('json') ? JSON.stringify(search) : asText(search));
    return search.length > 0 ? DONE : NOTHING_FOUND;
  },
};

function asText(hits: SearchAnswer['search']): string {
  if (hits.length === 0) return 'Nothing is called so.';
  return table(
    hits.map(({ entity, matched }) => [
      plain(entity.name),
      entity.slug,
      entity.kind,
      matched === entity.name ? '' : `as ${plain(matched)}`,
    ]),
    [bold, String, dim, dim],
  );
}
