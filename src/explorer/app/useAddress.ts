import { type Dispatch, useEffect, useRef } from 'react';
import { decode, encode } from '../state/address.ts';
import type { Action, State } from '../state/state.ts';

/** Milliseconds from the last change to the update of the address: browsers limit how often it may change. */
const PAUSE = 200;

/** Writes the state to the address, and reads it from there when the address changes. */
export function useAddress({ history, view }: State, dispatch: Dispatch<Action>): void {
  const written = useRef(location.hash);
  const picture = history.present;

  useEffect(() => {
    const timer = setTimeout(() => {
      if (picture.length === 0) return;
      written.current = `#${encode({ picture, view })}`;
      window.history.replaceState(null, '', written.current);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [picture, view]);

  useEffect(() => {
    const follow = () => {
      if (location.hash !== written.current) dispatch({ do: 'open', ...decode(location.hash) });
    };
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, [dispatch]);
}
