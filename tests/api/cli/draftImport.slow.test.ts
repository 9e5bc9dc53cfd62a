import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryFor, run, servedFor } from './support/run.ts';

const directory = directoryFor();
const served = servedFor(directory);

const ROWS = [
  { kind: 'actors', row: { slug: 'new-brigade', kind: 'ARMED_GROUP', name: 'New Brigade' } },
  { kind: 'relationships', row: { type: 'BACKS', from: 'iran', to: 'new-brigade', start: '2024' } },
  { kind: 'relationships', row: { type: 'BACKS', from: 'iran', to: 'nobody-known' } },
];

const tokenOf = async (role: string, name = `the ${role}`): Promise<string> => {
  const { out } = await run(['token', 'create', '--role', role, '--name', name, '--json'], { ALLEGIANCE_DATA: served().data });
  return (JSON.parse(out) as { token: string }).token;
};

const execute = async (query: string, token: string) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${served().url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return (await response.json()) as { data: Record<string, never>; errors?: object[] };
};

test('import --draft leaves the graph as it is, and a person decides on the rows', async () => {
  const file = join(directory(), 'rows.jsonl');
  writeFileSync(file, ROWS.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const [proposer, editor] = [await tokenOf('proposer'), await tokenOf('editor')];
  const revision = async () => (await execute('{ status { revision } }', editor)).data.status;
  const before = await revision();
  const rejected = join(directory(), 'rejected.jsonl');
  const words = ['import', 'jsonl', file, '--draft', 'A list of doubtful origin', '--rejected', rejected, '--url', served().url];
  const { code, out } = await run([...words, '--token', proposer, '--json']);
  expect(code).toBe(1);
  const report = JSON.parse(out) as { created: number; rejected: number; drafts: string[] };
  expect(report).toMatchObject({ created: 2, rejected: 1 });
  expect(await revision()).toEqual(before);

  const [id] = report.drafts;
  const { data } = await execute(
    `{ draft(id: "${id}") { title by rows { statement verdict problems { code } } } actor(id: "new-brigade") { name } }`,
    editor,
  );
  expect(data).toMatchObject({
    actor: null,
    draft: {
      title: 'A list of doubtful origin',
      by: 'the proposer',
      rows: [
        { verdict: 'CREATED' },
        { statement: 'Iran backs New Brigade', verdict: 'CREATED' },
        { verdict: 'REJECTED', problems: [{ code: 'UNKNOWN_ENTITY' }] },
      ],
    },
  });
  const decision = `mutation { decideDraft(id: "${id}", decisions: [{ index: 0, accept: true }, { index: 1, accept: true }, { index: 2, accept: false }]) { draft { state } } }`;
  expect((await execute(decision, editor)).data).toEqual({ decideDraft: { draft: { state: 'DECIDED' } } });
  expect((await execute('{ actor(id: "new-brigade") { backedBy { nodes { name } } } }', editor)).data).toEqual({
    actor: { backedBy: { nodes: [{ name: 'Iran' }] } },
  });
});

test('import --draft says so in words, and refuses a dry run', async () => {
  const file = join(directory(), 'one.jsonl');
  writeFileSync(file, `${JSON.stringify(ROWS[0])}\n`);
  const words = ['import', 'jsonl', file, '--draft', 'One row', '--url', served().url, '--token', await tokenOf('proposer', 'another')];
  const { code, out } = await run(words);
  expect([code, out]).toEqual([0, expect.stringContaining('Nothing is in the graph before an editor accepts it.')]);
  const { code: refused, err } = await run(['import', 'jsonl', file, '--draft', 'x', '--dry-run']);
  expect([refused, err]).toEqual([2, expect.stringContaining('--draft writes nothing into the graph; leave out --dry-run.')]);
});
