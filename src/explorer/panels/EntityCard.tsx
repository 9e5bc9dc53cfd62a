import { EntityDetailsDocument, type EntityDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { dateLabel, eventDateLabel } from '../graph/dateLabel.ts';
import { capitalized, cleanText, enumLabel, nameOf } from '../graph/names.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { DeathsByMonth } from './DeathsByMonth.tsx';
import { Expand } from './Expand.tsx';

type Entity = NonNullable<EntityDetailsQuery['entity']>;

/** The details of one entity. */
export function EntityCard({ slug }: { readonly slug: string }) {
  const { revision } = useExplorer();
  const variables = { id: slug };
  const { data, error, loading } = useQueryResult(EntityDetailsDocument, variables, revision);
  if (error && !data) return <p className="problem">{error}</p>;
  if (!data) return loading ? <p className="waiting">Loading …</p> : null;
  if (!data.entity) return <p className="problem">The graph has no entity “{cleanText(slug)}”.</p>;
  return (
    <article className="card">
      <EntityHeader entity={data.entity} />
      <EntityActions slug={slug} />
      <Expand slug={slug} />
      <Events slug={slug} entity={data.entity} />
      <ChangeHistory changes={data.history ?? []} />
      <PlaygroundLink document={EntityDetailsDocument} variables={variables} />
    </article>
  );
}

function EntityHeader({ entity }: { readonly entity: Entity }) {
  const { aliases, identifiers, description, kind } = entity;
  const active = 'active' in entity && (entity.active.start || entity.active.end) ? dateLabel(entity.active) : null;
  const place =
    'placeKind' in entity ? `${enumLabel(entity.placeKind)}${entity.within ? ` in ${cleanText(entity.within.name)}` : ''}` : null;
  return (
    <header>
      <p className="kicker">
        <i className="dot" data-kind={kind} />
        {capitalized(place ?? enumLabel(kind))}
        {active && `, active ${active}`}
      </p>
      <h1>
        <bdi>{nameOf(entity)}</bdi>
      </h1>
      {description && <p dir="auto">{cleanText(description, 600)}</p>}
      {aliases.length > 0 && (
        <ul className="aliases" aria-label="Other names">
          {aliases.slice(0, 24).map(({ name, language, kind: of }) => (
            <li key={`${name} ${of}`} title={enumLabel(of)} lang={language ?? undefined}>
              <bdi>{cleanText(name, 60)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {identifiers.length > 0 && <p className="small mono">{identifiers.map(({ scheme, value }) => `${scheme}:${value}`).join('  ')}</p>}
    </header>
  );
}

function EntityActions({ slug }: { readonly slug: string }) {
  const { state, dispatch, show } = useExplorer();
  const shown = state.history.present.picture.find((each) => each.slug === slug);
  return (
    <div className="actions">
      {shown ? (
        <>
          <button type="button" aria-pressed={shown.pinned} onClick={() => dispatch({ do: shown.pinned ? 'unpin' : 'pin', slugs: [slug] })}>
            Pin
          </button>
          <button type="button" onClick={() => dispatch({ do: 'hide', slugs: [slug] })}>
            Hide
          </button>
        </>
      ) : (
        <button type="button" onClick={() => show([slug])}>
          Show
        </button>
      )}
      <button
        type="button"
        onClick={() => dispatch({ do: 'view', view: { panel: 'paths', paths: { ...state.view.paths, from: slug, to: null } } })}
      >
        Paths from here
      </button>
    </div>
  );
}

function Events({ slug, entity: { events, kind } }: { readonly slug: string; readonly entity: Entity }) {
  if (events.totalCount === 0) return null;
  return (
    <section>
      <h2>
        Events <data value={events.totalCount}>{events.totalCount}</data>
      </h2>
      <DeathsByMonth slug={slug} isPlace={kind === 'PLACE'} />
      <ol className="events">
        {events.nodes.map(({ id, title, validity, deaths, eventKind }) => (
          <li key={id}>
            <time>{eventDateLabel(validity)}</time>
            <span>
              <bdi>{cleanText(title, 200)}</bdi>
              <small>
                {enumLabel(eventKind)}
                {deaths.best ? `, ${deaths.best.toLocaleString('en')} dead` : ''}
              </small>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
