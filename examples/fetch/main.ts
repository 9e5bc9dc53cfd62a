// node scripts/run.mjs examples/fetch/main.ts URL: prints who backed the Syrian government in 2015, an error, and the next two changes.
import { changesAfter } from './changes.ts';
import { request } from './request.ts';

const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';

interface Backers {
  readonly status: { readonly revision: number };
  readonly actor: { readonly backedBy: { readonly nodes: readonly { readonly name: string }[] } } | null;
}

// #region query
const { data } = await request<Backers>(
  url,
  'query ($actor: ID!, $at: PartialDate) { status { revision } actor(id: $actor) { backedBy(filter: { at: $at }) { nodes { name } } } }',
  { actor: 'syrian-government', at: '2015' },
);
console.log(`Backers: ${data?.actor?.backedBy.nodes.map(({ name }) => name).join(', ')}`);
// #endregion

// #region errors
const wrong = await request<Backers>(url, '{ paths(from: "iran", to: "isreal") { count } }');
for (const { message, extensions } of wrong.errors ?? []) console.log(`${extensions.code}: ${message}`);
// #endregion

console.log('Waiting for a change');
const stopped = new AbortController();
let seen = 0;
for await (const { summary } of changesAfter(url, data?.status.revision ?? 0, stopped.signal)) {
  console.log(`Changed: ${summary}`);
  if (++seen === 2) stopped.abort();
}
