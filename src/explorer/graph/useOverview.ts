import { useEffect, useRef, useState } from 'react';
import type { TimeSelection } from '../state/view.ts';
import { loadOverview, type Overview } from './loadOverview.ts';

export interface LoadedOverview {
  /** Null until it is loaded. */
  readonly overview: Overview | null;
  /** Why it could not be loaded, for the user. */
  readonly error: string | null;
}

/**
 * What the page opens with: the first view at the time that the address names when it is opened, else of the newest year with data.
 * @param revision the latest revision reported, 0 for none
 * @param follows whether a new revision loads it again: while a page that began empty shows how the graph grows. One at a time.
 */
export function useOverview(time: TimeSelection | null, revision: number, follows: boolean): LoadedOverview {
  const [loaded, setLoaded] = useState<LoadedOverview>({ overview: null, error: null });
  const [first] = useState(time);
  const [loadedAt, setLoadedAt] = useState(-1);
  const loading = useRef(false);
  const target = follows ? revision : Math.max(loadedAt, 0);
  useEffect(() => {
    if (loading.current || loadedAt >= target) return;
    loading.current = true;
    loadOverview(first, target > 0)
      .then((overview) => setLoaded({ overview, error: null }))
      .catch((cause: Error) => setLoaded(({ overview }) => ({ overview, error: cause.message })))
      .finally(() => {
        loading.current = false;
        setLoadedAt(target);
      });
  }, [first, target, loadedAt]);
  return loaded;
}
