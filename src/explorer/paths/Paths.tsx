import { useEffect, useMemo, useRef } from 'react';
import { INTERVAL_DATES } from '../../model/interval.ts';
import { PathsDocument, type PathsQuery, type PathsQueryVariables } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { certaintyLabel, datesOf } from '../graph/certaintyWords.ts';
import { dateLabel, datesInWords } from '../graph/dateLabel.ts';
import { isShown } from '../graph/filter.ts';
import { cleanText, enumLabel } from '../graph/names.ts';
import { PathForm } from './PathForm.tsx';
import { pathVariables } from './pathVariables.ts';

/** Paths between two entities: the form, and the paths as sentences. */
export function Paths() {
  const { history, view } = useExplorer().state;
  const { time } = history.present;
  const variables = useMemo(() => pathVariables(view.paths, time), [view.paths, time]);
  return (
    <section className="paths">
      <h1>How are they connected?</h1>
      <PathForm />
      {variables ? <PathResults variables={variables} /> : <p className="hint">Enter two names, or click two entities in the graph.</p>}
    </section>
  );
}

function PathResults({ variables }: { readonly variables: PathsQueryVariables }) {
  const { revision, show, state } = useExplorer();
  const { possible } = state.history.present;
  const { data, error, loading } = useQueryResult(PathsDocument, variables, revision);
  const result = data?.paths;
  const shown = useMemo(() => result?.paths.filter(({ certainty }) => isShown(certainty, possible)) ?? [], [result, possible]);
  const latestShow = useRef(show);
  latestShow.current = show;
  useEffect(() => {
    if (shown.length > 0)
      latestShow.current(shown.flatMap(({ hops }) => hops.flatMap(({ relationship: { from, to } }) => [from.slug, to.slug])));
    // Only a new result adds its entities: what the user hides stays hidden.
  }, [shown]);
  if (error) return <p className="problem">{error}</p>;
  if (!result) return loading ? <p className="waiting">Searching …</p> : null;
  return (
    <>
      <p className="hint" role="status">
        {result.count === 0 ? 'No path found.' : countedPaths(shown.length, result.count - shown.length)}
        {result.truncated && (result.stoppedBy === 'MAX_PATHS' ? ', the best ones' : ', search stopped at a limit')}
        {result.hubsAvoided.length > 0 && `; avoiding ${result.hubsAvoided.map(({ name }) => cleanText(name, 40)).join(', ')}`}
      </p>
      {result.note && <p className="none-known">{datesInWords(cleanText(result.note, 600))}</p>}
      <ol className="path-list">
        {shown.map((path) => (
          <PathItem key={path.hops.map(({ relationship }) => relationship.id).join()} path={path} />
        ))}
      </ol>
      <PlaygroundLink document={PathsDocument} variables={variables} />
    </>
  );
}

/** “3 paths; 2 more are only possible”; where none is shown, also how to see those. */
function countedPaths(shown: number, hidden: number): string {
  const possible = `${hidden === 1 ? 'is' : 'are'} only possible`;
  if (shown === 0)
    return `No path is known; ${hidden} ${possible}: tick “Show what is only possible” to see ${hidden === 1 ? 'it' : 'them'}`;
  const paths = `${shown} ${shown === 1 ? 'path' : 'paths'}`;
  return hidden === 0 ? paths : `${paths}; ${hidden} more ${possible}`;
}

type Path = NonNullable<PathsQuery['paths']>['paths'][number];

/** One path: highlighted on the canvas while the pointer is over it; a click on a tie opens its details. */
function PathItem({ path }: { readonly path: Path }) {
  const { highlightPath, dispatch, state } = useExplorer();
  const { view } = state;
  const { time } = state.history.present;
  const ties = useMemo(() => new Set(path.hops.map(({ relationship }) => relationship.id)), [path]);
  useEffect(() => () => highlightPath(null), [highlightPath]);
  return (
    <li
      className="path-item"
      data-sign={path.sign}
      onPointerEnter={() => highlightPath(ties)}
      onPointerLeave={() => highlightPath(null)}
      onFocus={() => highlightPath(ties)}
      onBlur={() => highlightPath(null)}
    >
      <p>
        <bdi>{cleanText(path.statement, 400)}</bdi>
      </p>
      <p className="small">
        {[enumLabel(path.sign), `confidence ${path.confidence.toFixed(2)}`, certaintyLabel(path.certainty, time)]
          .filter((each) => each)
          .join(', ')}
        {path.validity && INTERVAL_DATES.some((name) => path.validity?.[name]) && `, whole path ${dateLabel(path.validity)}`}
      </p>
      <div className="hops">
        {path.hops.map(({ relationship, statement, certainty, parallel }) => (
          <button
            type="button"
            key={relationship.id}
            aria-pressed={view.tie === relationship.id}
            onClick={() => dispatch({ do: 'tie', id: relationship.id })}
          >
            <bdi>{cleanText(statement, 120)}</bdi>
            <small>
              {[
                dateLabel(datesOf(relationship)),
                certaintyLabel(certainty, time),
                parallel.length > 0 && `${parallel.length} more beside it`,
              ]
                .filter((each) => each)
                .join(', ')}
            </small>
          </button>
        ))}
      </div>
    </li>
  );
}
