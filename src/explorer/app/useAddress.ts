import { type Dispatch, useEffect, useRef } from 'react';
import { decode, encode } from '../state/address.ts';
import type { Action, State } from '../state/state.ts';

/** Milliseconds after the last change that the address waits: browsers refuse to be told too often. */
const PAUSE = 200;

/** Keeps the whole state in the address, and follows an address that is given. */
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
