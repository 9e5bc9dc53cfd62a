import { graphql } from './graphql.ts';

/** What happened in a place, and how many died in all of it. */
export const EVENTS = graphql`
  fragment Events_place on Place
  @refetchable(queryName: "EventsPaginationQuery")
  @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }, during: { type: "IntervalInput" }) {
    events(first: $count, after: $cursor, filter: { during: $during }) @connection(key: "Events_events", filters: ["filter"]) {
      deaths { best low high }
      edges {
        cursor
        node { id key title participants { role actor { id name } } }
      }
    }
  }
`;
