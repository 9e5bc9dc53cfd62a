import { UNKNOWN_CHI } from '../../model/interval.ts';
import { LastKnownDocument } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { datesOf } from '../graph/certaintyWords.ts';
import { dateLabel, timeLabel } from '../graph/dateLabel.ts';
import { lastDayOf, selectedWindow } from '../graph/filter.ts';
import { cleanText } from '../graph/names.ts';

/** Says that an entity has no relationship at the selected time, not even a possible one, and which was the last known before it. */
export function NothingKnown({ slug }: { readonly slug: string }) {
  const { revision, state } = useExplorer();
  const { time } = state.history.present;
  const { data } = useQueryResult(LastKnownDocument, { id: slug }, revision);
  const window = selectedWindow(time);
  if (!data?.relationships) return null;
  const { nodes, pageInfo } = data.relationships;
  if (time === null || window === null) return <p className="none-known">It has no relationships.</p>;
  const before = nodes.filter((tie) => lastDayOf(tie) < window.first && lastDayOf(tie) > UNKNOWN_CHI);
  const [last] = before.sort((a, b) => lastDayOf(b) - lastDayOf(a));
  return (
    <section>
      <h2>Relationships</h2>
      <p className="none-known">
        Nothing is known of {timeLabel(time)}.{/* Of more relationships than were read, another may be later. */}
        {last && !pageInfo.hasNextPage && (
          <>
            {' '}
            Last known: <bdi>{cleanText(last.statement, 120)}</bdi>, {dateLabel(datesOf(last))}.
          </>
        )}
      </p>
    </section>
  );
}
