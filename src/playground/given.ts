/** A question that an address brings, with its variables as JSON text. */
export interface Given {
  readonly query: string;
  readonly variables: string;
}

/** The question behind `#` in an address: `#query=…&variables=…`, both escaped; null where there is none. It never reaches a log. */
export function givenQuestion(hash: string): Given | null {
  const given = new URLSearchParams(hash.replace(/^#/, '').replaceAll('+', '%2B'));
  const query = given.get('query');
  return query ? { query, variables: given.get('variables') ?? '' } : null;
}
