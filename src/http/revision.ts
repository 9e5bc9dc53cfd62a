import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../graph/common/context.ts';

/** Names, in `extensions.revision`, the revision of the graph that an answer shows, where it was found on the projection. */
export const revisionExtension: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response: { body } }) => {
      if (body.kind !== 'single' || contextValue.revision === null) return;
      body.singleResult.extensions = { ...body.singleResult.extensions, revision: contextValue.revision };
    },
  }),
};
