import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tokensOf } from '../../../src/mcp/budget.ts';
import type { QueriedGraph } from '../../../src/mcp/graph.ts';
import { answerOfTool } from '../../../src/mcp/tool.ts';
import { TOOLS } from '../../../src/mcp/tools.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

/** The questions of the table in `docs/assistants.md`. */
const QUESTIONS: readonly (readonly [string, object])[] = [
  ['who_is', { name: 'hizballah' }],
  ['relationships', { of: 'iran', at: '2016' }],
  ['relationships', { of: 'syrian-government' }],
  ['relationships', { of: 'iran', with: 'hezbollah' }],
  ['how_connected', { from: 'iran', to: 'israel', at: '2016' }],
  ['stance', { a: 'russia', b: 'syrian-government', at: '2016' }],
  ['stance', { a: 'iraq', b: 'syrian-government', history: true }],
  ['what_changed', { since: '2011', until: '2013', of: 'syrian-insurgents' }],
  ['camps', { at: '2024-11-30' }],
  ['events', { in: 'aleppo-province' }],
  ['disputes', {}],
  ['evidence', { id: '8SEO5CLJS0SDBA9GLN2MQAC5UTU4O3RA5VUE1D' }],
  ['according_to', { speaker: 'syrian-army' }],
  ['sources', {}],
];

let world: TestGraph;
beforeAll(async () => {
  world = await seeded();
});
afterAll(() => world.close());

async function table(): Promise<string> {
  const graph: QueriedGraph = {
    address: 'http://127.0.0.1:4000',
    execute: ({ text }, variables) => world.execute(text, { ...variables }),
  };
  const number = (value: number) => value.toLocaleString('en');
  const rows = [];
  for (const [name, input] of QUESTIONS) {
    const tool = TOOLS.find((each) => each.name === name)!;
    const answer = await answerOfTool(graph, tool, { ...input });
    const items = answer.items as unknown[];
    const left = answer.leftOut ? ` of ${(answer.total as number) ?? 'more'}` : '';
    const size = number(Buffer.byteLength(JSON.stringify(answer)));
    const shown = JSON.stringify(input).replaceAll('"', '').replaceAll(/[{}]/g, '').replaceAll(':', ': ').replaceAll(',', ', ');
    rows.push(`| \`${name}\` | ${shown || 'all'} | ${items.length}${left} | ${size} | ${number(tokensOf(answer))} |`);
  }
  return ['| tool | arguments | items | bytes | tokens |', '|---|---|---|---|---|', ...rows].join('\n');
}

/** The rows of a table, without the numbers of bytes and tokens, and those numbers. */
function rowsOf(text: string): { readonly row: string; readonly sizes: readonly number[] }[] {
  return [...text.matchAll(/^(\| `\w+` \| .* \|) ([\d,]+) \| ([\d,]+) \|$/gm)].map(([, row, ...sizes]) => ({
    row: row!,
    sizes: sizes.map((size) => Number(size!.replaceAll(',', ''))),
  }));
}

test('docs/assistants.md has the sizes of answers, to a twentieth', async () => {
  const sizes = await table();
  console.log(sizes);
  const [measured, documented] = [rowsOf(sizes), rowsOf(readFileSync('docs/assistants.md', 'utf8'))];
  expect(documented.map(({ row }) => row)).toEqual(measured.map(({ row }) => row));
  for (const [index, { row, sizes: found }] of measured.entries()) {
    for (const [at, size] of found.entries()) {
      expect(Math.abs(documented[index]!.sizes[at]! / size - 1), row).toBeLessThan(0.05);
    }
  }
});

test('docs/assistants.md describes every tool and every outcome', () => {
  const docs = readFileSync('docs/assistants.md', 'utf8');
  for (const { name } of TOOLS) expect(docs).toMatch(new RegExp(`^\\| \`${name}\` \\|`, 'm'));
});
