import { STATUSES } from '../../model/kinds.ts';
import { SIGNS, vocabularyOf } from '../../model/vocabulary.ts';
import { useExplorer } from '../common/context.ts';
import { certaintyLabel } from '../graph/certaintyWords.ts';
import { countByCertainty, isShown, selectedWindow, tieCertainty } from '../graph/filter.ts';
import { capitalized, enumLabel } from '../graph/names.ts';
import { colourOfTie } from '../theme/palette.ts';

/** What colours and lines mean, how many there are of each, and buttons that hide them. */
export function Legend() {
  const { graph, palette, state, dispatch } = useExplorer();
  const { picture, time, possible, hidden: off } = state.history.present;
  const hidden = new Set(off);
  const window = selectedWindow(time);
  const shown = new Set(picture.map(({ slug }) => slug));
  const kinds = countEach([...graph.entities.values()].filter(({ slug }) => shown.has(slug)).map(({ kind }) => kind));
  const ties = [...graph.ties.values()];
  const then = ties.filter((tie) => isShown(tieCertainty(tie, window), possible));
  const types = countEach(
    then.map(({ type }) => type),
    ties.map(({ type }) => type),
  );
  const statuses = countEach(
    then.map(({ status }) => status),
    ties.map(({ status }) => status),
  );
  const toggle = (name: string) =>
    dispatch({ do: 'filter', filters: { hidden: hidden.has(name) ? off.filter((each) => each !== name) : [...off, name] } });

  return (
    <div className="legend">
      <h2>Actors and places</h2>
      <ul>
        {[...kinds].sort(byCount).map(([kind, count]) => (
          <Entry key={kind} name={enumLabel(kind)} count={count} visible={!hidden.has(kind)} onToggle={() => toggle(kind)}>
            <i className="dot" data-kind={kind} />
          </Entry>
        ))}
      </ul>
      {SIGNS.map((sign) => {
        const ofSign = [...types].filter(([type]) => vocabularyOf(type).sign === sign);
        if (ofSign.length === 0) return null;
        return (
          <section key={sign}>
            <h2>{capitalized(enumLabel(sign))}</h2>
            <ul>
              {ofSign.sort(byCount).map(([type, count]) => (
                <Entry key={type} name={vocabularyOf(type).phrase} count={count} visible={!hidden.has(type)} onToggle={() => toggle(type)}>
                  <i className="line" style={{ background: colourOfTie(type, palette) }} />
                </Entry>
              ))}
            </ul>
          </section>
        );
      })}
      <h2>Status</h2>
      <ul>
        {STATUSES.filter((status) => statuses.has(status)).map((status) => (
          <Entry
            key={status}
            name={enumLabel(status)}
            count={statuses.get(status) ?? 0}
            visible={!hidden.has(status)}
            onToggle={() => toggle(status)}
          >
            <i className="line" data-status={status} />
          </Entry>
        ))}
      </ul>
      {window && <Certainties />}
      <p className="hint">Wider line: more passages. Fainter: only reported.</p>
      {hidden.size > 0 && (
        <button type="button" onClick={() => dispatch({ do: 'filter', filters: { hidden: [] } })}>
          Show all
        </button>
      )}
    </div>
  );
}

/** How many ties are known, likely and possible at the selected time; a button shows or hides the possible ones. */
function Certainties() {
  const { graph, state, dispatch } = useExplorer();
  const { time, possible, hidden } = state.history.present;
  const counts = countByCertainty(graph, selectedWindow(time), new Set(hidden));
  return (
    <>
      <h2>At the selected time</h2>
      <ul>
        {(['CERTAIN', 'LIKELY'] as const).map((certainty) => (
          <li key={certainty} className="entry">
            <i className="line" data-certainty={certainty} />
            <span>{certaintyLabel(certainty, time)}</span>
            <data value={counts[certainty]}>{counts[certainty]}</data>
          </li>
        ))}
        <Entry
          name={certaintyLabel('POSSIBLE', time) ?? ''}
          count={counts.POSSIBLE}
          visible={possible}
          onToggle={() => dispatch({ do: 'filter', filters: { possible: !possible } })}
        >
          <i className="line" data-certainty="POSSIBLE" />
        </Entry>
      </ul>
    </>
  );
}

interface EntryProps {
  readonly name: string;
  readonly count: number;
  readonly visible: boolean;
  readonly onToggle: () => void;
  readonly children: React.ReactNode;
}

const Entry = ({ name, count, visible, onToggle, children }: EntryProps) => (
  <li>
    <button type="button" className="entry" aria-pressed={visible} onClick={onToggle}>
      {children}
      <span>{name}</span>
      <data value={count}>{count}</data>
    </button>
  </li>
);

/** How often each value occurs; those of `all` that do not are there with 0. */
function countEach<T>(values: readonly T[], all: readonly T[] = values): Map<T, number> {
  const counts = new Map<T, number>(all.map((value) => [value, 0]));
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const byCount = <T,>([, a]: readonly [T, number], [, b]: readonly [T, number]): number => b - a;
