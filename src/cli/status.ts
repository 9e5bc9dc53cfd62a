import type { Command } from './command.ts';
import { CONNECTION_OPTIONS, withGraph } from './query/connect.ts';
import { STATUS, type StatusAnswer } from './query/operations.ts';
import { bold, dim, printable, table } from './style.ts';

/** Prints the size of the graph, its engine and attributions. */
export const STATUS_COMMAND: Command = {
  name: 'status',
  summary: 'Prints the numbers of entities, events and relationships, the revision, the engine and the attributions.',
  options: { ...CONNECTION_OPTIONS, json: { meaning: 'print the result of the API as JSON' } },
  examples: ['allegiance status', 'allegiance status --url http://127.0.0.1:4000 --json'],
  run: async (input) => {
    const { status } = await withGraph(input, (graph) => graph.execute(STATUS, {}));
    console.log(input.isSet('json') ? JSON.stringify(status) : asText(status));
  },
};

function asText({ engine, engineVersion, attributions, reassessments, ...figures }: StatusAnswer['status']): string {
  const rows = [['engine', `${engine} ${engineVersion}`], ...Object.entries(figures).map(([name, figure]) => [name, String(figure)])];
  const pending = reassessments.map(
    ({ source, done, total }) => `being brought up to date: what cites ${printable(source?.title ?? 'a source')}, ${done} of ${total}`,
  );
  return [table(rows, [dim, bold]), ...pending, ...attributions.map((one) => dim(printable(one)))].join('\n');
}
