import { ASKING, withGraph } from './ask/asked.ts';
import { STATUS, type StatusAnswer } from './ask/operations.ts';
import type { Command } from './command.ts';
import { bold, dim, plain, table } from './style.ts';

/** Says what is in the graph, and where it lies. */
export const STATUS_COMMAND: Command = {
  name: 'status',
  summary: 'Says what is in the graph: figures, revision, engine, and whom to credit.',
  options: { ...ASKING, json: { meaning: 'print the answer of the API as JSON' } },
  examples: ['allegiance status', 'allegiance status --url http://127.0.0.1:4000 --json'],
  run: async (input) => {
    const { status } = await withGraph(input, (graph) => graph.ask(STATUS, {}));
    console.log(input.isSet('json') ? JSON.stringify(status) : asText(status));
  },
};

function asText({ engine, engineVersion, attributions, ...figures }: StatusAnswer['status']): string {
  const rows = [['engine', `${engine} ${engineVersion}`], ...Object.entries(figures).map(([name, figure]) => [name, String(figure)])];
  return [table(rows, [dim, bold]), ...attributions.map((one) => dim(plain(one)))].join('\n');
}
