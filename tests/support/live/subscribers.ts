import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TestServer } from '../../api/access/support/served.ts';

/** One message, with the fields that a test selects. */
export interface Message {
  readonly revision: number;
  readonly action?: string;
  readonly by?: string;
  readonly summary?: string;
  readonly truncated?: boolean;
  readonly relationships?: readonly { readonly statement: string }[];
  readonly entities?: readonly { readonly slug: string }[];
  readonly events?: readonly { readonly key: string }[];
}

/** A subscriber and the messages that it has received. */
export interface Subscriber {
  readonly messages: readonly Message[];
  /** What ended the subscription: GraphQL errors, or the close event of the socket; null while it is open. */
  readonly ended: () => unknown;
  readonly stop: () => Promise<void>;
}

export type Transport = (served: TestServer, query: string, token?: string) => Subscriber;

/** A subscription with these arguments and fields. */
export function subscriptionTo(args = 'since: 0', fields = 'revision'): string {
  return `subscription { graphChanged${args ? `(${args})` : ''} { ${fields} } }`;
}

export const overSocket: Transport = (served, query, token = served.tokenOf.reader) => {
  const connection = { url: served.url.replace('http', 'ws'), webSocketImpl: WebSocket, connectionParams: { token }, retryAttempts: 0 };
  const client = createClient(connection);
  return subscriber(
    (sink) => client.subscribe({ query }, sink),
    async () => client.dispose(),
  );
};

export const overStream: Transport = (served, query, token = served.tokenOf.reader) => {
  const connection = { url: `${served.url}/stream`, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 };
  const client = createSseClient(connection);
  return subscriber(
    (sink) => client.subscribe({ query }, sink),
    async () => client.dispose(),
  );
};

export const TRANSPORTS: readonly (readonly [name: string, transport: Transport])[] = [
  ['over a WebSocket', overSocket],
  ['over server-sent events', overStream],
];

interface Sink {
  next(result: { data?: unknown; errors?: readonly unknown[] }): void;
  error(error: unknown): void;
  complete(): void;
}

function subscriber(subscribe: (sink: Sink) => () => void, stop: () => Promise<void>): Subscriber {
  const messages: Message[] = [];
  let ended: unknown = null;
  subscribe({
    next: ({ data, errors }) => {
      if (errors) ended = errors;
      else messages.push((data as { graphChanged: Message }).graphChanged);
    },
    error: (error) => {
      ended ??= error;
    },
    complete: () => {
      ended ??= 'complete';
    },
  });
  return { messages, ended: () => ended, stop };
}
