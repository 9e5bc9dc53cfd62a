import { graphql } from './graphql.ts';

/** Who backs an actor, page by page. */
export const BACKERS = graphql`
  fragment Backers_actor on Actor
  @refetchable(queryName: "BackersPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }, at: { type: "PartialDate" }) {
    name
    backedBy(first: $count, after: $cursor, filter: { at: $at }) @connection(key: "Backers_backedBy") {
      totalCount
      edges {
        node { id slug name }
        relationship { id statement confidence status }
      }
    }
  }
`;
