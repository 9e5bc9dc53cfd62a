import { useEffect, useMemo, useRef } from 'react';
import { PathsDocument, type PathsQuery, type PathsQueryVariables } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { dateLabel } from '../graph/dateLabel.ts';
import { cleanText, enumLabel } from '../graph/names.ts';
import { PathForm } from './PathForm.tsx';
import { pathVariables } from './pathVariables.ts';

/** Paths between two entities: the form, and the paths as sentences. */
export function Paths() {
  const { view } = useExplorer().state;
  const variables = useMemo(() => pathVariables(view.paths, view.time), [view.paths, view.time]);
  return (
    <section className="paths">
      <h1>How are they connected?</h1>
      <PathForm />
      {variables ? <PathResults variables={variables} /> : <p className="hint">Enter two names, or click two entities in the graph.</p>}
    </section>
  );
}

function PathResults({ variables }: { readonly variables: PathsQueryVariables }) {
  const { revision, show } = useExplorer();
  const { data, error, loading } = useQueryResult(PathsDocument, variables, revision);
  const result = data?.paths;
  const latestShow = useRef(show);
  latestShow.current = show;
  useEffect(() => {
    if (result)
      latestShow.current(result.paths.flatMap(({ hops }) => hops.flatMap(({ relationship: { from, to } }) => [from.slug, to.slug])));
    // Only a new result adds its entities: what the user hides stays hidden.
  }, [result]);
  if (error) return <p className="problem">{error}</p>;
  if (!result) return loading ? <p className="waiting">Searching …</p> : null;
  return (
    <>
      <p className="hint" role="status">
        {result.count === 0 ? 'No path found.' : `${result.count} ${result.count === 1 ? 'path' : 'paths'}`}
        {result.truncated && (result.stoppedBy === 'MAX_PATHS' ? ', the best ones' : ', search stopped at a limit')}
        {result.hubsAvoided.length > 0 && `; avoiding ${result.hubsAvoided.map(({ name }) => cleanText(name, 40)).join(', ')}`}
      </p>
      <ol className="path-list">
        {result.paths.map((path) => (
          <PathItem key={path.hops.map(({ relationship }) => relationship.id).join()} path={path} />
        ))}
      </ol>
      <PlaygroundLink document={PathsDocument} variables={variables} />
    </>
  );
}

type Path = NonNullable<PathsQuery['paths']>['paths'][number];

/** One path: highlighted on the canvas while the pointer is over it; a click on a tie opens its details. */
function PathItem({ path }: { readonly path: Path }) {
  const { highlightPath, dispatch, state } = useExplorer();
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
        {enumLabel(path.sign)}, confidence {path.confidence.toFixed(2)}
        {path.validity && `, whole path ${dateLabel(path.validity)}`}
      </p>
      <div className="hops">
        {path.hops.map(({ relationship, statement, certainty, parallel }) => (
          <button
            type="button"
            key={relationship.id}
            aria-pressed={state.view.tie === relationship.id}
            onClick={() => dispatch({ do: 'tie', id: relationship.id })}
          >
            <bdi>{cleanText(statement, 120)}</bdi>
            <small>
              {dateLabel(relationship.validity)}
              {certainty === 'POSSIBLE' && ', possible at that time'}
              {parallel.length > 0 && `, and ${parallel.length} more`}
            </small>
          </button>
        ))}
      </div>
    </li>
  );
}
