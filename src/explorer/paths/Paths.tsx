import { useEffect, useMemo, useRef } from 'react';
import { PathsDocument, type PathsQuery, type PathsQueryVariables } from '../api/operations.ts';
import { useAnswer } from '../api/useAnswer.ts';
import { useShared } from '../app/context.ts';
import { inWords, tidy } from '../graph/names.ts';
import { InPlayground } from '../panels/InPlayground.tsx';
import { datesInWords } from '../time/words.ts';
import { PathForm } from './PathForm.tsx';
import { chainVariables } from './variables.ts';

/** Paths between two entities: the form, and the paths as sentences. */
export function Paths() {
  const { view } = useShared().state;
  const variables = useMemo(() => chainVariables(view.paths, view.time), [view.paths, view.time]);
  return (
    <section className="paths">
      <h1>How are they connected?</h1>
      <PathForm />
      {variables ? <Answer variables={variables} /> : <p className="hint">Enter two names, or click two entities in the graph.</p>}
    </section>
  );
}

function Answer({ variables }: { readonly variables: PathsQueryVariables }) {
  const { revision, show } = useShared();
  const { data, error, asking } = useAnswer(PathsDocument, variables, revision);
  const result = data?.paths;
  const bring = useRef(show);
  bring.current = show;
  useEffect(() => {
    if (result) bring.current(result.paths.flatMap(({ hops }) => hops.flatMap(({ relationship: { from, to } }) => [from.slug, to.slug])));
    // Only a new result adds its entities: what the user hides stays hidden.
  }, [result]);
  if (error) return <p className="problem">{error}</p>;
  if (!result) return asking ? <p className="waiting">Searching …</p> : null;
  return (
    <>
      <p className="hint" role="status">
        {result.count === 0 ? 'No path found.' : `${result.count} ${result.count === 1 ? 'path' : 'paths'}`}
        {result.truncated && (result.stoppedBy === 'MAX_PATHS' ? ', the best ones' : ', search stopped at a limit')}
        {result.hubsAvoided.length > 0 && `; avoiding ${result.hubsAvoided.map(({ name }) => tidy(name, 40)).join(', ')}`}
      </p>
      <ol className="path-list">
        {result.paths.map((path) => (
          <Chain key={path.hops.map(({ relationship }) => relationship.id).join()} path={path} />
        ))}
      </ol>
      <InPlayground document={PathsDocument} variables={variables} />
    </>
  );
}

type Path = NonNullable<PathsQuery['paths']>['paths'][number];

/** One path: highlighted on the canvas while the pointer is over it; a click on a tie opens its details. */
function Chain({ path }: { readonly path: Path }) {
  const { light, dispatch, state } = useShared();
  const ties = useMemo(() => new Set(path.hops.map(({ relationship }) => relationship.id)), [path]);
  useEffect(() => () => light(null), [light]);
  return (
    <li
      className="path-item"
      data-sign={path.sign}
      onPointerEnter={() => light(ties)}
      onPointerLeave={() => light(null)}
      onFocus={() => light(ties)}
      onBlur={() => light(null)}
    >
      <p>
        <bdi>{tidy(path.statement, 400)}</bdi>
      </p>
      <p className="small">
        {inWords(path.sign)}, confidence {path.confidence.toFixed(2)}
        {path.validity && `, whole path ${datesInWords(path.validity)}`}
      </p>
      <div className="hops">
        {path.hops.map(({ relationship, statement, certainty, parallel }) => (
          <button
            type="button"
            key={relationship.id}
            aria-pressed={state.view.tie === relationship.id}
            onClick={() => dispatch({ do: 'tie', id: relationship.id })}
          >
            <bdi>{tidy(statement, 120)}</bdi>
            <small>
              {datesInWords(relationship.validity)}
              {certainty === 'POSSIBLE' && ', possible at that time'}
              {parallel.length > 0 && `, and ${parallel.length} more`}
            </small>
          </button>
        ))}
      </div>
    </li>
  );
}
