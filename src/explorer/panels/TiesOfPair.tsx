import { useExplorer } from '../common/context.ts';
import { whenWords } from '../graph/certaintyWords.ts';
import { bestKnownFirst, isShown, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { GraphTie } from '../graph/graph.ts';
import { cleanText } from '../graph/names.ts';
import { NoneKnown } from './NoneKnown.tsx';
import { type CertaintyPart, pairTimeline, type TimePart } from './pairTimeline.ts';

/** All ties between two entities on the canvas on a time line, those drawn at the selected time first; a click opens one. */
export function TiesOfPair({ slugs }: { readonly slugs: readonly [string, string] }) {
  const { graph, state, dispatch } = useExplorer();
  const { time, possible } = state.history.present;
  const window = selectedWindow(time);
  const [a, b] = slugs;
  const isOfPair = ({ from, to }: GraphTie) => (from.slug === a && to.slug === b) || (from.slug === b && to.slug === a);
  const all = bestKnownFirst(graph, window).filter(isOfPair);
  if (all.length === 0) return null;
  const isDrawn = (tie: GraphTie) => isShown(tieCertainty(tie, window), possible);
  const ties = [...all.filter(isDrawn), ...all.filter((tie) => !isDrawn(tie))];
  const then = all.filter((tie) => tieCertainty(tie, window) !== null);
  const known = then.some((tie) => tieCertainty(tie, window) !== 'POSSIBLE');
  const timeline = pairTimeline(ties, window);
  return (
    <>
      <h2>Relationships between them</h2>
      {time && !known && <NoneKnown time={time} ties={then} total={then.length} statementOf={({ statement }) => statement} />}
      <ol className="ties-of-pair">
        {ties.map((tie, at) => (
          <li key={tie.id} data-drawn={isDrawn(tie)}>
            <button type="button" className="link" onClick={() => dispatch({ do: 'tie', id: tie.id })}>
              <bdi>{cleanText(tie.statement, 120)}</bdi>
            </button>
            <small>{whenWords(tie, time)}</small>
            {timeline && <Bar parts={timeline.parts[at] ?? []} selected={timeline.selected} sign={tie.sign} />}
          </li>
        ))}
      </ol>
      {timeline && (
        <p className="ends" aria-hidden="true">
          <span>{timeline.firstYear}</span>
          <span>strong: known, pale: likely, dotted: possible</span>
          <span>{timeline.lastYear}</span>
        </p>
      )}
    </>
  );
}

interface BarProps {
  readonly parts: readonly CertaintyPart[];
  readonly selected: TimePart | null;
  readonly sign: GraphTie['sign'];
}

/** When a tie held; the words beside it say the same. */
const Bar = ({ parts, selected, sign }: BarProps) => (
  <div className="tie-bar" data-sign={sign} aria-hidden="true">
    {selected && <i className="selected" style={placed(selected)} />}
    {parts.map((part) => (
      <i key={part.from} data-certainty={part.certainty} style={placed(part)} />
    ))}
  </div>
);

const placed = ({ from, until }: TimePart) => ({ insetInlineStart: `${from * 100}%`, width: `${Math.max(until - from, 0.004) * 100}%` });
