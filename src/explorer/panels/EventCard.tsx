import { EventDetailsDocument, type EventDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { Waiting } from '../common/Waiting.tsx';
import { eventDateLabel } from '../graph/dateLabel.ts';
import { capitalized, cleanText, enumLabel, nameOf } from '../graph/names.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { EvidenceBySide } from './EvidenceBySide.tsx';

type EventDetails = NonNullable<EventDetailsQuery['event']>;

/** The details of one event: what happened, when, where, who took part, and its evidence. */
export function EventCard({ id }: { readonly id: string }) {
  const { revision } = useExplorer();
  const variables = { id };
  const { data, error, loading } = useQueryResult(EventDetailsDocument, variables, revision);
  if (error && !data) return <p className="problem">{error}</p>;
  if (!data) return loading ? <Waiting heading="Event" /> : null;
  const { event } = data;
  if (!event) return <p className="problem">This relationship or event is no longer in the graph.</p>;
  return (
    <article className="card">
      <p className="kicker">
        {capitalized(enumLabel(event.eventKind))}, {enumLabel(event.status)}
      </p>
      <h1>
        <bdi>{cleanText(event.title, 240)}</bdi>
      </h1>
      <dl className="facts">
        {factsOf(event).map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <Participants event={event} />
      <EvidenceBySide evidence={event.evidence} />
      <ChangeHistory changes={data.history ?? []} />
      <PlaygroundLink document={EventDetailsDocument} variables={variables} />
    </article>
  );
}

function factsOf({ validity, place, deaths: { best, low, high, text } }: EventDetails): [string, string][] {
  const facts: [string, string][] = [['When', capitalized(eventDateLabel(validity))]];
  if (place) facts.push(['Where', cleanText(place.name)]);
  const range = low !== null && high !== null && low !== high ? ` (${low.toLocaleString('en')} to ${high.toLocaleString('en')})` : '';
  if (best !== null) facts.push(['Deaths', `${best.toLocaleString('en')}${range}`]);
  else if (text !== null) facts.push(['Deaths', cleanText(text)]);
  return facts;
}

function Participants({ event: { participants } }: { readonly event: EventDetails }) {
  const { dispatch, show, state } = useExplorer();
  return (
    <div className="actions">
      {participants.map(({ actor, role, deaths }) => (
        <button
          type="button"
          key={`${role} ${actor.slug}`}
          onClick={() => {
            if (show([actor.slug])) dispatch({ do: 'select', slugs: [actor.slug] });
          }}
        >
          <i className="dot" data-kind={actor.kind} /> <bdi>{nameOf(actor, state.view.ownScript, 32)}</bdi>{' '}
          <small>
            {enumLabel(role)}
            {deaths === null ? '' : `, ${deaths.toLocaleString('en')} dead`}
          </small>
        </button>
      ))}
    </div>
  );
}
