import { type ClientOptions, createClient as createSocket } from 'graphql-ws';
import type { SubscribeFunction } from 'relay-runtime';
import { Environment, type FetchFunction, type GraphQLResponse, Network, Observable, RecordSource, Store } from 'relay-runtime';

// #region wait
/** Seconds that the server says to wait (errors RATE_LIMITED and OVERLOADED, HTTP status 429 and 503); undefined for other responses. */
function secondsToWait(response: { errors?: readonly { extensions?: Record<string, unknown> }[] }): number | undefined {
  const limited = response.errors?.find(({ extensions }) => typeof extensions?.retryAfter === 'number');
  return limited && Number(limited.extensions?.retryAfter);
}

/** Sends requests, and again after the time that the server says. A limited request was not executed, so this is safe for mutations too. */
function sendTo(url: string, headers: Record<string, string>): FetchFunction {
  return async ({ text }, variables) => {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: text, variables }),
      });
      const answer = (await response.json()) as GraphQLResponse & Parameters<typeof secondsToWait>[0];
      const seconds = secondsToWait(answer);
      if (seconds === undefined || attempt === 10) return answer;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    }
  };
}
// #endregion

// #region environment
/** The environment of Relay for the API at `url` (`http://…/graphql`). In Node.js before 22, `webSocketImpl` is the class of the package ws. */
export function createEnvironment(url: string, token?: string, webSocketImpl?: ClientOptions['webSocketImpl']): Environment {
  const socket = createSocket({ url: url.replace(/^http/, 'ws'), connectionParams: { token }, webSocketImpl });
  const subscribe: SubscribeFunction = ({ text }, variables) =>
    Observable.create((sink) => socket.subscribe({ query: text ?? '', variables }, sink as Parameters<typeof socket.subscribe>[1]));
  const network = Network.create(sendTo(url, token ? { authorization: `Bearer ${token}` } : {}), subscribe);
  return new Environment({ network, store: new Store(new RecordSource()) });
}
// #endregion
