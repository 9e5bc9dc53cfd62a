import { dayText } from '../../model/calendar.ts';
import { EntityDetailsDocument, type EntityDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { dateLabel, eventDateLabel, timeLabel, whenLabel } from '../graph/dateLabel.ts';
import { mayBeActive, selectedWindow } from '../graph/filter.ts';
import { capitalized, cleanText, enumLabel, nameOf } from '../graph/names.ts';
import type { TimeSelection } from '../state/view.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { CardOf } from './cardParts.tsx';
import { DeathsByMonth } from './DeathsByMonth.tsx';
import { Expand } from './Expand.tsx';

type Entity = NonNullable<EntityDetailsQuery['entity']>;

/** The details of one entity. */
export function EntityCard({ slug }: { readonly slug: string }) {
  const { revision, state } = useExplorer();
  const { time } = state.history.present;
  const variables = { id: slug, ...eventFilters(time) };
  const result = useQueryResult(EntityDetailsDocument, variables, revision);
  return (
    <CardOf result={result} heading="Actor or place">
      {({ entity, history }) =>
        entity ? (
          <article className="card">
            <EntityHeader entity={entity} />
            <Life entity={entity} />
            <EntityActions slug={slug} />
            <Expand slug={slug} />
            <Events slug={slug} entity={entity} />
            <ChangeHistory changes={history ?? []} />
            <PlaygroundLink document={EntityDetailsDocument} variables={variables} />
          </article>
        ) : (
          <p className="problem">The graph has no entity “{cleanText(slug)}”.</p>
        )
      }
    </CardOf>
  );
}

function EntityHeader({ entity }: { readonly entity: Entity }) {
  const { aliases, identifiers, description, kind } = entity;
  const place =
    'placeKind' in entity ? `${enumLabel(entity.placeKind)}${entity.within ? ` in ${cleanText(entity.within.name)}` : ''}` : null;
  return (
    <header>
      <p className="kicker">
        <i className="dot" data-kind={kind} />
        {capitalized(place ?? enumLabel(kind))}
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

/** The events of the selected time, and those before it, as filters. */
function eventFilters(time: TimeSelection | null) {
  const window = selectedWindow(time);
  if (time === null || window === null) return { events: null, before: null };
  const { at, until } = time;
  return {
    events: until === null ? { at } : { during: { start: at, end: until } },
    before: window.first > 0 ? { during: { end: dayText(window.first - 1) } } : null,
  };
}

/** When it was active, what it was called, and what it split from, merged into or succeeded, in order of time. */
function Life({ entity }: { readonly entity: Entity }) {
  const { time } = useExplorer().state.history.present;
  const active = 'active' in entity ? entity.active : null;
  const steps = [
    ...(active?.start ? [{ date: active.start, when: whenLabel(active.start), text: 'active from then on' }] : []),
    ...entity.formerNames.flatMap(({ name, kind, validity }) =>
      kind === 'FORMER' && (validity?.start || validity?.end)
        ? [{ date: validity.end ?? validity.start!, when: dateLabel({ ...NO_DATES, ...validity }), text: `named ${cleanText(name, 60)}` }]
        : [],
    ),
    ...entity.turns.nodes.map(({ statement, validity }) => ({
      date: validity.start ?? validity.attestedFrom ?? validity.end ?? '',
      when: eventDateLabel(validity),
      text: cleanText(statement, 120),
    })),
    ...(active?.end ? [{ date: active.end, when: whenLabel(active.end), text: 'last active' }] : []),
  ];
  const outside = time !== null && !mayBeActive(entity, selectedWindow(time));
  if (steps.length === 0) return null;
  return (
    <>
      <ol className="life" aria-label="Life">
        {steps
          .sort((a, b) => (a.date < b.date ? -1 : 1))
          .map(({ when, text }) => (
            <li key={when + text}>
              <time>{capitalized(when)}</time> <bdi>{text}</bdi>
            </li>
          ))}
      </ol>
      {outside && <p className="none-known">It is not known to have been active in that time ({timeLabel(time)}).</p>}
    </>
  );
}

const NO_DATES = { start: null, end: null, ongoing: null, attestedFrom: null, attestedUntil: null };

/** The events of the selected time. */
function Events({ slug, entity }: { readonly slug: string; readonly entity: Entity }) {
  const { time } = useExplorer().state.history.present;
  const { events, earlier, kind } = entity;
  if (events.totalCount === 0) {
    const last = time === null ? undefined : earlier.nodes[0];
    if (!last || time === null) return null;
    return (
      <section>
        <h2>Events</h2>
        <p className="none-known">
          No event is known of {timeLabel(time)}. The last before it: <EventLink event={last} />, {eventDateLabel(last.validity)}.
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>
        {kind === 'PLACE' ? 'What happened' : 'Events'} <data value={events.totalCount}>{events.totalCount}</data>
      </h2>
      <DeathsByMonth slug={slug} isPlace={kind === 'PLACE'} time={eventFilters(time).events} />
      <ol className="events">
        {events.nodes.map((event) => (
          <li key={event.id}>
            <time>{eventDateLabel(event.validity)}</time>
            <span>
              <EventLink event={event} />
              <small>
                {enumLabel(event.eventKind)}
                {event.deaths.best ? `, ${event.deaths.best.toLocaleString('en')} dead` : ''}
              </small>
            </span>
          </li>
        ))}
      </ol>
      {events.totalCount > events.nodes.length && (
        <p className="hint">and {(events.totalCount - events.nodes.length).toLocaleString('en')} more in this time.</p>
      )}
    </section>
  );
}

/** The title of an event; a click opens its card. */
function EventLink({ event: { id, title } }: { readonly event: { readonly id: string; readonly title: string } }) {
  const { dispatch } = useExplorer();
  return (
    <button type="button" className="link" onClick={() => dispatch({ do: 'tie', id })}>
      <bdi>{cleanText(title, 200)}</bdi>
    </button>
  );
}
