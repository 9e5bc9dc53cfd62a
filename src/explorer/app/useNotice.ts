import { useCallback, useEffect, useState } from 'react';

const NOTICE_MS = 7_000;

/** A message to the user that disappears after a few seconds. */
export function useNotice(): { readonly notice: string; readonly notify: (message: string) => void } {
  const [{ notice, shownAt }, set] = useState({ notice: '', shownAt: 0 });
  useEffect(() => {
    if (shownAt === 0) return;
    const timer = setTimeout(() => set({ notice: '', shownAt: 0 }), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [shownAt]);
  const notify = useCallback((message: string) => set({ notice: message, shownAt: performance.now() }), []);
  return { notice, notify };
}
