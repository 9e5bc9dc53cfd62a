import type { PubSub } from 'type-graphql';

/** type-graphql asks for a hub of topics before it makes any subscription. Ours follow the revisions and use none. */
export const NO_TOPICS: PubSub = { publish: refuse, subscribe: refuse };

function refuse(): never {
  throw new Error('Subscriptions follow the revisions; there are no topics.');
}
