import { STATUSES } from '../../model/kinds.ts';
import { SIGNS, vocabularyOf } from '../../model/vocabulary.ts';
import { useExplorer } from '../common/context.ts';
import { capitalized, enumLabel } from '../graph/names.ts';
import { colourOfTie } from '../theme/palette.ts';

/** What colours and lines mean, how many there are of each, and buttons that hide them. */
export function Legend() {
  const { graph, palette, state, dispatch } = useExplorer();
  const hidden = new Set(state.view.hidden);
  const shown = new Set(state.history.present.map(({ slug }) => slug));
  const kinds = countEach([...graph.entities.values()].filter(({ slug }) => shown.has(slug)).map(({ kind }) => kind));
  const types = countEach([...graph.ties.values()].map(({ type }) => type));
  const statuses = countEach([...graph.ties.values()].map(({ status }) => status));
  const toggle = (name: string) =>
    dispatch({
      do: 'view',
      view: { hidden: hidden.has(name) ? state.view.hidden.filter((each) => each !== name) : [...state.view.hidden, name] },
    });

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
      <p className="hint">Wider line: more passages. Fainter: only possible at that time, or only reported.</p>
      {hidden.size > 0 && (
        <button type="button" onClick={() => dispatch({ do: 'view', view: { hidden: [] } })}>
          Show all
        </button>
      )}
    </div>
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

function countEach<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const byCount = <T,>([, a]: readonly [T, number], [, b]: readonly [T, number]): number => b - a;
