import { useCallback, useEffect, useState } from 'react';

const LASTS = 7_000;

/** A message to the user that disappears after a few seconds. */
export function useSaying(): { readonly said: string; readonly say: (words: string) => void } {
  const [{ said, at }, set] = useState({ said: '', at: 0 });
  useEffect(() => {
    if (at === 0) return;
    const timer = setTimeout(() => set({ said: '', at: 0 }), LASTS);
    return () => clearTimeout(timer);
  }, [at]);
  const say = useCallback((words: string) => set({ said: words, at: performance.now() }), []);
  return { said, say };
}
