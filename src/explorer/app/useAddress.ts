import { type Dispatch, useEffect, useRef } from 'react';
import { decode, encode } from '../state/address.ts';
import type { Action, State } from '../state/state.ts';

/** Milliseconds from the last change to the update of the address: browsers limit how often it may change. */
const DEBOUNCE_MS = 200;

/**
 * Writes the state to the address, and reads it from there when the address changes. Each question that is opened is an entry of the
 * browser's history, so that Back leads to the one before; all other changes stay within the entry.
 */
export function useAddress({ history, view }: State, dispatch: Dispatch<Action>): void {
  const lastHash = useRef(location.hash);
  const lastQuestion = useRef(view.question);
  const shown = history.present;

  useEffect(() => {
    const timer = setTimeout(() => {
      if (shown.picture.length === 0 && !shown.cleared) return;
      lastHash.current = `#${encode({ ...shown, view })}`;
      const isNew = view.question !== null && view.question !== lastQuestion.current;
      lastQuestion.current = view.question;
      if (isNew) window.history.pushState(null, '', lastHash.current);
      else window.history.replaceState(null, '', lastHash.current);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [shown, view]);

  useEffect(() => {
    const onHashChange = () => {
      if (location.hash === lastHash.current) return;
      const opened = decode(location.hash);
      lastHash.current = location.hash;
      lastQuestion.current = opened.view.question;
      dispatch({ do: 'open', ...opened });
    };
    window.addEventListener('hashchange', onHashChange);
    return () => window.removeEventListener('hashchange', onHashChange);
  }, [dispatch]);
}
