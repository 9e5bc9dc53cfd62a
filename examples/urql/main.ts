// node scripts/run.mjs examples/urql/main.ts URL: prints who backed the Syrian government in 2015, and follows the next change.
import { WebSocket } from 'ws';
import {
  BackersDocument,
  GraphChangedDocument,
  type GraphChangedSubscription,
  LatestRevisionDocument,
  RelationshipsDocument,
} from '../typed/operations.ts';
import { createClient } from './client.ts';

type ChangeMessage = GraphChangedSubscription['graphChanged'];

const client = createClient(process.argv[2] ?? 'http://127.0.0.1:4000/graphql', undefined, WebSocket);

// #region pages
/** Reads all pages. The cache puts them together: a query of the first page then finds the whole list. */
async function allBackers(actor: string, at: string) {
  const readPage = async (after?: string | null) => {
    const { data, error } = await client.query(BackersDocument, { actor, at, after });
    if (error) throw error;
    return data?.actor?.backedBy;
  };
  let list = await readPage();
  while (list?.pageInfo.hasNextPage) {
    await readPage(list.pageInfo.endCursor);
    list = await readPage();
  }
  return list;
}
// #endregion

async function allRelationships(entity: string, at: string) {
  const readPage = async (after?: string | null) => {
    const { data, error } = await client.query(RelationshipsDocument, { entity, at, after });
    if (error) throw error;
    return data?.entity?.relationships;
  };
  let list = await readPage();
  while (list?.pageInfo.hasNextPage) {
    await readPage(list.pageInfo.endCursor);
    list = await readPage();
  }
  return list;
}

// Read before the lists, so that no change between is missed.
const { data: latest } = await client.query(LatestRevisionDocument, {});

const backers = await allBackers('syrian-government', '2015');
console.log(`${backers?.totalCount} backers of the Syrian government in 2015`);
for (const { relationship } of backers?.edges ?? []) console.log(`  ${relationship.statement} (${relationship.confidence})`);

const relationships = await allRelationships('hezbollah', '2016');
console.log(`${relationships?.totalCount} relationships of Hezbollah in 2016`);
for (const { node } of relationships?.edges ?? []) console.log(`  ${node.statement} (${node.confidence})`);

// #region changes
/** Waits for the first change after a revision. What it brings is then in the cache, and in every list that shows it. */
function changeAfter(since: number | undefined) {
  return new Promise<ChangeMessage>((resolve, reject) => {
    const changes = client.subscription(GraphChangedDocument, { since }).subscribe(({ data, error }) => {
      if (error) reject(error);
      else if (data) {
        changes.unsubscribe();
        resolve(data.graphChanged);
      }
    });
  });
}
// #endregion

console.log('Waiting for a change');
console.log(`Changed: ${(await changeAfter(latest?.status.revision)).summary}`);
const now = await allBackers('syrian-government', '2015');
console.log(`Backers now: ${now?.edges.map(({ node }) => node.name).join(', ')}`);
process.exit();
