import type { GqlSign } from '../api/operations.ts';
import { useShared } from '../app/context.ts';
import { inWords } from '../graph/names.ts';
import { colourOfTie } from '../theme/palette.ts';

const STATUSES = ['SUPPORTED', 'REPORTED', 'DISPUTED', 'DENIED', 'UNSOURCED'];
const SIGNS: readonly (readonly [GqlSign, string])[] = [
  ['COOPERATIVE', 'Cooperative'],
  ['HOSTILE', 'Hostile'],
  ['NEUTRAL', 'Neutral'],
];

/** What colours and lines mean, how many there are of each, and buttons that hide them. */
export function Legend() {
  const { graph, palette, vocabulary, state, dispatch } = useShared();
  const off = new Set(state.view.off);
  const shown = new Set(state.history.present.map(({ slug }) => slug));
  const kinds = counted([...graph.entities.values()].filter(({ slug }) => shown.has(slug)).map(({ kind }) => kind));
  const types = counted([...graph.ties.values()].map(({ type }) => type));
  const statuses = counted([...graph.ties.values()].map(({ status }) => status));
  const turn = (name: string) =>
    dispatch({ do: 'view', view: { off: off.has(name) ? state.view.off.filter((each) => each !== name) : [...state.view.off, name] } });

  return (
    <div className="legend">
      <h2>Actors and places</h2>
      <ul>
        {[...kinds].sort(most).map(([kind, count]) => (
          <Entry key={kind} name={inWords(kind)} count={count} on={!off.has(kind)} onTurn={() => turn(kind)}>
            <i className="dot" data-kind={kind} />
          </Entry>
        ))}
      </ul>
      {SIGNS.map(([sign, words]) => {
        const own = [...types].filter(([type]) => vocabulary.get(type)?.sign === sign);
        if (own.length === 0) return null;
        return (
          <section key={sign}>
            <h2>{words}</h2>
            <ul>
              {own.sort(most).map(([type, count]) => (
                <Entry key={type} name={vocabulary.get(type)?.phrase ?? type} count={count} on={!off.has(type)} onTurn={() => turn(type)}>
                  <i className="line" style={{ background: colourOfTie(type, sign, palette) }} />
                </Entry>
              ))}
            </ul>
          </section>
        );
      })}
      <h2>Status</h2>
      <ul>
        {STATUSES.filter((status) => statuses.has(status as never)).map((status) => (
          <Entry
            key={status}
            name={inWords(status)}
            count={statuses.get(status as never) ?? 0}
            on={!off.has(status)}
            onTurn={() => turn(status)}
          >
            <i className="line" data-status={status} />
          </Entry>
        ))}
      </ul>
      <p className="hint">Wider line: more passages. Fainter: only possible at that time, or only reported.</p>
      {off.size > 0 && (
        <button type="button" onClick={() => dispatch({ do: 'view', view: { off: [] } })}>
          Show all
        </button>
      )}
    </div>
  );
}

interface EntryProps {
  readonly name: string;
  readonly count: number;
  readonly on: boolean;
  readonly onTurn: () => void;
  readonly children: React.ReactNode;
}

const Entry = ({ name, count, on, onTurn, children }: EntryProps) => (
  <li>
    <button type="button" className="entry" aria-pressed={on} onClick={onTurn}>
      {children}
      <span>{name}</span>
      <data value={count}>{count}</data>
    </button>
  </li>
);

function counted<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const most = <T,>([, a]: readonly [T, number], [, b]: readonly [T, number]): number => b - a;
