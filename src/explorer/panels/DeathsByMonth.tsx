import { DeathsByMonthDocument } from '../api/operations.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { useShared } from '../app/context.ts';

/** Number of bars that fit. */
const MONTHS = 120;

/** A bar chart of deaths by month in the events of an actor or a place, with its values as text for screen readers. */
export function DeathsByMonth({ slug, isPlace }: { readonly slug: string; readonly isPlace: boolean }) {
  const { revision } = useShared();
  const { data } = useAnswer(DeathsByMonthDocument, { filter: isPlace ? { within: slug } : { actors: [slug] } }, revision);
  const months = (data?.eventSeries ?? []).slice(-MONTHS).map(({ start, deaths }) => ({ month: start, deaths: deaths.best ?? 0 }));
  const most = Math.max(0, ...months.map(({ deaths }) => deaths));
  if (most === 0) return null;
  const total = months.reduce((sum, { deaths }) => sum + deaths, 0);
  const [first, last] = [months[0]!.month, months.at(-1)!.month];
  const when = first === last ? `in ${first}` : `from ${first} to ${last}`;
  return (
    <figure className="deaths">
      <figcaption>
        {total.toLocaleString('en')} deaths in these events {when}
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
          <i key={month} title={`${month}: ${deaths}`} style={{ height: `${(deaths / most) * 100}%` }} />
        ))}
      </div>
    </figure>
  );
}
