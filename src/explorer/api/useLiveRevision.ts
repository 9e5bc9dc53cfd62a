import { useEffect, useRef, useState } from 'react';
import { client, toDocumentNode } from './client.ts';
import { GraphChangedDocument } from './operations.ts';

/** Subscribes to changes after the revision that the page shows; returns the latest revision reported, 0 for none. */
export function useLiveRevision(since: number | null, notify: (message: string) => void): number {
  const [revision, setRevision] = useState(0);
  const latestNotify = useRef(notify);
  latestNotify.current = notify;

  useEffect(() => {
    if (since === null) return;
    const { unsubscribe } = client.subscription(toDocumentNode(GraphChangedDocument), { since }).subscribe(({ data }) => {
      if (!data || data.graphChanged.revision <= since) return;
      setRevision(data.graphChanged.revision);
      latestNotify.current(`Updated: ${data.graphChanged.summary}`);
    });
    return unsubscribe;
  }, [since]);
  return revision;
}
