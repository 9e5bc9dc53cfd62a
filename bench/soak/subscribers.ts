import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { ServerProcess } from './serverProcess.ts';

const QUERY = 'subscription { graphChanged { revision relationships { statement } } }';
/** Concurrent subscriptions, half over WebSockets, half over server-sent events. */
const MAX_SUBSCRIBERS = 10;
/** Milliseconds after which one is replaced by a new one. */
const CHANGE_EVERY = 1_000;

/** Subscriptions that are opened and closed. */
export class Subscribers {
  readonly errors = new Map<string, number>();
  /** Messages received, by transport. */
  readonly received = { WebSockets: 0, 'server-sent events': 0 };
  #next = 0;

  constructor(private readonly server: ServerProcess) {}

  async run(seconds: number): Promise<void> {
    const over = performance.now() + seconds * 1000;
    const open: (() => void)[] = [];
    while (performance.now() < over) {
      open.push(this.#follow());
      if (open.length > MAX_SUBSCRIBERS) open.shift()!();
      await new Promise((later) => setTimeout(later, CHANGE_EVERY));
    }
    for (const stop of open) stop();
  }

  #follow(): () => void {
    const transport = this.#next++ % 2 === 0 ? 'WebSockets' : 'server-sent events';
    const sink = {
      next: ({ errors }: { errors?: readonly { message: string }[] }) => {
        this.received[transport]++;
        for (const { message } of errors ?? []) this.#failed(message);
      },
      error: (error: unknown) => this.#failed(error instanceof Error ? error.message : JSON.stringify(error)),
      complete: () => undefined,
    };
    const { url, token } = this.server;
    const client =
      transport === 'WebSockets'
        ? createSocketClient({
            url: `${url.replace('http', 'ws')}/graphql`,
            webSocketImpl: WebSocket,
            connectionParams: { token },
            retryAttempts: 0,
          })
        : createSseClient({ url: `${url}/graphql/stream`, headers: { authorization: `Bearer ${token}` }, retryAttempts: 0 });
    client.subscribe({ query: QUERY }, sink);
    return () => void client.dispose();
  }

  #failed(what: string): void {
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1);
  }
}
