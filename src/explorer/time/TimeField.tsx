import { useEffect, useId, useState } from 'react';
import { timeLabel } from '../graph/dateLabel.ts';
import type { TimeSelection } from '../state/view.ts';
import { parseTime, type TimeContext, type UnclearTime } from './parseTime.ts';

interface Props {
  readonly time: TimeSelection | null;
  readonly context: TimeContext;
  readonly onTime: (time: TimeSelection | null) => void;
}

/** A field for a time in plain words. What is not clear is answered below it, with its readings as buttons. */
export function TimeField({ time, context, onTime }: Props) {
  const label = time ? timeLabel(time) : '';
  const [text, setText] = useState(label);
  const [unclear, setUnclear] = useState<UnclearTime | null>(null);
  const id = useId();
  useEffect(() => {
    setText(label);
    setUnclear(null);
  }, [label]);
  const read = () => {
    if (text === label) return setUnclear(null);
    const result = parseTime(text, context);
    if ('message' in result) return setUnclear(result);
    setUnclear(null);
    setText(result.time ? timeLabel(result.time) : '');
    onTime(result.time);
  };
  return (
    <div className="when">
      <label htmlFor={id}>When</label>
      <input
        id={id}
        value={text}
        placeholder="All time"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={unclear !== null}
        aria-describedby={`${id}-message`}
        title="A year, a month, a day or a span: 2016, Nov 2024, 30 Nov 2024, 2015 to 2017, since 2015"
        onChange={({ target }) => {
          setText(target.value);
          setUnclear(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') read();
          if (event.key === 'Escape') setText(label);
        }}
        onBlur={read}
      />
      <div id={`${id}-message`} className="message" role="status">
        {unclear && (
          <>
            <small className="problem">{unclear.message}</small>
            {unclear.readings.map((reading) => (
              <button type="button" key={`${reading.at}/${reading.until}`} onClick={() => onTime(reading)}>
                {timeLabel(reading)}
              </button>
            ))}
          </>
        )}
      </div>
    </div>
  );
}
