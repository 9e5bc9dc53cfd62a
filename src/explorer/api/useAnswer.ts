import { useEffect, useState } from 'react';
import { ask } from './ask.ts';
import type { TypedDocumentString } from './operations.ts';

/** After a change of the graph the cache is out of date: the server is queried again. */
const policyAt = (revision: number) => (revision > 0 ? 'network-only' : 'cache-first');

export interface Answer<T> {
  readonly data: T | null;
  /** A message for the user. */
  readonly error: string | null;
  readonly asking: boolean;
}

/**
 * The result of a query; while it loads again, the result before stays.
 * @param revision the latest revision reported since the page was opened, 0 for none; a new one runs the query again
 */
export function useAnswer<T, V>(document: TypedDocumentString<T, V>, variables: V, revision: number): Answer<T> {
  const key = JSON.stringify(variables);
  const [answer, setAnswer] = useState<Answer<T> & { readonly key: string }>({ key: '', data: null, error: null, asking: true });
  useEffect(() => {
    let wanted = true;
    setAnswer((before) => ({ ...before, data: before.key === key ? before.data : null, key, asking: true }));
    ask(document, JSON.parse(key) as V, policyAt(revision))
      .then((data) => wanted && setAnswer({ key, data, error: null, asking: false }))
      .catch((error: Error) => wanted && setAnswer((before) => ({ ...before, error: error.message, asking: false })));
    return () => {
      wanted = false;
    };
  }, [document, key, revision]);
  return answer;
}
