// node scripts/run.mjs examples/relay/main.ts URL: prints who backed the Syrian government in 2015, and follows the next change.
// Before, in this folder: npx relay-compiler relay.config.json
import { type PartialDate, partialDate } from 'allegiance-client';
import {
  createOperationDescriptor,
  fetchQuery,
  type GraphQLTaggedNode,
  getRequest,
  getSingularSelector,
  type OperationType,
  requestSubscription,
} from 'relay-runtime';
import { WebSocket } from 'ws';
import backersFragment, { type documentsBackers_actor$data } from './__generated__/documentsBackers_actor.graphql.ts';
import backersPageQuery, { type documentsBackersPageQuery } from './__generated__/documentsBackersPageQuery.graphql.ts';
import backersQuery, { type documentsBackersQuery } from './__generated__/documentsBackersQuery.graphql.ts';
import changed, { type documentsGraphChangedSubscription } from './__generated__/documentsGraphChangedSubscription.graphql.ts';
import latestRevisionQuery, { type documentsLatestRevisionQuery } from './__generated__/documentsLatestRevisionQuery.graphql.ts';
import relationshipsFragment, { type documentsRelationships_entity$data } from './__generated__/documentsRelationships_entity.graphql.ts';
import relationshipsPageQuery, { type documentsRelationshipsPageQuery } from './__generated__/documentsRelationshipsPageQuery.graphql.ts';
import relationshipsQuery, { type documentsRelationshipsQuery } from './__generated__/documentsRelationshipsQuery.graphql.ts';
import { createEnvironment } from './environment.ts';

const environment = createEnvironment(process.argv[2] ?? 'http://127.0.0.1:4000/graphql', undefined, WebSocket);

/** Runs a query, and returns a function that reads its result from the store, where later pages and changes arrive. */
async function load<Query extends OperationType>(query: GraphQLTaggedNode, variables: Query['variables']) {
  const operation = createOperationDescriptor(getRequest(query), variables);
  environment.retain(operation);
  await fetchQuery<Query>(environment, query, variables).toPromise();
  return () => environment.lookup(operation.fragment).data as Query['response'];
}

/** The data of a fragment, as `useFragment` returns it in a component. */
function readFragment<Data>(fragment: GraphQLTaggedNode, reference: object): Data {
  return environment.lookup(getSingularSelector(fragment as never, reference)!).data as Data;
}

// #region pages
/** Reads all pages, as `usePaginationFragment` does in a component: each is a query by the id, made of the fragment. */
async function allBackers(actor: string, at: PartialDate) {
  const read = await load<documentsBackersQuery>(backersQuery, { actor, at });
  const list = () => {
    const { actor } = read();
    return actor ? { id: actor.id, ...readFragment<documentsBackers_actor$data>(backersFragment, actor).backedBy } : undefined;
  };
  for (let page = list(); page?.pageInfo.hasNextPage; page = list()) {
    const variables = { id: page.id, at, cursor: page.pageInfo.endCursor };
    await fetchQuery<documentsBackersPageQuery>(environment, backersPageQuery, variables).toPromise();
  }
  return list;
}
// #endregion

async function allRelationships(entity: string, at: PartialDate) {
  const read = await load<documentsRelationshipsQuery>(relationshipsQuery, { entity, at });
  const list = () => {
    const { entity } = read();
    return entity
      ? { id: entity.id, ...readFragment<documentsRelationships_entity$data>(relationshipsFragment, entity).relationships }
      : undefined;
  };
  for (let page = list(); page?.pageInfo.hasNextPage; page = list()) {
    const variables = { id: page.id, at, cursor: page.pageInfo.endCursor };
    await fetchQuery<documentsRelationshipsPageQuery>(environment, relationshipsPageQuery, variables).toPromise();
  }
  return list;
}

// Read before the lists, so that no change between is missed.
const latest = (await load<documentsLatestRevisionQuery>(latestRevisionQuery, {}))();

const backers = await allBackers('syrian-government', partialDate('2015'));
console.log(`${backers()?.totalCount} backers of the Syrian government in 2015`);
for (const { relationship } of backers()?.edges ?? []) console.log(`  ${relationship.statement} (${relationship.confidence})`);

const relationships = (await allRelationships('hezbollah', partialDate('2016')))();
console.log(`${relationships?.totalCount} relationships of Hezbollah in 2016`);
for (const { node } of relationships?.edges ?? []) console.log(`  ${node.statement} (${node.confidence})`);

// #region changes
/** Waits for the first change after a revision. What it brings is then in the store, and in every component that shows it. */
function changeAfter(since: number | undefined) {
  return new Promise<documentsGraphChangedSubscription['response']['graphChanged']>((resolve, reject) => {
    const { dispose } = requestSubscription<documentsGraphChangedSubscription>(environment, {
      subscription: changed,
      variables: { since },
      onNext: (message) => {
        dispose();
        if (message) resolve(message.graphChanged);
      },
      onError: reject,
    });
  });
}
// #endregion

console.log('Waiting for a change');
console.log(`Changed: ${(await changeAfter(latest.status.revision)).summary}`);
console.log(
  `Backers now: ${backers()
    ?.edges.map(({ node }) => node.name)
    .join(', ')}`,
);
process.exit();
