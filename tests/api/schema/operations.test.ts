import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getOperationAST, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toolDocument } from '../../../src/mcp/operations.ts';
import { seeded, type TestGraph } from '../seed/seeded.ts';

const DIRECTORY = fileURLToPath(new URL('../../../schema/operations', import.meta.url));
/** The operations of the tools for assistants are in a folder of their own, with the fragments that they share. */
const TOOLS = 'tools';
const FILES = readdirSync(DIRECTORY)
  .filter((name) => name !== TOOLS)
  .sort();
const TOOL_FILES = readdirSync(join(DIRECTORY, TOOLS))
  .filter((name) => name !== 'parts.graphql')
  .map((name) => join(TOOLS, name))
  .sort();
const readText = (file: string): string =>
  file.startsWith(TOOLS) ? toolDocument(basename(file, '.graphql')).text : readFileSync(`${DIRECTORY}/${file}`, 'utf8');

let graph: TestGraph;
beforeAll(async () => {
  graph = await seeded();
});
afterAll(() => graph.close());

/** The paths of all empty lists in an answer: `actor.backedBy.edges`. */
function emptyLists(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [path] : value.flatMap((item) => emptyLists(item, path));
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([field, inner]) => emptyLists(inner, path === '' ? field : `${path}.${field}`));
}

describe('the ready questions', () => {
  it('are numbered without gaps, one operation per file', () => {
    expect(FILES.map((name) => name.slice(0, 3))).toEqual(FILES.map((_, at) => `${String(at + 1).padStart(2, '0')}-`));
    expect(FILES.filter((name) => !name.endsWith('.graphql'))).toEqual([]);
  });

  describe.each([...FILES, ...TOOL_FILES])('%s', (file) => {
    const source = readText(file);

    it('starts with a question in words, and has a name', () => {
      expect(source).toMatch(/^# .+\?\n/);
      expect(getOperationAST(parse(source))?.name?.value).toMatch(/^[A-Z]/);
    });

    it('is valid', () => expect(validate(graph.schema, parse(source))).toEqual([]));

    it('has an answer on the seed, without errors and with something in its first list', async () => {
      const data = await graph.execute<Record<string, unknown>>(source);
      const roots = Object.entries(data);
      expect(roots.filter(([, value]) => value === null || (Array.isArray(value) && value.length === 0))).toEqual([]);
      const lists = roots.flatMap(([root, value]) => emptyLists(value, root));
      expect(lists.filter((path) => /^\w+(\.\w+)?\.(edges|nodes)$/.test(path))).toEqual([]);
    });
  });
});
