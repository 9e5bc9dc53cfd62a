import { createClient as createSseClient } from 'graphql-sse';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { follow } from '../../../examples/graphql-ws/follow.ts';
import type { Message } from './subscribers.ts';

/** A client that goes on after the server has restarted. */
export interface Follower {
  readonly messages: readonly Message[];
  /** Why it gave up; null while it goes on. */
  readonly failure: () => unknown;
  readonly stop: () => void;
}

export interface EventSourceFollower extends Follower {
  /** The id of the last event; empty before the first. */
  readonly lastEventId: () => string;
  /** The ids with which it resumed. */
  readonly resumedAfter: readonly string[];
}

export interface Following {
  /** URL of the API. */
  readonly url: string;
  /** Arguments beside `since`, such as `types: [BACKS]`. */
  readonly filter: string;
  readonly since: number;
}

/** Milliseconds before a client connects again. */
const RETRY_AFTER = 50;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, RETRY_AFTER));
const retrying = { retryAttempts: Number.POSITIVE_INFINITY };

const overSocket = ({ url, ...following }: Following): Follower => {
  const shouldRetry = () => true;
  const client = createClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, ...retrying, retryWait: pause, shouldRetry });
  return wrapped(client, following);
};

const overStream = ({ url, ...following }: Following): Follower => {
  const client = createSseClient({ url: `${url}/stream`, ...retrying, retry: pause });
  return wrapped(client, following);
};

/** A follower by the function of the examples. */
function wrapped(client: Parameters<typeof follow>[0], { filter, since }: Omit<Following, 'url'>): Follower {
  const messages: Message[] = [];
  let failure: unknown = null;
  const query = `subscription ($since: Int) { graphChanged(since: $since ${filter}) { revision } }`;
  const stop = follow<{ data?: { graphChanged: Message } }>(
    client,
    query,
    { since },
    (message) => messages.push(message.data!.graphChanged),
    (error) => {
      failure = error ?? 'complete';
    },
  );
  return { messages, failure: () => failure, stop };
}

/**
 * As the EventSource of browsers (WHATWG HTML §9.2): it sends the same URL again with the id of the last event, and gives up for good
 * where the answer is no stream. The fields of its messages are not read for the position. No `since`: from now on.
 */
export function eventSource({ url, filter, since }: Omit<Following, 'since'> & { readonly since: number | null }): EventSourceFollower {
  const args = `${since === null ? '' : `since: ${since}`} ${filter}`.trim();
  const query = `subscription { graphChanged${args ? `(${args})` : ''} { revision } }`;
  const address = `${url}/stream?query=${encodeURIComponent(query)}`;
  const messages: Message[] = [];
  const resumedAfter: string[] = [];
  const stopping = new AbortController();
  let lastEventId = '';
  let failure: unknown = null;

  async function readStream(): Promise<void> {
    const headers = { accept: 'text/event-stream', ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }) };
    const response = await fetch(address, { headers, signal: stopping.signal });
    if (lastEventId !== '') resumedAfter.push(lastEventId);
    if (response.status !== 200) failure = `${response.status} ${await response.text()}`;
    if (failure !== null) return;
    let text = '';
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        handle(text.slice(0, end));
        text = text.slice(end + 2);
      }
    }
  }

  function handle(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => [line.split(':')[0]!, line.slice(line.indexOf(':') + 1).trim()]));
    lastEventId = fields.id ?? lastEventId;
    if (fields.event === 'complete') failure = 'complete';
    if (fields.event === 'next') messages.push(JSON.parse(fields.data!).data.graphChanged);
  }

  void (async () => {
    while (failure === null && !stopping.signal.aborted) {
      await readStream().catch(() => undefined);
      await pause();
    }
  })();
  return { messages, resumedAfter, lastEventId: () => lastEventId, failure: () => failure, stop: () => stopping.abort() };
}

export const FOLLOWERS: readonly (readonly [name: string, start: (following: Following) => Follower])[] = [
  ['graphql-ws', overSocket],
  ['graphql-sse', overStream],
  ['an event source', eventSource],
];
