import { RELIABILITIES, STANCES } from '../model/kinds.ts';
import { isWebAddress } from '../model/readableName.ts';
import { MAX_DOCUMENT_LENGTH } from '../model/text/codePoints.ts';
import { BOOLEAN, COUNT, choice, DATE, fieldsOf, LINE, PROSE, READABLE, REFERENCE } from './field.ts';
import { DEATHS, DEATHS_TEXT, ID, STAMP } from './shared.ts';

/** A source that evidence cites. */
export const SOURCE_FIELDS = fieldsOf({
  ...ID,
  key: {
    value: LINE,
    required: true,
    input: 'Readable unique key: `ucdp-ged-19.1`.',
    output: 'Readable unique key: `ucdp-ged-19.1`. `source(id:)` takes it.',
  },
  title: { value: READABLE, required: true, label: 'title', meaning: 'Title.' },
  // Sort key by title: the title, U+0001, the id.
  sort: { value: LINE, always: true },
  publisher: {
    value: READABLE,
    label: 'publisher',
    meaning: 'Publisher. What its sources say in their own words is one voice.',
  },
  url: {
    value: {
      kind: 'line',
      test: isWebAddress,
      expected: 'an address that starts with http:// or https:// and names a host, without spaces, such as https://ucdp.uu.se',
    },
    label: 'address',
    input: 'Web address, http or https.',
    output: 'Web address.',
  },
  publishedOn: {
    value: DATE,
    label: 'published on',
    meaning: 'When it was published. Passages without a day of their own were said then.',
  },
  reliability: {
    value: choice(RELIABILITIES),
    fallback: 'F',
    label: 'reliability',
    input: 'Reliability by the Admiralty code. Default: F, not judged. A change recomputes all that rests on the source.',
    output: 'Reliability by the Admiralty code; F if not judged.',
  },
  citation: { value: PROSE, label: 'citation', meaning: 'How to cite it, with its licence.' },
  ...STAMP,
});

/** The text of a source, stored so that quotes are checked against it. A source has at most one. */
export const DOCUMENT_FIELDS = fieldsOf({
  ...ID,
  source: { value: REFERENCE, required: true, input: 'The source whose text it is: id or key.', resolved: true },
  text: {
    value: { kind: 'prose', max: MAX_DOCUMENT_LENGTH },
    required: true,
    label: 'text',
    input: 'The whole text, 1 to 1,000,000 characters (Unicode code points). Stored in Unicode normalization form C (NFC).',
    output: 'The whole text, in Unicode normalization form C (NFC). Offsets in it count Unicode code points from 0.',
  },
  length: { value: COUNT, always: true, output: 'Length of the text in Unicode code points.' },
  sha256: { value: LINE, always: true, output: 'SHA-256 of the text in UTF-8, in hexadecimal.' },
  language: { value: LINE, label: 'language', meaning: 'Language, BCP 47: `ar`, `en` …' },
  ...STAMP,
});

/** What a passage of a source says. Those without a label are what its id is made of. */
export const PASSAGE_FIELDS = fieldsOf({
  source: { value: REFERENCE, required: true, input: 'The source: id or key.', resolved: true },
  locator: { value: LINE, meaning: 'Where in the source: page, paragraph, row.' },
  stance: { value: choice(STANCES), implied: 'ASSERTS', meaning: 'Whether it asserts or denies.' },
  quote: {
    value: PROSE,
    required: true,
    input: 'The words of the source, or a paraphrase.',
    output: 'The words: of the source if `verbatim`, else our paraphrase.',
  },
  verbatim: {
    value: BOOLEAN,
    implied: false,
    label: 'verbatim',
    input: 'true: words that the source puts in quotation marks. If the source has a document, they must be found in it (QUOTE_NOT_FOUND).',
    output: 'true: words that the source puts in quotation marks. false: our paraphrase.',
  },
  start: {
    value: COUNT,
    label: 'begins at',
    input:
      'Where in the document of the source the passage begins: offset in Unicode code points, from 0. With `end`. If left out, the first place of the quote.',
  },
  end: { value: COUNT, label: 'ends at', input: 'Where it ends: the offset after its last code point.' },
  hedged: { value: BOOLEAN, implied: false, label: 'hedged', meaning: 'true: the source itself is unsure: “reportedly”, “if confirmed”.' },
  attributedTo: { value: REFERENCE, input: 'The actor who said it.', resolved: true },
  attribution: { value: LINE, meaning: 'Who said it, in words, if not an actor of the graph: “two rebel sources”.' },
  statedOn: { value: DATE, label: 'stated on', meaning: 'When it was said.' },
  asOf: { value: DATE, label: 'as of', meaning: 'The day it speaks of.' },
  ...DEATHS,
  ...DEATHS_TEXT,
});

/** A passage as a row of its own, with the relationship or event that it is about. */
export const ADDED_PASSAGE_FIELDS = fieldsOf({ about: { value: REFERENCE, required: true, imported: true }, ...PASSAGE_FIELDS });

/** One passage of one source about one relationship or event. */
export const EVIDENCE_FIELDS = fieldsOf({
  ...ID,
  ...ADDED_PASSAGE_FIELDS,
  // Sort key among the evidence about the same relationship or event: asserting before denying, then by the day stated, then by id.
  ord: { value: LINE, always: true },
  ...STAMP,
});
