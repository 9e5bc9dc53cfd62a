import type { ApolloServerPlugin } from '@apollo/server';
import type { Context } from '../graph/common/context.ts';

/** Adds `extensions.revision`, the revision of the graph that a response shows, if it was read from the projection. */
export const revisionExtension: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ contextValue, response: { body } }) => {
      if (body.kind !== 'single' || contextValue.revision === null) return;
      body.singleResult.extensions = { ...body.singleResult.extensions, revision: contextValue.revision };
    },
  }),
};
