import { noneKnownWords } from '../graph/certaintyWords.ts';
import type { GraphTie } from '../graph/graph.ts';
import { cleanText } from '../graph/names.ts';
import type { TimeSelection } from '../state/view.ts';

interface Props {
  readonly time: TimeSelection;
  /** What is possible, in order, the best known first. */
  readonly ties: readonly GraphTie[];
  /** How many are possible; those in `ties` may be some of them. */
  readonly total: number;
  readonly statementOf: (tie: GraphTie) => string;
}

/** Says that nothing better than what is possible is known at the selected time, and which is the best known of that. */
export function NoneKnown({ time, ties: [first], total, statementOf }: Props) {
  if (!first) return null;
  return (
    <p className="none-known">
      <bdi>{cleanText(noneKnownWords(time, statementOf(first), first), 400)}</bdi>
      {total > 1 && ` ${total - 1} more ${total === 2 ? 'is' : 'are'} possible.`}
    </p>
  );
}
