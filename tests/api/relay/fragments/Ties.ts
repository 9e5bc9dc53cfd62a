import { graphql } from './graphql.ts';

/** The relationships of an actor or place, backwards from the latest. */
export const TIES = graphql`
  fragment Ties_entity on Entity
  @refetchable(queryName: "TiesPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 50 }, cursor: { type: "String" }, types: { type: "[RelationshipType!]" }) {
    relationships(last: $count, before: $cursor, filter: { types: $types }) @connection(key: "Ties_relationships") {
      edges {
        node {
          __typename
          id
          statement
          validity { start end ongoing }
          ... on Backs { supportKinds against { id name } }
          ...Evidence_tie
        }
      }
    }
  }
`;
