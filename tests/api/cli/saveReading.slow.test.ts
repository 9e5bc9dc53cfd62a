import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { directoryFor, run, servedFor } from './support/run.ts';

const directory = directoryFor();
const served = servedFor(directory);

test('read --save keeps the article and what it suggests, through a server', async () => {
  const file = join(directory(), 'article.txt');
  writeFileSync(file, 'Iran backs Hezbollah. Israel attacked Hezbollah on Saturday.\n');
  const words = ['read', file, '--title', 'An article', '--publisher', 'A paper', '--published', '2024-12-01', '--save', '--json'];
  const { out: created } = await run(['token', 'create', '--role', 'editor', '--name', 'Anna', '--json'], {
    ALLEGIANCE_DATA: served().data,
  });
  const { token } = JSON.parse(created) as { token: string };
  const { code, out, err } = await run([...words, '--url', served().url, '--token', token]);
  expect([code, err]).toEqual([0, '']);
  const { saved, proposals } = JSON.parse(out) as { saved: { source: string; draft: string }; proposals: object[] };
  const query = `{ source(id: "${saved.source}") { title publisher publishedOn document { text } } draft(id: "${saved.draft}") { title by rows { verdict input } } }`;
  const response = await fetch(`${served().url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data } = (await response.json()) as { data: { source: object; draft: { rows: { verdict: string }[] } } };
  expect(data.source).toMatchObject({ title: 'An article', publisher: 'A paper', publishedOn: '2024-12-01' });
  expect(data.draft).toMatchObject({ title: 'An article', by: 'Anna' });
  expect(data.draft.rows).toHaveLength(proposals.length);
  expect(JSON.stringify(data.draft)).toContain(saved.source);
  expect(data.draft.rows.filter(({ verdict }) => verdict === 'REJECTED')).toEqual([]);
});
