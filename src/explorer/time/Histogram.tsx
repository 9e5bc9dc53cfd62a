import type { Window } from '../../model/interval.ts';
import { dateInWords } from '../graph/dateLabel.ts';
import { shareBefore } from './scale.ts';
import type { TimeCount } from './useTimeSeries.ts';

const WIDTH = 1_000;
const BARS_HEIGHT = 34;
const TICKS_TOP = 37;
const TICKS_HEIGHT = 7;

interface Props {
  readonly counts: readonly TimeCount[];
  readonly shown: Window;
}

/** Bars of the relationships that hold, those that begin darker, and below them a tick wherever there are events. */
export function Histogram({ counts, shown }: Props) {
  const visible = counts.filter(({ first, last }) => last >= shown.first && first <= shown.last);
  const highest = Math.max(1, ...visible.map(({ relationships, began }) => Math.max(relationships, began)));
  const mostEvents = Math.max(1, ...visible.map(({ events }) => events));
  const gap = visible.length > 150 ? 0 : 1.2;
  return (
    <svg className="histogram" viewBox={`0 0 ${WIDTH} ${TICKS_TOP + TICKS_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {visible.map((count) => {
        const x = shareBefore(count.first, shown) * WIDTH;
        const width = Math.max(1, shareBefore(count.last + 1, shown) * WIDTH - x - gap);
        const [all, began] = [count.relationships, Math.min(count.began, count.relationships)].map(
          (each) => (each / highest) * BARS_HEIGHT,
        );
        return (
          <g key={count.start}>
            <title>{countWords(count)}</title>
            <rect x={x} y={0} width={width} height={TICKS_TOP + TICKS_HEIGHT} fill="transparent" />
            {all! > 0 && <rect className="holding" x={x} y={BARS_HEIGHT - all!} width={width} height={all} />}
            {began! > 0 && <rect className="began" x={x} y={BARS_HEIGHT - began!} width={width} height={began} />}
            {count.events > 0 && (
              <rect
                className="happened"
                x={x}
                y={TICKS_TOP}
                width={width}
                height={TICKS_HEIGHT}
                opacity={0.35 + 0.65 * Math.sqrt(count.events / mostEvents)}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** “Nov 2024: 31 relationships, 4 began, 2 ended; 9 events”. */
function countWords({ start, relationships, began, ended, events }: TimeCount): string {
  const number = (count: number) => count.toLocaleString('en');
  const parts = [
    `${number(relationships)} relationship${relationships === 1 ? '' : 's'}`,
    began > 0 && `${number(began)} began`,
    ended > 0 && `${number(ended)} ended`,
  ];
  return `${dateInWords(start)}: ${parts.filter(Boolean).join(', ')}; ${number(events)} event${events === 1 ? '' : 's'}`;
}
