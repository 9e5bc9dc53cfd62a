import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

const { origin, pathname } = window.location;

/** The page is served at the URL of the API, which accepts subscriptions over WebSockets at the same URL. */
const send = createGraphiQLFetcher({ url: pathname, subscriptionUrl: `${origin.replace(/^http/, 'ws')}${pathname}` });

/**
 * Sends the query of the editor. Just after a tab was opened, GraphiQL still sends the operation name of the tab before, which the
 * server would reject: a name that the document does not contain is left out.
 */
export const fetcher: Fetcher = ({ operationName, ...request }, options) =>
  send(operationName && request.query.includes(operationName) ? { ...request, operationName } : request, options);
