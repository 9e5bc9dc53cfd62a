import type { PubSub } from 'type-graphql';

/** type-graphql requires a PubSub for subscriptions. These follow the revisions instead and never use it. */
export const NO_PUB_SUB: PubSub = { publish: refuse, subscribe: refuse };

function refuse(): never {
  throw new Error('Subscriptions follow the revisions; there are no topics.');
}
