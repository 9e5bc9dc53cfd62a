import type { CombinedError, RequestPolicy } from '@urql/core';
import { client, toDocumentNode } from './client.ts';
import type { TypedDocumentString } from './operations.ts';

/** What is wrong with a row that was not written, and in which of its fields; null for the whole row. */
export interface FieldProblem {
  readonly field: string | null;
  readonly message: string;
}

/** A request that failed; the message is for the user: that of the server, or that it cannot be reached. */
export class RequestError extends Error {
  constructor(
    message: string,
    /** Of a mutation that wrote nothing: the problems of its rows. */
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(message);
  }
}

const UNREACHABLE = 'The server cannot be reached. Try again in a moment; what is shown stays.';

/** The messages of the server where it answered, else that it cannot be reached. */
export const messageOf = (error: CombinedError | Error): string => {
  if ('graphQLErrors' in error && error.graphQLErrors[0]) return error.graphQLErrors.map(({ message }) => message).join(' ');
  return 'networkError' in error && error.networkError ? UNREACHABLE : error.message;
};

/** Runs a query once; by default from the cache where it holds the result. Throws RequestError. */
export async function runQuery<T, V>(
  document: TypedDocumentString<T, V>,
  variables: V,
  requestPolicy: RequestPolicy = 'cache-first',
): Promise<T> {
  const { data, error } = await client
    .query(toDocumentNode(document), variables as V & Record<string, unknown>, { requestPolicy })
    .toPromise();
  if (error) throw new RequestError(messageOf(error));
  return data as T;
}

/** How GraphQL refuses a value of a variable: the path of the field within the variable, and what was expected there. */
const INVALID_VALUE = /^Variable "\$\w+" got invalid value .* at "\w+\.([^"]+)"; (.+)$/s;

/** The problems of the rows of a mutation that wrote nothing because of them. */
function problemsIn({ graphQLErrors }: CombinedError): FieldProblem[] {
  const invalid = graphQLErrors.map(({ message }) => INVALID_VALUE.exec(message));
  if (invalid.length > 0 && invalid.every((found) => found !== null))
    return invalid.map(([, field, message]) => ({ field: field!, message: message! }));
  const rejected = graphQLErrors.filter(({ extensions }) => extensions.code === 'ROWS_REJECTED');
  return rejected.flatMap(({ extensions }) => (extensions.rows as { problems: FieldProblem[] }[]).flatMap(({ problems }) => problems));
}

/** Runs a mutation once. Throws RequestError. */
export async function runMutation<T, V>(document: TypedDocumentString<T, V>, variables: V): Promise<T> {
  const { data, error } = await client.mutation(toDocumentNode(document), variables as V & Record<string, unknown>).toPromise();
  if (error) throw new RequestError(messageOf(error), problemsIn(error));
  return data as T;
}
