/** A query in the address, with its variables as JSON text. */
export interface LinkedQuery {
  readonly query: string;
  readonly variables: string;
}

/** Reads `#query=…&variables=…`, both percent-encoded; null where there is none. Browsers do not send this part of the address to the server. */
export function readLinkedQuery(hash: string): LinkedQuery | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const query = parameters.get('query');
  return query ? { query, variables: parameters.get('variables') ?? '' } : null;
}
