import { DeathsByMonthDocument, type DeathsByMonthQueryVariables } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { dateInWords } from '../graph/dateLabel.ts';

/** Number of bars that fit. */
const MAX_MONTHS = 120;

interface Props {
  readonly slug: string;
  readonly isPlace: boolean;
  /** The time of the events, as their filter has it; null: all. */
  readonly time: DeathsByMonthQueryVariables['filter'] | null;
}

/** A bar chart of deaths by month in the events of an actor or a place, with its values as text for screen readers. */
export function DeathsByMonth({ slug, isPlace, time }: Props) {
  const { revision } = useExplorer();
  const { data } = useQueryResult(
    DeathsByMonthDocument,
    { filter: { ...time, ...(isPlace ? { within: slug } : { actors: [slug] }) } },
    revision,
  );
  const months = (data?.eventSeries ?? []).slice(-MAX_MONTHS).map(({ start, deaths }) => ({ month: start, deaths: deaths.best ?? 0 }));
  const highest = Math.max(0, ...months.map(({ deaths }) => deaths));
  if (highest === 0) return null;
  const total = months.reduce((sum, { deaths }) => sum + deaths, 0);
  const [first, last] = [months[0]!.month, months.at(-1)!.month];
  const period = first === last ? `in ${dateInWords(first)}` : `from ${dateInWords(first)} to ${dateInWords(last)}`;
  return (
    <figure className="deaths">
      <figcaption>
        {total.toLocaleString('en')} deaths in these events {period}
      </figcaption>
      <div
        className="bars"
        role="img"
        aria-label={months
          .filter(({ deaths }) => deaths > 0)
          .map(({ month, deaths }) => `${month}: ${deaths}`)
          .join(', ')}
      >
        {months.map(({ month, deaths }) => (
          <i key={month} title={`${month}: ${deaths}`} style={{ height: `${(deaths / highest) * 100}%` }} />
        ))}
      </div>
    </figure>
  );
}
