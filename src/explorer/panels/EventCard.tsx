import { EventDetailsDocument, type EventDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { eventDateLabel } from '../graph/dateLabel.ts';
import { capitalized, cleanText, enumLabel } from '../graph/names.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { CardOf, EntityButton, Facts } from './cardParts.tsx';
import { EvidenceBySide } from './EvidenceBySide.tsx';

type EventDetails = NonNullable<EventDetailsQuery['event']>;

/** The details of one event: what happened, when, where, who took part, and its evidence. */
export function EventCard({ id }: { readonly id: string }) {
  const { revision } = useExplorer();
  const variables = { id };
  const result = useQueryResult(EventDetailsDocument, variables, revision);
  return (
    <CardOf result={result} heading="Event">
      {({ event, history }) =>
        event ? (
          <article className="card">
            <p className="kicker">
              {capitalized(enumLabel(event.eventKind))}, {enumLabel(event.status)}
            </p>
            <h1>
              <bdi>{cleanText(event.title, 240)}</bdi>
            </h1>
            <Facts facts={factsOf(event)} />
            <Participants event={event} />
            <EvidenceBySide evidence={event.evidence} />
            <ChangeHistory changes={history ?? []} />
            <PlaygroundLink document={EventDetailsDocument} variables={variables} />
          </article>
        ) : (
          <p className="problem">This relationship or event is no longer in the graph.</p>
        )
      }
    </CardOf>
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

const Participants = ({ event: { participants } }: { readonly event: EventDetails }) => (
  <div className="actions">
    {participants.map(({ actor, role, deaths }) => (
      <EntityButton key={`${role} ${actor.slug}`} entity={actor}>
        {' '}
        <small>
          {enumLabel(role)}
          {deaths === null ? '' : `, ${deaths.toLocaleString('en')} dead`}
        </small>
      </EntityButton>
    ))}
  </div>
);
