import { useExplorer } from '../common/context.ts';
import { cleanText } from '../graph/names.ts';
import type { Bar, CampsChart, Chart, EpisodesChart, ShownEpisode } from './answer.ts';

/** A chart of an answer; its values stand beside it as text, or are named for screen readers. */
export function AnswerChart({ chart }: { readonly chart: Chart }) {
  return (
    <figure className="answer-chart">
      <figcaption>{chart.title}</figcaption>
      {chart.draws === 'bars' && <Bars bars={chart.bars} />}
      {chart.draws === 'series' && <Series bars={chart.bars} />}
      {chart.draws === 'episodes' && <Episodes chart={chart} />}
      {chart.draws === 'camps' && <Camps chart={chart} />}
    </figure>
  );
}

const maxOf = (bars: readonly Bar[]): number => Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);

function Bars({ bars }: { readonly bars: readonly Bar[] }) {
  const max = maxOf(bars);
  return (
    <dl className="bars-across">
      {bars.map(({ label, value, words }) => (
        <div key={label}>
          <dt>
            <bdi>{cleanText(label, 60)}</bdi>
          </dt>
          <dd>
            <i style={{ width: `${(value / max) * 100}%` }} />
            <small>{words}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Series({ bars }: { readonly bars: readonly Bar[] }) {
  const max = maxOf(bars);
  const filled = bars.filter(({ value }) => value > 0);
  return (
    <>
      <div className="bars" role="img" aria-label={filled.map(({ label, words }) => `${label}: ${words}`).join('; ')}>
        {bars.map(({ label, value, words }) => (
          <i key={label} title={`${label}: ${words}`} style={{ height: `${(value / max) * 100}%` }} />
        ))}
      </div>
      <p className="small chart-ends">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </p>
    </>
  );
}

const yearOf = (date: string): number => Number(/\d{4}/.exec(date)?.[0]) + (Number(/^\d{4}-(\d{2})/.exec(date)?.[1] ?? 1) - 1) / 12;

/** The days of an episode on a line of years; an end that is not known reaches to the end of the line. */
function Episodes({ chart: { episodes } }: { readonly chart: EpisodesChart }) {
  const years = episodes.flatMap(({ start, end }) => [start, end].flatMap((date) => (date ? [yearOf(date)] : [])));
  const [first, last] = [Math.floor(Math.min(...years)), Math.ceil(Math.max(...years)) + 1];
  const place = (year: number) => ((year - first) / (last - first)) * 100;
  const edges = ({ start, end }: ShownEpisode) => ({
    from: place(start ? yearOf(start) : first),
    to: place(end ? Math.min(last, yearOf(end) + 1) : last),
  });
  return (
    <>
      <svg className="episodes" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        {episodes.map((episode) => {
          const { from, to } = edges(episode);
          return <rect key={episode.words} data-posture={episode.posture} x={from} y={1} width={Math.max(0.8, to - from)} height={8} />;
        })}
      </svg>
      <p className="small chart-ends">
        <span>{first}</span>
        <span>{last}</span>
      </p>
      <ol className="episode-list">
        {episodes.map(({ posture, words }) => (
          <li key={words} data-posture={posture}>
            {words}
          </li>
        ))}
      </ol>
    </>
  );
}

function Camps({ chart: { camps } }: { readonly chart: CampsChart }) {
  const { dispatch } = useExplorer();
  return (
    <div className="camps">
      {camps.map(({ size, members }, at) => (
        <section key={members[0]?.slug} aria-label={`Camp ${at + 1}`}>
          {members.map(({ slug, name, kind }) => (
            <button type="button" key={slug} onClick={() => dispatch({ do: 'select', slugs: [slug] })}>
              <i className="dot" data-kind={kind} /> <bdi>{cleanText(name, 40)}</bdi>
            </button>
          ))}
          {size > members.length && <small>and {size - members.length} more</small>}
        </section>
      ))}
    </div>
  );
}
