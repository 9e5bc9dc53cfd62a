// The Relay compiler reads this file. In an application with React, each of these stands in the component that uses it, and
// babel-plugin-relay puts the compiled document in its place; this program imports the compiled documents itself.
import { graphql } from 'relay-runtime';

export const latestRevision = graphql`
  query documentsLatestRevisionQuery {
    status { revision }
  }
`;

// #region documents
export const backersQuery = graphql`
  query documentsBackersQuery($actor: ID!, $at: PartialDate) {
    actor(id: $actor) { id ...documentsBackers_actor @arguments(at: $at) }
  }
`;

export const backers = graphql`
  fragment documentsBackers_actor on Actor
  @refetchable(queryName: "documentsBackersPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }, at: { type: "PartialDate" }) {
    backedBy(first: $count, after: $cursor, filter: { at: $at }) @connection(key: "Backers_backedBy") {
      totalCount
      edges {
        node { id name }
        relationship { id statement confidence validity { start end } }
      }
      pageInfo { endCursor hasNextPage }
    }
  }
`;
// #endregion

export const relationshipsQuery = graphql`
  query documentsRelationshipsQuery($entity: ID!, $at: PartialDate) {
    entity(id: $entity) { id ...documentsRelationships_entity @arguments(at: $at) }
  }
`;

export const relationships = graphql`
  fragment documentsRelationships_entity on Entity
  @refetchable(queryName: "documentsRelationshipsPageQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 4 }, cursor: { type: "String" }, at: { type: "PartialDate" }) {
    relationships(first: $count, after: $cursor, filter: { at: $at }) @connection(key: "Relationships_relationships") {
      totalCount
      edges {
        node { id statement confidence }
      }
      pageInfo { endCursor hasNextPage }
    }
  }
`;

export const graphChanged = graphql`
  subscription documentsGraphChangedSubscription($since: Int) {
    graphChanged(since: $since) {
      revision
      summary
      entities { id name }
      relationships { id statement confidence }
    }
  }
`;
