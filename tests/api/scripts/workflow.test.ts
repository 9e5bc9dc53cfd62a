import { accessSync, constants, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Job {
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: ReadonlyArray<{ readonly run?: string; readonly uses?: string; readonly with?: Readonly<Record<string, string>> }>;
}

const { jobs, permissions } = parse(readFileSync('.github/workflows/ci.yml', 'utf8')) as {
  jobs: Readonly<Record<'test' | 'image', Job>>;
  permissions: unknown;
};

test('the public workflow runs .ci/run on the oldest supported Node.js and on the current LTS', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const [oldest, current, ...others] = jobs.test.strategy!.matrix.node;
  expect([`>=${oldest}`, current, others]).toEqual([engines.node, 'lts/*', []]);
  expect(jobs.test.steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
  expect(jobs.test.steps.find(({ uses }) => uses?.startsWith('actions/setup-node'))!.with!['node-version']).toBe(`\${{ matrix.node }}`);
  accessSync('.ci/run', constants.X_OK);
});

test('the public workflow starts compose.yaml, reads only, and ends', () => {
  expect(jobs.image.steps.flatMap(({ run }) => run ?? [])[0]).toMatch(/^docker compose up .*--build.*--wait/);
  expect(permissions).toEqual({ contents: 'read' });
  expect(Object.values(jobs).map((job) => typeof job['timeout-minutes'])).toEqual(['number', 'number']);
});
