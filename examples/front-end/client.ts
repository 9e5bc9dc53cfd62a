import type { TypedDocumentString } from './operations.ts';

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: { readonly code?: string } }>;
}

/** What the server refused, in its own words, with its code. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Asks one of the generated operations: the variables must fit, and the answer has its types. */
export async function ask<T, V>(url: string, operation: TypedDocumentString<T, V>, variables: V): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operation.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as Answer<T>;
  if (errors?.[0] || !data) throw new Refused(errors?.[0]?.message ?? response.statusText, errors?.[0]?.extensions?.code ?? 'UNKNOWN');
  return data;
}
