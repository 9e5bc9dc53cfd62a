import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** A file, and one thing that it imports. */
type Import = [file: string, imported: string];

/** The folders of `src/graph`, in their order. */
const CONCEPTS = [
  'common',
  'source',
  'entity',
  'evidence',
  'event',
  'relationship',
  'path',
  'analysis',
  'draft',
  'meta',
  'editing',
  'reading',
  'live',
];

/** The lines of each generated file, by path. */
const FILES = new Map<string, string[]>();

const REJECTED: Import[] = [
  ['src/model/x.ts', '../engine/engine.ts'],
  ['src/model/deep/x.ts', '../../analysis/paths.ts'],
  ['src/model/x.ts', 'node:crypto'],
  ['src/model/text/x.ts', 'node:fs/promises'],
  ['src/records/x.ts', '../store/layout.ts'],
  ['src/model/x.ts', '../records/field.ts'],
  ['src/engine/x.ts', '../records/field.ts'],
  ['src/engine/x.ts', '../store/layout.ts'],
  ['src/engine/neo4j/x.ts', '../../write/write.ts'],
  ['src/store/x.ts', '../write/write.ts'],
  ['src/write/x.ts', '../revisions/clock.ts'],
  ['src/write/x.ts', '../graph/entity/entity.type.ts'],
  ['src/write/x.ts', '../drafts/draft.ts'],
  ['src/drafts/x.ts', '../graph/schema.ts'],
  ['src/drafts/x.ts', '../revisions/clock.ts'],
  ['src/analysis/x.ts', '../engine/engine.ts'],
  ['src/analysis/x.ts', '../records/field.ts'],
  ['src/analysis/projection/x.ts', '../../revisions/clock.ts'],
  ['src/revisions/x.ts', '../graph/schema.ts'],
  ['src/revisions/x.ts', '../access/authenticator.ts'],
  ['src/revisions/x.ts', '../write/write.ts'],
  ['src/access/x.ts', '../revisions/clock.ts'],
  ['src/access/x.ts', '../http/server.ts'],
  ...CONCEPTS.flatMap((folder, at) => CONCEPTS.slice(at + 1).map((later): Import => [`src/graph/${folder}/x.ts`, `../${later}/y.ts`])),
  ...CONCEPTS.flatMap((folder): Import[] => [
    [`src/graph/${folder}/x.ts`, '../../exchange/import/csv.ts'],
    [`src/graph/${folder}/x.ts`, 'neo4j-driver'],
    [`src/graph/${folder}/x.ts`, 'express'],
  ]),
  ['src/graph/common/x.ts', '../schema.ts'],
  ['src/graph/x.ts', '../http/context.ts'],
  ['src/exchange/import/x.ts', '../../graph/schema.ts'],
  ['src/exchange/x.ts', '../http/server.ts'],
  ['src/http/x.ts', '../cli/serve.ts'],
  ['src/mcp/x.ts', '../graph/schema.ts'],
  ['src/mcp/tools/x.ts', '../../http/server.ts'],
  ['src/mcp/x.ts', '../cli/serve.ts'],
  ['src/mcp/x.ts', 'express'],
  ['src/graph/x.ts', '../mcp/server.ts'],
  ['src/reading/x.ts', '../graph/schema.ts'],
  ['src/reading/x.ts', '../store/tie.ts'],
  ['src/reading/extract/x.ts', '../../http/server.ts'],
  ['src/reading/x.ts', 'express'],
  ['src/write/x.ts', '../reading/read.ts'],
  ['src/mcp/x.ts', '../reading/read.ts'],
  ['src/exchange/x.ts', '../mcp/server.ts'],
  ['src/model/x.ts', '../mcp/server.ts'],
  ['src/http/x.ts', '../main.ts'],
  ['src/http/x.ts', '../explorer/main.ts'],
  ['src/cli/x.ts', '../playground/questions.ts'],
  ['src/playground/x.ts', '../analysis/paths.ts'],
  ['src/explorer/x.ts', '../main.ts'],
  ['src/explorer/x.ts', '../playground/questions.ts'],
  ['src/explorer/graph/x.ts', '../../graph/schema.ts'],
  ['src/explorer/core/graph/x.ts', '../../../store/tie.ts'],
  ['src/explorer/core/graph/deep/x.ts', '../../../../store/tie.ts'],
  ['src/write/x.ts', 'neo4j-driver'],
  ['src/graph/x.ts', 'neo4j-driver/lib/types.js'],
  ['src/http/x.ts', '@grafeo-db/js'],
  ['src/cli/x.ts', 'neo4j-driver'],
  ['src/main.ts', '@grafeo-db/js'],
  ['src/graph/x.ts', 'express'],
  ['src/exchange/x.ts', '@apollo/server'],
  ['src/graph/x.ts', '@apollo/server/plugin/disabled'],
  ['src/revisions/x.ts', 'type-graphql'],
  ['src/cli/x.ts', 'type-graphql'],
  ['src/elsewhere/x.ts', 'neo4j-driver'],
  ['src/explorer/x.ts', 'express'],
];

const ALLOWED: Import[] = [
  ['src/model/x.ts', './vocabulary.ts'],
  ['src/store/x.ts', 'node:crypto'],
  ['src/engine/neo4j/x.ts', '../../model/errors.ts'],
  ['src/engine/neo4j/x.ts', 'neo4j-driver'],
  ['src/engine/embedded/x.ts', '@grafeo-db/js'],
  ['src/records/x.ts', '../model/id.ts'],
  ['src/store/x.ts', '../engine/engine.ts'],
  ['src/store/x.ts', '../records/field.ts'],
  ['src/write/x.ts', '../store/tie.ts'],
  ['src/analysis/paths/x.ts', '../../model/date.ts'],
  ['src/revisions/x.ts', '../analysis/projection/projection.ts'],
  ...CONCEPTS.flatMap((folder, at) => CONCEPTS.slice(0, at).map((earlier): Import => [`src/graph/${folder}/x.ts`, `../${earlier}/y.ts`])),
  ['src/graph/entity/x.ts', '../../analysis/projection/view.ts'],
  ['src/graph/entity/x.ts', '../../revisions/clock.ts'],
  ['src/graph/entity/x.ts', 'type-graphql'],
  ['src/graph/x.ts', './live/live.resolver.ts'],
  ['src/exchange/export/x.ts', '../../write/write.ts'],
  ['src/http/x.ts', '../exchange/export/csv.ts'],
  ['src/http/x.ts', '@apollo/server'],
  ['src/http/x.ts', 'type-graphql'],
  ['src/http/routes/x.ts', '../../mcp/server.ts'],
  ['src/cli/x.ts', '../mcp/server.ts'],
  ['src/mcp/tools/x.ts', '../../model/date.ts'],
  ['src/mcp/x.ts', '../root.ts'],
  ['src/reading/x.ts', '../root.ts'],
  ['src/reading/extract/x.ts', '../../model/errors.ts'],
  ['src/graph/editing/x.ts', '../../reading/read.ts'],
  ['src/cli/x.ts', '../reading/read.ts'],
  ['src/mcp/x.ts', '@modelcontextprotocol/server'],
  ['src/cli/x.ts', '../http/server.ts'],
  ['src/main.ts', './cli/serve.ts'],
  ['src/main.ts', 'express'],
  ['src/playground/x.ts', '../../schema/operations/a.graphql?raw'],
  ['src/playground/x.ts', '../model/vocabulary.ts'],
  ['src/explorer/x.ts', '../model/date.ts'],
  ['src/explorer/graph/x.ts', '../../model/date.ts'],
  ['src/explorer/core/graph/x.ts', '../../../model/date.ts'],
  ['src/explorer/core/graph/deep/x.ts', '../../../../model/date.ts'],
  ['src/explorer/core/graph/x.ts', '../graph/index.ts'],
  ['src/explorer/core/x.ts', '../canvas/index.ts'],
  ['tests/x.ts', '../../src/graph/schema.ts'],
  ['tests/x.ts', 'neo4j-driver'],
];

/** All forms of import, which lint must check; each is one line. */
const FORMS: ((imported: string, number: number) => string)[] = [
  (imported) => `import '${imported}';`,
  (imported) => `export * from '${imported}';`,
  (imported, number) => `import type { X as X${number} } from '${imported}';`,
  (imported, number) => `export const load${number} = () => import('${imported}');`,
];

describe('lint', () => {
  const tree = mkdtempSync(join(tmpdir(), 'allegiance-layers-'));
  const rejected = REJECTED.map(write);
  const allowed = ALLOWED.map(write);
  let diagnostics: Set<string>;

  beforeAll(() => {
    for (const file of ['biome.json', 'biome.layers.json']) copyFileSync(file, join(tree, file));
    for (const [file, lines] of FILES) {
      mkdirSync(dirname(join(tree, file)), { recursive: true });
      writeFileSync(join(tree, file), lines.join('\n'));
    }
    diagnostics = lint(tree);
  });
  afterAll(() => rmSync(tree, { recursive: true }));

  test.each(rejected)('rejects $imported in $file', ({ places }) => {
    expect(places.filter((place) => !diagnostics.has(place))).toEqual([]);
  });

  test.each(allowed)('allows $file to import $imported', ({ places }) => {
    expect(places.filter((place) => diagnostics.has(place))).toEqual([]);
  });
});

describe('src/write', () => {
  /** In the order of `write.ts`, which imports them; deriving again uses the same steps. */
  const STEPS = ['validate', 'load', 'plan', 'apply', 'revision', 'derive'];

  test.each(STEPS)('%s imports no later step, and nothing that runs the steps', (step) => {
    const allowed = STEPS.slice(0, STEPS.indexOf(step) + 1);
    const folder = join('src/write', step);
    const found = readdirSync(folder).flatMap((file) =>
      importsOf(join(folder, file))
        .map((imported) => relative('src/write', imported))
        .filter((imported) => !imported.startsWith('..') && !allowed.includes(dirname(imported)))
        .map((imported) => `${file}: ${imported}`),
    );
    expect(found).toEqual([]);
  });
});

test('src has no cycle of files or of sibling folders, types included', () => {
  const imports = siblingImports('src');
  const reached = new Map([...imports.keys()].map((sibling) => [sibling, reachedFrom(sibling, imports)]));
  const cycles = [...reached].map(([sibling, others]) => [...others].filter((other) => reached.get(other)?.has(sibling)).sort());
  expect(new Set(cycles.filter((cycle) => cycle.length > 0).map((cycle) => cycle.join(', ')))).toEqual(new Set());
});

/** The files of ours that a file imports, types included. */
function importsOf(file: string): string[] {
  const found = readFileSync(file, 'utf8').matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^'?]+)/g);
  return [...found].map(([, imported]) => join(dirname(file), imported!));
}

/**
 * Which files and folders import which of their siblings: for each import, the two at which its paths part. Each cycle of
 * files is a cycle of siblings too.
 */
function siblingImports(root: string): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>();
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
  for (const file of files.map((each) => join(root, each))) {
    const own = file.split('/');
    for (const other of importsOf(file).map((imported) => imported.split('/'))) {
      const depth = own.findIndex((part, at) => part !== other[at]) + 1;
      const sibling = own.slice(0, depth).join('/');
      imports.set(sibling, (imports.get(sibling) ?? new Set()).add(other.slice(0, depth).join('/')));
    }
  }
  return imports;
}

function reachedFrom(start: string, imports: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const reached = new Set(imports.get(start));
  for (const each of reached) for (const next of imports.get(each) ?? []) reached.add(next);
  return reached;
}

/** Appends an import in each form to its file. Returns the places, such as `src/model/x.ts:3`. */
function write([file, imported]: Import): { file: string; imported: string; places: string[] } {
  const lines = FILES.get(file) ?? [];
  FILES.set(file, lines);
  return { file, imported, places: FORMS.map((form) => `${file}:${lines.push(form(imported, lines.length))}`) };
}

/** The places in a tree where lint reports a restricted import. */
function lint(tree: string): Set<string> {
  const only = ['--only=style/noRestrictedImports', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=github'];
  const { stdout } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', ...only], { cwd: tree, encoding: 'utf8' });
  return new Set(
    [...stdout.matchAll(/noRestrictedImports,file=.*?\/(?=src\/|tests\/)([^,]+),line=(\d+)/g)].map(([, file, line]) => `${file}:${line}`),
  );
}
