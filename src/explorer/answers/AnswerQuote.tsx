import type { AnswerQuoteFragment } from '../api/operations.ts';
import { cleanText } from '../graph/names.ts';
import { speakerOf } from './rows.ts';

const MAX_QUOTE_LENGTH = 280;

/** A passage behind a row: who says it, in which source; its words in quotation marks where they are verbatim. */
export function AnswerQuote({ quote }: { readonly quote: AnswerQuoteFragment }) {
  const text = cleanText(quote.quote, MAX_QUOTE_LENGTH);
  const speaker = speakerOf(quote);
  const title = cleanText(quote.source.title, 120);
  return (
    <figure className="answer-quote" data-stance={quote.stance}>
      <blockquote dir="auto">{quote.verbatim ? `“${text}”` : text}</blockquote>
      <figcaption>
        {quote.stance === 'DENIES' && <b>Denied by </b>}
        {!speaker.startsWith('“') && (
          <>
            <bdi>{speaker}</bdi>
            {', '}
          </>
        )}
        <cite>
          <bdi>{title}</bdi>
        </cite>
      </figcaption>
    </figure>
  );
}
