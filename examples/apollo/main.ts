// node scripts/run.mjs examples/apollo/main.ts URL: prints who backed the Syrian government in 2015, and follows the next change.
import { filter, firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import { BackersDocument, GraphChangedDocument, LatestRevisionDocument, RelationshipsDocument } from '../typed/operations.ts';
import { createClient } from './client.ts';

const client = createClient(process.argv[2] ?? 'http://127.0.0.1:4000/graphql', undefined, WebSocket);

// #region pages
/** Reads all pages. `fetchMore` puts each behind the ones before, in the cache, where `readQuery` finds them together. */
async function allBackers(actor: string, at: string) {
  const variables = { actor, at };
  const list = client.watchQuery({ query: BackersDocument, variables });
  let page = (await client.query({ query: BackersDocument, variables })).data;
  while (page?.actor?.backedBy.pageInfo.hasNextPage) {
    page = (await list.fetchMore({ variables: { after: page.actor.backedBy.pageInfo.endCursor } })).data;
  }
  return client.readQuery({ query: BackersDocument, variables })?.actor?.backedBy;
}
// #endregion

async function allRelationships(entity: string, at: string) {
  const variables = { entity, at };
  const list = client.watchQuery({ query: RelationshipsDocument, variables });
  let page = (await client.query({ query: RelationshipsDocument, variables })).data;
  while (page?.entity?.relationships.pageInfo.hasNextPage) {
    page = (await list.fetchMore({ variables: { after: page.entity.relationships.pageInfo.endCursor } })).data;
  }
  return client.readQuery({ query: RelationshipsDocument, variables })?.entity?.relationships;
}

// Read before the lists, so that no change between is missed.
const { data: latest } = await client.query({ query: LatestRevisionDocument });

const backers = await allBackers('syrian-government', '2015');
console.log(`${backers?.totalCount} backers of the Syrian government in 2015`);
for (const { relationship } of backers?.edges ?? []) console.log(`  ${relationship.statement} (${relationship.confidence})`);

const relationships = await allRelationships('hezbollah', '2016');
console.log(`${relationships?.totalCount} relationships of Hezbollah in 2016`);
for (const { node } of relationships?.edges ?? []) console.log(`  ${node.statement} (${node.confidence})`);

// #region changes
/** Waits for the first change after a revision. What it brings is then in the cache, and in every list that shows it. */
async function changeAfter(since: number | undefined) {
  const changes = client.subscribe({ query: GraphChangedDocument, variables: { since } });
  const { data } = await firstValueFrom(changes.pipe(filter(({ data }) => data !== undefined && data !== null)));
  return data?.graphChanged;
}
// #endregion

console.log('Waiting for a change');
console.log(`Changed: ${(await changeAfter(latest?.status.revision))?.summary}`);
const now = await allBackers('syrian-government', '2015');
console.log(`Backers now: ${now?.edges.map(({ node }) => node.name).join(', ')}`);
process.exit();
