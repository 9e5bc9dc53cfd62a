// node scripts/run.mjs examples/fetch/main.ts URL: prints who backed the Syrian government in 2015, an error, and the next two changes.
import { changesAfter } from './changes.ts';
import { read } from './read.ts';
import { request } from './request.ts';

const url = process.argv[2] ?? 'http://127.0.0.1:4000/graphql';

interface Backers {
  readonly actor: { readonly backedBy: { readonly nodes: readonly { readonly name: string }[] } } | null;
}

// #region query
const { data, extensions } = await request<Backers>(
  url,
  'query ($actor: ID!, $at: PartialDate) { actor(id: $actor) { backedBy(filter: { at: $at }) { nodes { name } } } }',
  { actor: 'syrian-government', at: '2015' },
);
console.log(`Backers: ${data?.actor?.backedBy.nodes.map(({ name }) => name).join(', ')}`);
// #endregion

// #region errors
const wrong = await request<Backers>(url, '{ paths(from: "iran", to: "isreal") { count } }');
for (const error of wrong.errors ?? []) console.log(`${error.extensions.code}: ${error.message}`);
// #endregion

const types = '{ vocabulary { type } }';
const first = await read(url, types);
console.log(`The same answer again: ${(await read(url, types)) === first}`);

console.log('Waiting for a change');
const stopped = new AbortController();
let seen = 0;
for await (const { summary } of changesAfter(url, extensions?.revision ?? 0, stopped.signal)) {
  console.log(`Changed: ${summary}`);
  if (++seen === 2) stopped.abort();
}
