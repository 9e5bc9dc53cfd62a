interface Message {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
  readonly extensions?: { readonly revision?: number };
}

/** What the clients of graphql-ws and of graphql-sse have in common. */
interface Transport {
  subscribe(
    request: { query: string; variables: Record<string, unknown> },
    sink: { next(message: never): void; error(error: unknown): void; complete(): void },
  ): () => void;
}

// #region follow
/**
 * Follows a subscription that has a variable `$since`, over lost connections and restarts of the server. Both clients send the same
 * request object when they connect again: it then asks for what came after the last message. Start with the revision of what the
 * page shows, `extensions.revision` of its query. Returns a function that ends the subscription.
 */
export function follow<T extends Message>(
  client: Transport,
  query: string,
  variables: { since: number; [name: string]: unknown },
  onMessage: (message: T) => void,
  onEnd: (error: unknown) => void,
): () => void {
  const request = { query, variables: { ...variables } };
  const next = (message: T) => {
    request.variables.since = message.extensions?.revision ?? request.variables.since;
    onMessage(message);
  };
  return client.subscribe(request, { next, error: onEnd, complete: () => onEnd(null) });
}
// #endregion
