import { useEffect, useRef } from 'react';
import type { Window } from '../../model/interval.ts';
import { selectedWindow } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';
import { coarser, moved, precisionOf, selectionOf, unitOf } from './scale.ts';

const STEP_MS = 900;

interface Player {
  readonly playing: boolean;
  /** What the strip shows: it is played from its start to its end. */
  readonly shown: Window;
  readonly time: TimeSelection | null;
  /** The next step, and the one before it; null for the first. */
  readonly onStep: (time: TimeSelection, before: TimeSelection | null) => void;
  readonly onEnd: () => void;
}

/** Moves the selected window by one unit of the strip, or of the window if that is wider, every STEP_MS up to the end of the strip; starts at its beginning where nothing, or its end, is selected. */
export function usePlaying(player: Player): void {
  const latest = useRef(player);
  latest.current = player;
  const { playing } = player;
  useEffect(() => {
    if (!playing) return;
    let first = true;
    const step = () => {
      const { shown, time, onStep, onEnd } = latest.current;
      const unit = unitOf(shown);
      const window = selectedWindow(time);
      const isInside = window !== null && window.first >= shown.first && window.last < shown.last;
      if (time && isInside)
        onStep(moved(time, 'both', 1, coarser(unit, coarser(precisionOf(time.at), precisionOf(time.until ?? time.at)))), time);
      else if (first) onStep(selectionOf(shown.first, shown.first, unit), null);
      else onEnd();
      first = false;
    };
    step();
    const timer = setInterval(step, STEP_MS);
    return () => clearInterval(timer);
  }, [playing]);
}
