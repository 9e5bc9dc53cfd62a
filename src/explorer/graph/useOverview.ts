import { useEffect, useState } from 'react';
import type { TimeSelection } from '../state/view.ts';
import { loadOverview, type Overview } from './loadOverview.ts';

export interface LoadedOverview {
  /** Null until it is loaded. */
  readonly overview: Overview | null;
  /** Why it could not be loaded, for the user. */
  readonly error: string | null;
}

/** What the page opens with: the first view at the time that the address names when it is opened, else of the newest year with data. */
export function useOverview(time: TimeSelection | null): LoadedOverview {
  const [loaded, setLoaded] = useState<LoadedOverview>({ overview: null, error: null });
  const [first] = useState(time);
  useEffect(() => {
    let active = true;
    loadOverview(first)
      .then((overview) => active && setLoaded({ overview, error: null }))
      .catch((cause: Error) => active && setLoaded({ overview: null, error: cause.message }));
    return () => {
      active = false;
    };
  }, [first]);
  return loaded;
}
