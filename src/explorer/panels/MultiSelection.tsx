import { useExplorer } from '../common/context.ts';
import { nameOf } from '../graph/names.ts';
import { EMPTY_PATH_SEARCH } from '../state/view.ts';
import { TiesOfPair } from './TiesOfPair.tsx';

/** The commands for several selected entities. */
export function MultiSelection({ slugs }: { readonly slugs: readonly string[] }) {
  const { graph, dispatch, state } = useExplorer();
  const [from, to] = slugs;
  const nameLink = (slug: string) => (
    <button type="button" className="link" onClick={() => dispatch({ do: 'select', slugs: [slug] })}>
      <bdi>{nameOf(graph.entities.get(slug), state.view.ownScript)}</bdi>
    </button>
  );
  return (
    <section>
      {slugs.length === 2 && from && to ? (
        <>
          <h1>
            {nameLink(from)} and {nameLink(to)}
          </h1>
          <TiesOfPair slugs={[from, to]} />
        </>
      ) : (
        <>
          <h1>{slugs.length} selected</h1>
          <ul className="plain">
            {slugs.map((slug) => (
              <li key={slug}>{nameLink(slug)}</li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        {slugs.length === 2 && from && to && (
          <button
            type="button"
            className="primary"
            onClick={() => {
              dispatch({ do: 'view', view: { panel: 'paths', paths: { ...EMPTY_PATH_SEARCH, from, to } } });
              dispatch({ do: 'select', slugs: [] });
            }}
          >
            How are they connected?
          </button>
        )}
        <button type="button" onClick={() => dispatch({ do: 'only', slugs })}>
          Only these
        </button>
        <button type="button" onClick={() => dispatch({ do: 'pin', slugs })}>
          Pin
        </button>
        <button type="button" onClick={() => dispatch({ do: 'hide', slugs })}>
          Hide
        </button>
      </div>
    </section>
  );
}
