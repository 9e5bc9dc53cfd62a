import { useEffect, useRef, useState } from 'react';
import { client, operation } from '../api/client.ts';
import { GraphChangedDocument } from '../api/operations.ts';

/** Subscribes to changes after the revision that the page shows; returns the latest revision reported, 0 for none. */
export function useLive(since: number | null, say: (words: string) => void): number {
  const [revision, setRevision] = useState(0);
  const newest = useRef(say);
  newest.current = say;

  useEffect(() => {
    if (since === null) return;
    const { unsubscribe } = client.subscription(operation(GraphChangedDocument), { since }).subscribe(({ data }) => {
      if (!data || data.graphChanged.revision <= since) return;
      setRevision(data.graphChanged.revision);
      newest.current(`Updated: ${data.graphChanged.summary}`);
    });
    return unsubscribe;
  }, [since]);
  return revision;
}
