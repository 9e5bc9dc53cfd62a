import { useEffect, useState } from 'react';
import type { TimeSelection } from '../state/view.ts';
import type { Offered } from './findCompletions.ts';

/** Milliseconds from the last key to the requests. */
const DEBOUNCE_MS = 120;

const NOTHING_OFFERED: Offered = { text: '', completions: [], message: null };

/** The completions of a text, found after a pause in typing; those of the text before stay meanwhile. */
export function useCompletions(text: string, chosenTime: TimeSelection | null): Offered {
  const [offered, setOffered] = useState(NOTHING_OFFERED);
  const chosen = JSON.stringify(chosenTime);
  useEffect(() => {
    const line = text.trim();
    if (line === '') return setOffered(NOTHING_OFFERED);
    let current = true;
    const timer = setTimeout(() => {
      // Loaded with the first text: the first picture does not wait for it.
      import('./findCompletions.ts')
        .then(({ findCompletions }) => findCompletions(line, JSON.parse(chosen) as TimeSelection | null))
        .then((found) => current && setOffered({ ...found, text }))
        .catch((error: Error) => current && setOffered({ text, completions: [], message: error.message }));
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, chosen]);
  return offered;
}
