import { RelationshipDetailsDocument, type RelationshipDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { Waiting } from '../common/Waiting.tsx';
import { DisputeOrRetract } from '../edit/DisputeOrRetract.tsx';
import { attestedDates, certaintyWords, datesOf } from '../graph/certaintyWords.ts';
import { dateInWords, dateLabel } from '../graph/dateLabel.ts';
import { capitalized, cleanText, enumLabel, nameOf } from '../graph/names.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { EventCard } from './EventCard.tsx';
import { EvidenceBySide } from './EvidenceBySide.tsx';

type Tie = NonNullable<RelationshipDetailsQuery['relationship']>;

/** The details of one tie: its statement, when it held, and its evidence; or of an event, where the id is that of one. */
export function TieCard({ id }: { readonly id: string }) {
  const { revision } = useExplorer();
  const variables = { id };
  const { data, error, loading } = useQueryResult(RelationshipDetailsDocument, variables, revision);
  if (error && !data) return <p className="problem">{error}</p>;
  if (!data) return loading ? <Waiting heading="Relationship" /> : null;
  if (!data.relationship) return <EventCard id={id} />;
  const tie = data.relationship;
  return (
    <article className="card relationship" data-sign={tie.sign}>
      <p className="kicker">
        {capitalized(enumLabel(tie.status))}, confidence {tie.confidence.toFixed(2)}
        {tie.confidenceSet ? ' (set by an editor)' : ''}
      </p>
      <h1>
        <bdi>{cleanText(tie.statement, 240)}</bdi>
      </h1>
      <Facts tie={tie} />
      <Ends tie={tie} />
      <EvidenceBySide evidence={tie.evidence} />
      <ChangeHistory changes={data.history ?? []} />
      <DisputeOrRetract id={id} />
      <PlaygroundLink document={RelationshipDetailsDocument} variables={variables} />
    </article>
  );
}

function Facts({ tie }: { readonly tie: Tie }) {
  const { time } = useExplorer().state.history.present;
  const facts: [string, string][] = [['When', dateLabel(datesOf(tie))]];
  const { first, last } = attestedDates(tie);
  if (first && last)
    facts.push(['Attested', first === last ? dateInWords(first) : `first ${dateInWords(first)}, last ${dateInWords(last)}`]);
  const certainty = certaintyWords(tie, time);
  if (certainty) facts.push(['Then', capitalized(certainty)]);
  if ('supportKinds' in tie) {
    if (tie.supportKinds.length > 0) facts.push(['Support', tie.supportKinds.map(enumLabel).join(', ')]);
    if (tie.against.length > 0) facts.push(['Against', tie.against.map(({ name }) => cleanText(name)).join(', ')]);
  }
  if ('extent' in tie) facts.push(['Extent', enumLabel(tie.extent)]);
  if ('eventCount' in tie && tie.eventCount > 0) facts.push(['Events', String(tie.eventCount)]);
  if ('fatalities' in tie && tie.fatalities) facts.push(['Deaths', tie.fatalities.text ?? String(tie.fatalities.best ?? 'not known')]);
  return (
    <dl className="facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi>{text}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Ends({ tie }: { readonly tie: Tie }) {
  const { dispatch, show, state } = useExplorer();
  return (
    <div className="actions">
      {[tie.from, tie.to].map((end) => (
        <button
          type="button"
          key={end.slug}
          onClick={() => {
            if (show([end.slug])) dispatch({ do: 'select', slugs: [end.slug] });
          }}
        >
          <i className="dot" data-kind={end.kind} /> <bdi>{nameOf(end, state.view.ownScript, 32)}</bdi>
        </button>
      ))}
    </div>
  );
}
