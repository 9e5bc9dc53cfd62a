import { createGraphiQLFetcher, type Fetcher } from '@graphiql/toolkit';

const { origin, pathname } = window.location;

/** The page is served at the address of the API itself, which takes subscriptions over WebSockets there, too. */
const send = createGraphiQLFetcher({ url: pathname, subscriptionUrl: `${origin.replace(/^http/, 'ws')}${pathname}` });

/**
 * Sends what the editor holds. The editor learns the name of the operation a moment after its tab was opened; until then it gives
 * the name of the tab before, which the server would refuse, so a name that the document does not contain is left out.
 */
export const fetcher: Fetcher = ({ operationName, ...asked }, options) =>
  send(operationName && asked.query.includes(operationName) ? { ...asked, operationName } : asked, options);
