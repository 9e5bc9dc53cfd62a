/** A query in the address, with its variables as JSON text. */
export interface Given {
  readonly query: string;
  readonly variables: string;
}

/** Reads `#query=…&variables=…`, both percent-encoded; null where there is none. Browsers do not send this part of the address to the server. */
export function givenQuestion(hash: string): Given | null {
  const given = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const query = given.get('query');
  return query ? { query, variables: given.get('variables') ?? '' } : null;
}
