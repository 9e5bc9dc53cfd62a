import { useState } from 'react';
import { dayText } from '../../model/calendar.ts';
import type { Window } from '../../model/interval.ts';
import { useExplorer } from '../common/context.ts';
import { timeLabel } from '../graph/dateLabel.ts';
import { countByCertainty, selectedWindow } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';
import { Strip } from './Strip.tsx';
import { panned, showing, unitOf, zoomed } from './scale.ts';
import { TimeField } from './TimeField.tsx';
import { usePlaying } from './usePlaying.ts';
import { useCounts, useYears } from './useTimeSeries.ts';

/** The time of the whole graph: what holds, begins and happens when, and the selected time. */
export function Timeline() {
  const { state, revision } = useExplorer();
  const years = useYears(revision);
  if (years.length === 0 && state.history.present.time === null) return <section className="time" aria-label="Time" />;
  const whole = years.length > 0 ? { first: years[0]!.first, last: years.at(-1)!.last } : null;
  return (
    <section className="time" aria-label="Time">
      <TimeControls whole={whole ?? selectedWindow(state.history.present.time) ?? { first: 0, last: 0 }} years={years} />
    </section>
  );
}

const UNIT_WORDS = { YEAR: 'years', MONTH: 'months', DAY: 'days' } as const;

function TimeControls({ whole, years }: { readonly whole: Window; readonly years: ReturnType<typeof useYears> }) {
  const { state, dispatch, revision, markChangesSince } = useExplorer();
  const { time } = state.history.present;
  const [zoomedTo, setZoomedTo] = useState<Window | null>(null);
  const [playing, setPlaying] = useState(false);
  const shown = zoomedTo ?? whole;
  const counts = useCounts(shown, years, revision);
  const isWhole = shown.first === whole.first && shown.last === whole.last;
  const setShown = (next: Window) => setZoomedTo(next.first === whole.first && next.last === whole.last ? null : next);
  const setTime = (next: TimeSelection | null, gesture?: string) => dispatch({ do: 'filter', filters: { time: next }, gesture });
  const zoom = (factor: number) => {
    const window = selectedWindow(time);
    const middle = window ? (window.first + window.last) / 2 : (shown.first + shown.last) / 2;
    const position = (middle - shown.first) / (shown.last - shown.first + 1);
    const next = zoomed(shown, factor, Math.min(1, Math.max(0, position)), whole);
    setShown(window ? showing(next, window, whole) : next);
  };
  const stop = () => {
    setPlaying(false);
    markChangesSince(null);
  };
  usePlaying({
    playing,
    shown,
    time,
    onStep: (next, before) => {
      setTime(next, 'play');
      markChangesSince(before);
    },
    onEnd: stop,
  });
  return (
    <>
      <div className="controls">
        <button type="button" onClick={() => (playing ? stop() : setPlaying(true))} aria-pressed={playing}>
          {playing ? 'Pause' : 'Play'}
        </button>
        <button type="button" aria-pressed={time === null} onClick={() => setTime(null)}>
          All time
        </button>
        <TimeField
          time={time}
          context={{ today: new Date().toISOString().slice(0, 10), first: dayText(whole.first), last: dayText(whole.last) }}
          onTime={(next) => {
            setTime(next);
            const window = selectedWindow(next);
            if (window) setShown(showing(shown, window, whole));
          }}
        />
        <PossibleField />
      </div>
      <Strip counts={counts} whole={whole} shown={shown} onShown={setShown} time={time} onTime={setTime} />
      <div className="zoom">
        <button type="button" aria-label="Time line closer" disabled={shown.last - shown.first < 14} onClick={() => zoom(0.5)}>
          +
        </button>
        <button type="button" aria-label="Time line wider" disabled={isWhole} onClick={() => zoom(2)}>
          −
        </button>
        <button
          type="button"
          aria-label="Time line earlier"
          disabled={shown.first === whole.first}
          onClick={() => setShown(panned(shown, -0.5, whole))}
        >
          ‹
        </button>
        <button
          type="button"
          aria-label="Time line later"
          disabled={shown.last === whole.last}
          onClick={() => setShown(panned(shown, 0.5, whole))}
        >
          ›
        </button>
        <small>by {UNIT_WORDS[unitOf(shown)]}</small>
      </div>
      {playing && time && (
        <p className="playing-date" aria-live="off">
          {timeLabel(time, 'long')}
        </p>
      )}
    </>
  );
}

/** Whether what is only possible at the selected time is shown, and how many relationships that concerns. */
function PossibleField() {
  const { state, dispatch, graph } = useExplorer();
  const { time, possible, hidden } = state.history.present;
  const window = selectedWindow(time);
  if (window === null) return null;
  const count = countByCertainty(graph, window, new Set(hidden)).POSSIBLE;
  return (
    <label className="check possible">
      <input
        type="checkbox"
        checked={possible}
        onChange={({ target }) => dispatch({ do: 'filter', filters: { possible: target.checked } })}
      />
      Show what is only possible ({count.toLocaleString('en')})
    </label>
  );
}
