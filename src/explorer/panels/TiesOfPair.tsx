import { useExplorer } from '../common/context.ts';
import { whenWords } from '../graph/certaintyWords.ts';
import { bestKnownFirst, isShown, selectedWindow, tieCertainty } from '../graph/filter.ts';
import type { GraphTie } from '../graph/graph.ts';
import { cleanText } from '../graph/names.ts';
import { NoneKnown } from './NoneKnown.tsx';

/** The ties between two entities on the canvas at the selected time, the best known first. */
export function TiesOfPair({ slugs }: { readonly slugs: readonly [string, string] }) {
  const { graph, state, dispatch } = useExplorer();
  const { time, possible } = state.history.present;
  const window = selectedWindow(time);
  const [a, b] = slugs;
  const isOfPair = ({ from, to }: GraphTie) => (from.slug === a && to.slug === b) || (from.slug === b && to.slug === a);
  const ties = bestKnownFirst(graph, window).filter((tie) => isOfPair(tie) && tieCertainty(tie, window) !== null);
  if (ties.length === 0) return null;
  const known = ties.some((tie) => tieCertainty(tie, window) !== 'POSSIBLE');
  return (
    <>
      <h2>Relationships between them</h2>
      {time && !known && <NoneKnown time={time} ties={ties} total={ties.length} statementOf={({ statement }) => statement} />}
      <ol className="ties-of-pair">
        {ties
          .filter((tie) => isShown(tieCertainty(tie, window), possible))
          .map((tie) => (
            <li key={tie.id}>
              <button type="button" className="link" onClick={() => dispatch({ do: 'tie', id: tie.id })}>
                <bdi>{cleanText(tie.statement, 120)}</bdi>
              </button>
              <small>{whenWords(tie, time)}</small>
            </li>
          ))}
      </ol>
    </>
  );
}
