import { useEffect, useState } from 'react';
import { ask } from './ask.ts';
import type { TypedDocumentString } from './operations.ts';

/** What was answered before the graph changed is asked anew. */
const policyAt = (revision: number) => (revision > 0 ? 'network-only' : 'cache-first');

export interface Answer<T> {
  readonly data: T | null;
  /** In words for the visitor. */
  readonly error: string | null;
  readonly asking: boolean;
}

/**
 * The answer to a query; what was there stays until the new answer comes.
 * @param revision that the page was told of since it opened, 0 for none: another one asks the server anew
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
