import { STATUSES } from '../../model/kinds.ts';
import { SIGNS, type Sign, vocabularyOf } from '../../model/vocabulary.ts';
import { type DrawnLine, drawnLines } from '../canvas/lines.ts';
import { useExplorer } from '../common/context.ts';
import { certaintyLabel } from '../graph/certaintyWords.ts';
import { bestKnownFirst, countByCertainty, isShown, isTieVisible, selectedWindow, tieCertainty } from '../graph/filter.ts';
import { capitalized, enumLabel } from '../graph/names.ts';

/** What colours and lines mean, how many of each are drawn, and buttons that hide them. */
export function Legend() {
  const { graph, palette, state, dispatch } = useExplorer();
  const { picture, time, possible, hidden: off } = state.history.present;
  const hidden = new Set(off);
  const window = selectedWindow(time);
  const onCanvas = new Set(picture.flatMap(({ slug, position }) => (position ? [slug] : [])));
  const kinds = countEach([...graph.entities.values()].filter(({ slug }) => onCanvas.has(slug)).map(({ kind }) => kind));
  const ties = bestKnownFirst(graph, window);
  /** The ties that are drawn, or would be if the legend did not hide `name`. */
  const drawnBut = (name: string) => {
    const others = new Set(off.filter((each) => each !== name));
    return ties.filter((tie) => isTieVisible(tie, others) && isShown(tieCertainty(tie, window), possible));
  };
  const drawn = drawnBut('');
  const [types, statuses] = [countEach(drawn.map(({ type }) => type)), countEach(drawn.map(({ status }) => status))];
  const countOf = (name: string, counts: ReadonlyMap<string, number>, has: (tie: (typeof ties)[number]) => boolean): number =>
    hidden.has(name) ? drawnBut(name).filter(has).length : (counts.get(name) ?? 0);
  const allTypes = [...new Set(ties.map(({ type }) => type))].map(
    (type) => [type, countOf(type, types, (tie) => tie.type === type)] as const,
  );
  const allStatuses = new Set(ties.map(({ status }) => status));
  const toggle = (name: string) =>
    dispatch({ do: 'filter', filters: { hidden: hidden.has(name) ? off.filter((each) => each !== name) : [...off, name] } });
  const lines = drawnLines(
    drawn.map((tie) => ({ tie, certainty: tieCertainty(tie, window) ?? 'POSSIBLE' })),
    { palette, timed: window !== null, isHighlighted: () => false },
  );

  return (
    <div className="legend">
      {kinds.size > 0 && <h2>Actors and places</h2>}
      <ul>
        {[...kinds].sort(byCount).map(([kind, count]) => (
          <Entry key={kind} name={enumLabel(kind)} count={count} visible={!hidden.has(kind)} onToggle={() => toggle(kind)}>
            <i className="dot" data-kind={kind} />
          </Entry>
        ))}
      </ul>
      {ties.length > 0 && <Lines lines={lines} />}
      {SIGNS.map((sign) => {
        const ofSign = allTypes.filter(([type]) => vocabularyOf(type).sign === sign);
        if (ofSign.length === 0) return null;
        return (
          <section key={sign}>
            <h2>{capitalized(enumLabel(sign))}</h2>
            <ul>
              {ofSign.sort(byCount).map(([type, count]) => (
                <Entry key={type} name={vocabularyOf(type).phrase} count={count} visible={!hidden.has(type)} onToggle={() => toggle(type)}>
                  <i className="line" style={{ background: palette.signs[sign] }} />
                </Entry>
              ))}
            </ul>
          </section>
        );
      })}
      {allStatuses.size > 0 && <h2>Status</h2>}
      <ul>
        {STATUSES.filter((status) => allStatuses.has(status)).map((status) => (
          <Entry
            key={status}
            name={enumLabel(status)}
            count={countOf(status, statuses, (tie) => tie.status === status)}
            visible={!hidden.has(status)}
            onToggle={() => toggle(status)}
          >
            <i className="line" data-status={status} />
          </Entry>
        ))}
      </ul>
      {window && ties.length > 0 && <Certainties />}
      {ties.length > 0 && <p className="hint">Wider line: more independent voices. Fainter: only reported. Dashed: disputed.</p>}
      {hidden.size > 0 && (
        <button type="button" onClick={() => dispatch({ do: 'filter', filters: { hidden: [] } })}>
          Show all
        </button>
      )}
    </div>
  );
}

/** What the lines of pairs mean, and how many pairs are drawn as what. */
function Lines({ lines }: { readonly lines: readonly DrawnLine[] }) {
  const { palette } = useExplorer();
  const ofPair = new Map<string, Sign | 'BOTH'>();
  for (const { pair, stance } of lines) ofPair.set(pair.join(' '), ofPair.has(pair.join(' ')) ? 'BOTH' : stance);
  const counts = countEach([...ofPair.values()]);
  const { COOPERATIVE: friend, HOSTILE: foe, NEUTRAL: neither } = palette.signs;
  const rows = [
    ['COOPERATIVE', 'friends', friend],
    ['HOSTILE', 'foes', foe],
    ['BOTH', 'friends and foes', `linear-gradient(${friend} 0 40%, transparent 40% 60%, ${foe} 60%)`],
    ['NEUTRAL', 'neither', neither],
  ] as const;
  return (
    <>
      <h2>Lines: one for each pair</h2>
      <ul>
        {rows.map(([stance, name, background]) => (
          <li key={stance} className="entry">
            <i className="line" data-pair={stance} style={{ background }} />
            <span>{name}</span>
            <data value={counts.get(stance) ?? 0}>{counts.get(stance) ?? 0}</data>
          </li>
        ))}
      </ul>
    </>
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

const byCount = <T,>([, a]: readonly [T, number], [, b]: readonly [T, number]): number => b - a;

/** How often each value occurs. */
function countEach<T>(values: readonly T[]): ReadonlyMap<T, number> {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
