import { RelationshipDetailsDocument, type RelationshipDetailsQuery } from '../api/operations.ts';
import { useQueryResult } from '../api/useQueryResult.ts';
import { useExplorer } from '../common/context.ts';
import { PlaygroundLink } from '../common/PlaygroundLink.tsx';
import { DisputeOrRetract } from '../edit/DisputeOrRetract.tsx';
import { attestedDates, certaintyWords, datesOf } from '../graph/certaintyWords.ts';
import { dateInWords, dateLabel } from '../graph/dateLabel.ts';
import { capitalized, cleanText, enumLabel } from '../graph/names.ts';
import type { TimeSelection } from '../state/view.ts';
import { ChangeHistory } from './ChangeHistory.tsx';
import { CardOf, EntityButton, Facts } from './cardParts.tsx';
import { EventCard } from './EventCard.tsx';
import { EvidenceBySide } from './EvidenceBySide.tsx';

type Tie = NonNullable<RelationshipDetailsQuery['relationship']>;

/** The details of one tie: its statement, when it held, and its evidence; or of an event, where the id is that of one. */
export function TieCard({ id }: { readonly id: string }) {
  const { revision, state } = useExplorer();
  const { time } = state.history.present;
  const variables = { id };
  const result = useQueryResult(RelationshipDetailsDocument, variables, revision);
  return (
    <CardOf result={result} heading="Relationship">
      {({ relationship: tie, history }) =>
        tie ? (
          <article className="card relationship" data-sign={tie.sign}>
            <p className="kicker">
              {capitalized(enumLabel(tie.status))}, confidence {tie.confidence.toFixed(2)}
              {tie.confidenceSet ? ' (set by an editor)' : ''}
            </p>
            <h1>
              <bdi>{cleanText(tie.statement, 240)}</bdi>
            </h1>
            <Facts facts={factsOf(tie, time)} />
            <div className="actions">
              {[tie.from, tie.to].map((end) => (
                <EntityButton key={end.slug} entity={end} />
              ))}
            </div>
            <EvidenceBySide evidence={tie.evidence} />
            <ChangeHistory changes={history ?? []} />
            <DisputeOrRetract id={id} />
            <PlaygroundLink document={RelationshipDetailsDocument} variables={variables} />
          </article>
        ) : (
          <EventCard id={id} />
        )
      }
    </CardOf>
  );
}

function factsOf(tie: Tie, time: TimeSelection | null): [string, string][] {
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
  return facts;
}
