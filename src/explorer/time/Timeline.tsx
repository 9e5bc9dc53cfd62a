import { type CSSProperties, useEffect, useId, useMemo, useRef, useState } from 'react';
import { yearOf } from '../../model/calendar.ts';
import { dateOrNull, isDate } from '../../model/date.ts';
import { useExplorer } from '../common/context.ts';
import { countByCertainty, selectedWindow } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';
import { histogramOf, type YearCount } from './histogram.ts';

const TICK_MS = 900;

/** The timeline: how many ties start and end in each year, and the selected years. */
export function Timeline() {
  const { state, dispatch, graph } = useExplorer();
  const { time } = state.history.present;
  const years = useMemo(() => histogramOf([...graph.ties.values()].map(({ validity }) => validity)), [graph]);
  const [playing, setPlaying] = useState(false);
  const set = (next: TimeSelection | null) => dispatch({ do: 'filter', filters: { time: next } });
  usePlaying(playing, years, time, set, () => setPlaying(false));
  if (years.length === 0 && time === null) return <section className="time" aria-label="Time" />;

  return (
    <section className="time" aria-label="Time">
      <div className="controls">
        <button type="button" onClick={() => setPlaying(!playing)} aria-pressed={playing} disabled={years.length === 0}>
          {playing ? 'Pause' : 'Play'}
        </button>
        <button type="button" aria-pressed={time === null} onClick={() => set(null)}>
          All time
        </button>
        <DateField label="At" value={time?.at ?? ''} onChange={(at) => set(at ? { at, until: time?.until ?? null } : null)} />
        <DateField label="Until" value={time?.until ?? ''} disabled={!time} onChange={(end) => time && set({ at: time.at, until: end })} />
        <PossibleField />
      </div>
      {years.length > 0 && <Years years={years} time={time} set={set} />}
    </section>
  );
}

interface YearsProps {
  readonly years: readonly YearCount[];
  readonly time: TimeSelection | null;
  readonly set: (time: TimeSelection) => void;
}

/** The years from the first to the last date of any tie, with a slider, or two for a period. */
function Years({ years, time, set }: YearsProps) {
  const [first, last] = [years[0]!.year, years.at(-1)!.year];
  const [from, until] = yearsOf(time, last);
  return (
    <div className="years">
      <Bars years={years} from={time ? from : first} until={time ? until : last} />
      <Slider
        label="From year"
        {...{ first, last }}
        value={from}
        onChange={(year) => set(timeOf(year, time?.until ? Math.max(year, until) : year))}
      />
      {time?.until && (
        <Slider label="Until year" {...{ first, last }} value={until} onChange={(year) => set(timeOf(Math.min(from, year), year))} />
      )}
      <p className="ends" aria-hidden="true">
        <span>{first}</span>
        <span>started above, ended below the line</span>
        <span>{last}</span>
      </p>
    </div>
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

function Bars({ years, from, until }: { readonly years: readonly YearCount[]; readonly from: number; readonly until: number }) {
  const highest = Math.max(1, ...years.map(({ started: began, ended }) => Math.max(began, ended)));
  const share = (count: number) => `${Math.sqrt(count / highest) * 100}%`;
  return (
    <div className="histogram" aria-hidden="true">
      {years.map(({ year, started: began, ended }) => (
        <span key={year} title={`${year}: ${began} started, ${ended} ended`} data-in={year >= from && year <= until}>
          <i className="began" style={{ height: share(began) }} />
          <i className="ended" style={{ height: share(ended) }} />
        </span>
      ))}
    </div>
  );
}

interface SliderProps {
  readonly label: string;
  readonly first: number;
  readonly last: number;
  readonly value: number;
  readonly onChange: (year: number) => void;
}

const Slider = ({ label, first, last, value, onChange }: SliderProps) => (
  <input
    type="range"
    aria-label={label}
    min={first}
    max={last}
    value={Math.max(first, Math.min(last, value))}
    style={{ '--years': last - first + 1 } as CSSProperties}
    onChange={({ target }) => onChange(Number(target.value))}
  />
);

/** A field for a year, a month or a day. A text that is not a date changes nothing. */
function DateField({
  label,
  value,
  disabled,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (date: string | null) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const invalid = text !== '' && !isDate(text);
  const id = useId();
  const problemId = `${id}-problem`;
  return (
    <div className="date">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={text}
        disabled={disabled}
        placeholder={label === 'At' ? '2016-12' : ''}
        size={10}
        aria-invalid={invalid}
        aria-describedby={invalid ? problemId : undefined}
        title="A year, a month or a day: 2016, 2016-12, 2016-12-22"
        onChange={({ target }) => {
          setText(target.value);
          if (target.value === '' || isDate(target.value)) onChange(target.value || null);
        }}
        onBlur={() => invalid && setText(value)}
      />
      {invalid && (
        <small id={problemId} className="problem" aria-live="polite">
          Expected 2016, 2016-12 or 2016-12-22.
        </small>
      )}
    </div>
  );
}

const timeOf = (from: number, until: number): TimeSelection => ({
  at: String(from).padStart(4, '0'),
  until: until > from ? String(until) : null,
});

function yearsOf(time: TimeSelection | null, last: number): readonly [number, number] {
  const [from, until] = [dateOrNull(time?.at ?? ''), dateOrNull(time?.until ?? time?.at ?? '')];
  return [from ? yearOf(from.first) : last, until ? yearOf(until.last) : last];
}

/** Advances the selected year every TICK_MS, up to the last; starts at the first year where all time or the last year is selected. */
function usePlaying(
  playing: boolean,
  years: readonly YearCount[],
  time: TimeSelection | null,
  set: (time: TimeSelection) => void,
  stop: () => void,
) {
  const [first, last] = [years[0]?.year ?? 0, years.at(-1)?.year ?? 0];
  const next = useRef(() => {});
  const started = useRef(false);
  next.current = () => {
    const at = time === null ? last : yearsOf(time, last)[1];
    if (at < last) set(timeOf(at + 1, at + 1));
    else if (started.current) stop();
    else set(timeOf(first, first));
    started.current = true;
  };
  useEffect(() => {
    started.current = false;
    if (!playing) return;
    next.current();
    const timer = setInterval(() => next.current(), TICK_MS);
    return () => clearInterval(timer);
  }, [playing]);
}
