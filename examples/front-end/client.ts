import type { TypedDocumentString } from './operations.ts';

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: ReadonlyArray<{ readonly message: string; readonly extensions?: { readonly code?: string } }>;
}

/** An error of the server, with its message and code. */
export class ServerError extends Error {
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

/** Runs one of the generated operations, with typed variables and a typed result. */
export async function request<T, V>(url: string, operation: TypedDocumentString<T, V>, variables: V): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: operation.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as Answer<T>;
  if (errors?.[0] || !data) throw new ServerError(errors?.[0]?.message ?? response.statusText, errors?.[0]?.extensions?.code ?? 'UNKNOWN');
  return data;
}
