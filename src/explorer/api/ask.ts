import type { CombinedError, RequestPolicy } from '@urql/core';
import { client, operation } from './client.ts';
import type { TypedDocumentString } from './operations.ts';

/** What the server refused, or why it could not be reached, in words for the visitor. */
export class Refused extends Error {}

const UNREACHABLE = 'The server cannot be reached. What is shown stays; try again in a moment.';

/** The server's own words where it gave any. */
export const wordsOf = (error: CombinedError | Error): string => {
  if ('graphQLErrors' in error && error.graphQLErrors[0]) return error.graphQLErrors.map(({ message }) => message).join(' ');
  return 'networkError' in error && error.networkError ? UNREACHABLE : error.message;
};

/** Asks a query once. Throws Refused. */
export async function ask<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  requestPolicy: RequestPolicy = 'cache-first',
): Promise<T> {
  const { data, error } = await client.query(operation(document), variables as V & Record<string, unknown>, { requestPolicy }).toPromise();
  if (error) throw new Refused(wordsOf(error));
  return data as T;
}

/** Sends a change once. Throws Refused. */
export async function change<T, V>(document: TypedDocumentString<T, V>, variables: V): Promise<T> {
  const { data, error } = await client.mutation(operation(document), variables as V & Record<string, unknown>).toPromise();
  if (error) throw new Refused(wordsOf(error));
  return data as T;
}
