import { graphql } from './graphql.ts';

/** Who says that a relationship holds, and who denies it. */
export const EVIDENCE = graphql`
  fragment Evidence_tie on Relationship
  @refetchable(queryName: "EvidencePaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" }) {
    evidence(first: $count, after: $cursor) @connection(key: "Evidence_evidence") {
      edges {
        node { id stance quote verbatim source { id title } }
      }
    }
  }
`;
