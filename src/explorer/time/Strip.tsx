import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { Window } from '../../model/interval.ts';
import { dateInWords, timeLabel } from '../graph/dateLabel.ts';
import { selectedWindow } from '../graph/filter.ts';
import type { TimeSelection } from '../state/view.ts';
import { Histogram } from './Histogram.tsx';
import {
  dayAt,
  finer,
  labelsOf,
  moved,
  panned,
  precisionOf,
  type StripEnd,
  selectionOf,
  shareBefore,
  showing,
  unitOf,
  unitsBetween,
  withEnd,
  zoomed,
} from './scale.ts';
import type { TimeCount } from './useTimeSeries.ts';

/** How far one turn of the wheel and one press of a button zoom. */
const ZOOM_FACTOR = { wheel: 1.25, key: 2 };

/** Units that page up and page down move by. */
const PAGE = { YEAR: 10, MONTH: 12, DAY: 30 };

interface Props {
  readonly counts: readonly TimeCount[];
  /** The time of the whole graph, and the part of it that the strip shows. */
  readonly whole: Window;
  readonly shown: Window;
  readonly onShown: (shown: Window) => void;
  readonly time: TimeSelection | null;
  /** Changes with the same gesture are one step of undo. */
  readonly onTime: (time: TimeSelection, gesture: string) => void;
}

type Part = StripEnd | 'both' | 'new';

/** What a pointer drags: from which day, in which selection. */
interface Drag {
  readonly part: Part;
  readonly from: number;
  readonly selection: TimeSelection;
  readonly gesture: string;
}

/** The time of the graph, with the selected window: its ends and the window itself are dragged, or moved by keys. Time runs to the right in every language. */
export function Strip({ counts, whole, shown, onShown, time, onTime }: Props) {
  const track = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const unit = unitOf(shown);
  const selected = selectedWindow(time) ?? whole;
  const selection = time ?? selectionOf(whole.first, whole.last, unit);
  useWheel(track, (event, position) => {
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))
      onShown(panned(shown, Math.sign(event.deltaX || event.deltaY) * 0.1, whole));
    else onShown(zoomed(shown, event.deltaY > 0 ? ZOOM_FACTOR.wheel : 1 / ZOOM_FACTOR.wheel, position, whole));
  });

  const dayOf = ({ clientX }: PointerEvent) => {
    const { left, width } = track.current!.getBoundingClientRect();
    return dayAt((clientX - left) / width, shown);
  };
  const start = (part: Part) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    track.current!.setPointerCapture(event.pointerId);
    const from = dayOf(event);
    drag.current = { part, from, selection, gesture: `time ${event.timeStamp}` };
    if (part === 'new') onTime(selectionOf(from, from, unit), drag.current.gesture);
  };
  const move = (event: PointerEvent) => {
    if (!drag.current) return;
    const { part, from, selection, gesture } = drag.current;
    const day = dayOf(event);
    if (part === 'new') onTime(selectionOf(from, day, unit), gesture);
    else if (part === 'both') onTime(moved(selection, 'both', limited(unitsBetween(from, day, unit)), unit), gesture);
    else onTime(withEnd(selection, part, day, unit), gesture);
  };
  /** Not beyond the graph, as far as the window lies in it. */
  const limited = (count: number): number => {
    const window = selectedWindow(drag.current!.selection)!;
    const [least, most] = [unitsBetween(window.first, whole.first, unit), unitsBetween(window.last, whole.last, unit)];
    return Math.min(Math.max(0, most), Math.max(Math.min(0, least), count));
  };

  const onKeyDown = (part: StripEnd | 'both') => (event: KeyboardEvent) => {
    if (event.key === '+' || event.key === '-') {
      const middle = shareBefore((selected.first + selected.last) / 2, shown);
      const next = zoomed(shown, event.key === '+' ? 1 / ZOOM_FACTOR.key : ZOOM_FACTOR.key, Math.min(1, Math.max(0, middle)), whole);
      onShown(time ? showing(next, selected, whole) : next);
    } else {
      const next = moveByKey(
        event.key,
        part,
        selection,
        whole,
        time ? finer(unit, precisionOf(part === 'end' ? (time.until ?? time.at) : time.at)) : unit,
      );
      if (!next) return;
      onTime(next, `key ${part}`);
      onShown(showing(shown, selectedWindow(next)!, whole));
    }
    event.preventDefault();
    event.stopPropagation();
  };

  const [left, right] = [shareBefore(selected.first, shown), shareBefore(selected.last + 1, shown)];
  const slider = (part: StripEnd | 'both', label: string, day: number, text: string) => ({
    role: 'slider',
    tabIndex: 0,
    'aria-label': label,
    'aria-valuemin': whole.first,
    'aria-valuemax': whole.last,
    'aria-valuenow': Math.min(whole.last, Math.max(whole.first, day)),
    'aria-valuetext': text,
    onKeyDown: onKeyDown(part),
    onPointerDown: start(part),
  });
  const percent = (share: number) => `${share * 100}%`;
  const visible = right > 0 && left < 1;
  return (
    <div className="strip" dir="ltr">
      <div
        ref={track}
        className="track"
        onPointerDown={start('new')}
        onPointerMove={move}
        onPointerUp={(event) => {
          move(event);
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
      >
        <Histogram counts={counts} shown={shown} />
        <div
          className="window"
          data-all={time === null}
          hidden={!visible}
          style={{ left: percent(Math.max(0, left)), width: percent(Math.min(1, right) - Math.max(0, left)) }}
        >
          <div className="body" {...slider('both', 'Selected time', selected.first, time ? timeLabel(time, 'long') : 'All time')} />
          <div
            className="handle start"
            {...slider('start', 'Start of the selected time', selected.first, dateInWords(selection.at, 'long'))}
          />
          <div
            className="handle end"
            {...slider('end', 'End of the selected time', selected.last, dateInWords(selection.until ?? selection.at, 'long'))}
          />
        </div>
      </div>
      <p className="axis" aria-hidden="true">
        {labelsOf(shown, 8).map(({ day, text }) => (
          <span key={text} style={{ left: percent(shareBefore(day, shown)) }}>
            {text}
          </span>
        ))}
      </p>
    </div>
  );
}

/** The selection after a key; null for a key that moves nothing. */
function moveByKey(
  key: string,
  part: StripEnd | 'both',
  selection: TimeSelection,
  whole: Window,
  unit: 'YEAR' | 'MONTH' | 'DAY',
): TimeSelection | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowDown: -1,
    ArrowRight: 1,
    ArrowUp: 1,
    PageDown: -PAGE[unit],
    PageUp: PAGE[unit],
  };
  const count = steps[key];
  if (count !== undefined) return moved(selection, part, count, unit);
  if (key !== 'Home' && key !== 'End') return null;
  const day = key === 'Home' ? whole.first : whole.last;
  if (part !== 'both') return withEnd(selection, part, day, unit);
  const window = selectedWindow(selection)!;
  return moved(selection, 'both', unitsBetween(key === 'Home' ? window.first : window.last, day, unit), unit);
}

/** Listens to the wheel over an element; the page does not scroll then. */
function useWheel(element: { readonly current: HTMLElement | null }, onWheel: (event: WheelEvent, position: number) => void): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const target = element.current!;
    const listen = (event: WheelEvent) => {
      event.preventDefault();
      const { left, width } = target.getBoundingClientRect();
      latest.current(event, Math.min(1, Math.max(0, (event.clientX - left) / width)));
    };
    target.addEventListener('wheel', listen, { passive: false });
    return () => target.removeEventListener('wheel', listen);
  }, [element]);
}
