import { graphql } from './graphql.ts';

/** Any entity, found again by its id alone. */
export const PROFILE = graphql`
  fragment Profile_entity on Entity @refetchable(queryName: "ProfileRefetchQuery") {
    id
    slug
    name
    aliases { name language }
    ...Backers_actor @alias(as: "backers")
    ...Events_place @alias(as: "events")
    ...Ties_entity
  }
`;
