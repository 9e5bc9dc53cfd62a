import { useEffect, useState } from 'react';
import type { TypedDocumentString } from './operations.ts';
import { runQuery } from './requests.ts';

/** After a change of the graph the cache is out of date: the server is queried again. */
const requestPolicyAt = (revision: number) => (revision > 0 ? 'network-only' : 'cache-first');

export interface QueryResult<T> {
  readonly data: T | null;
  /** A message for the user. */
  readonly error: string | null;
  readonly loading: boolean;
}

/**
 * The result of a query; while it loads again, the result before stays.
 * @param revision the latest revision reported since the page was opened, 0 for none; a new one runs the query again
 */
export function useQueryResult<T, V>(document: TypedDocumentString<T, V>, variables: V, revision: number): QueryResult<T> {
  const key = JSON.stringify(variables);
  const [result, setResult] = useState<QueryResult<T> & { readonly key: string }>({ key: '', data: null, error: null, loading: true });
  useEffect(() => {
    let active = true;
    setResult((before) => ({ ...before, data: before.key === key ? before.data : null, key, loading: true }));
    runQuery(document, JSON.parse(key) as V, requestPolicyAt(revision))
      .then((data) => active && setResult({ key, data, error: null, loading: false }))
      .catch((error: Error) => active && setResult((before) => ({ ...before, error: error.message, loading: false })));
    return () => {
      active = false;
    };
  }, [document, key, revision]);
  return result;
}
