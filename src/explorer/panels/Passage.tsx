import type { RelationshipDetailsQuery } from '../api/operations.ts';
import { dateInWords, whenLabel } from '../graph/dateLabel.ts';
import { cleanText } from '../graph/names.ts';

type Evidence = NonNullable<RelationshipDetailsQuery['relationship']>['evidence']['nodes'][number];

/** A passage of evidence: a verbatim quotation in quotation marks, or a paraphrase without them in another style. */
export function Passage({ passage }: { readonly passage: Evidence }) {
  const { verbatim, quote, hedged, attributedTo, attribution, source, locator, statedOn, stance } = passage;
  const speaker = [attributedTo?.name, attribution].filter((each) => each).join(', ');
  const where = [source.publisher, source.publishedOn && dateInWords(source.publishedOn), locator].filter((each) => each).join(', ');
  return (
    <figure className="passage" data-verbatim={verbatim} data-stance={stance}>
      {verbatim ? (
        <blockquote dir="auto">“{cleanText(quote, 1_200)}”</blockquote>
      ) : (
        <p className="paraphrase" dir="auto">
          <span className="mark">Paraphrase</span> {cleanText(quote, 1_200)}
        </p>
      )}
      <figcaption>
        {speaker && (
          <b>
            <bdi>{cleanText(speaker)}</bdi>
          </b>
        )}
        {statedOn && <span>said {whenLabel(statedOn)}</span>}
        {hedged && <span className="mark">hedged</span>}
        <cite>
          <SourceName url={source.url} title={cleanText(source.title, 160)} />
        </cite>
        {where && <bdi>{cleanText(where, 160)}</bdi>}
        <span title="Reliability of the source, A to F">reliability {source.reliability}</span>
      </figcaption>
    </figure>
  );
}

/** Only http and https addresses become links; anything else stays text. */
const SourceName = ({ url, title }: { readonly url: string | null; readonly title: string }) =>
  url && /^https?:\/\//.test(url) ? (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {title}
    </a>
  ) : (
    title
  );
