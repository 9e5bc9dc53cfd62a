import { codePointLength, spanOfQuote, spanText } from '../../model/text/codePoints.ts';
import { nearestPassage } from '../../model/text/nearestPassage.ts';
import type { DocumentRecord, EvidenceRecord } from '../../store/source.ts';
import type { UnitOfWork } from '../load/unitOfWork.ts';
import { type Problem, problem } from '../validate/problem.ts';
import type { EvidenceRow } from '../validate/rows.ts';

type Quoted = Pick<EvidenceRow, 'quote' | 'verbatim' | 'start' | 'end'>;

/**
 * The problems of where a passage stands and of what it quotes. A verbatim quote must be in the document of its source, between the
 * offsets where they are given; a source without a document cannot be checked.
 * @param path The path of the passage in its row: `evidence[0].`.
 */
export function checkPassage(unit: UnitOfWork, source: string, passage: Quoted, path: string): Problem[] {
  const { start, end } = passage;
  if (typeof start !== typeof end) {
    const [given, missing] = typeof start === 'number' ? ['start', 'end'] : ['end', 'start'];
    const message = `Expected \`start\` and \`end\` together; got only \`${given}\`. Give both, or neither.`;
    return [problem(`${path}${missing}`, 'BAD_SPAN', message)];
  }
  if (typeof start === 'number' && typeof end === 'number' && end <= start) {
    return [problem(`${path}end`, 'BAD_SPAN', `Expected an end after the start ${start}; got ${end}. Both count code points from 0.`)];
  }
  const document = unit.documentOf(source);
  return document ? missingFrom(document.text, passage, path) : [];
}

/** The problems of a stored passage that the document of its source must contain, if it has one. */
export function checkQuoted(unit: UnitOfWork, passage: EvidenceRecord, field: string): Problem[] {
  const document = unit.documentOf(passage.source);
  return document ? missingFrom(document.text, passage, '').map((found) => ({ ...found, field })) : [];
}

/** How many passages that a text does not contain are reported. */
const MAX_REPORTED = 3;

/** The problems of a text that does not contain what passages of its source quote. */
export function checkQuotes(unit: UnitOfWork, { id, text }: Pick<DocumentRecord, 'id' | 'text'>, field: string): Problem[] {
  const problems: Problem[] = [];
  for (const { id: passage, ...quoted } of unit.quoted.get(id) ?? []) {
    const [found] = missingFrom(text, quoted, '');
    if (!found) continue;
    const message = `${found.message} It is quoted by ${passage}: retract or correct that passage first, or give the text that it is from.`;
    problems.push({ ...found, field, message });
    if (problems.length === MAX_REPORTED) break;
  }
  return problems;
}

function missingFrom(text: string, { quote, verbatim, start, end }: Quoted, path: string): Problem[] {
  const hasSpan = typeof start === 'number' && typeof end === 'number';
  if (hasSpan) {
    const length = codePointLength(text);
    if (end > length) {
      return [problem(`${path}end`, 'BAD_SPAN', `Expected an end within the document, which has ${length} characters; got ${end}.`)];
    }
  }
  if (!verbatim) return [];
  const words = quote.normalize('NFC');
  if (hasSpan && spanText(text, { start, end }) === words) return [];
  const place = spanOfQuote(text, words);
  if (place && !hasSpan) return [];
  const said = hasSpan ? ` at ${start} to ${end}; there is “${spanText(text, { start, end: Math.min(end, start + 300) })}”` : '';
  if (place) {
    const message = `Expected the quote${said}. It stands at ${place.start} to ${place.end}. Correct the offsets, or leave them out.`;
    return [problem(`${path}start`, 'QUOTE_NOT_FOUND', message)];
  }
  const nearest = nearestPassage(text, words);
  const instead = nearest === null ? 'No word of it is there.' : `The nearest passage is “${nearest}”.`;
  const message = `Expected a verbatim quote that the document of its source contains; “${spanText(words, { start: 0, end: 100 })}” is not in it. ${instead} Quote it exactly, or mark it as a paraphrase (\`verbatim: false\`).`;
  return [problem(`${path}quote`, 'QUOTE_NOT_FOUND', message)];
}
