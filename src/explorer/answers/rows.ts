import { enumerated } from '../../model/answerWords.ts';
import type { Certainty } from '../../model/interval.ts';
import { normalizeName } from '../../model/normalizeName.ts';
import { voiceInSentence } from '../../model/statement.ts';
import type { AnswerQuoteFragment } from '../api/operations.ts';
import { datesOf } from '../graph/certaintyWords.ts';
import { dateLabel } from '../graph/dateLabel.ts';
import { cleanText, enumLabel } from '../graph/names.ts';
import type { AnswerEntity, AnswerRow, Tie } from './answer.ts';
import type { Voice } from './question.ts';

/** Passages to read of a relationship: more where only those of one voice are quoted. */
export const passagesFor = (voice: Voice | null): number => (voice === null ? 4 : 20);

/** The conditions of the API for a voice. */
export function voicesFilter(voice: Voice | null) {
  if (voice === null) return {};
  const name = ({ source: 'sources', publisher: 'publishers', speaker: 'speakers' } as const)[voice.by];
  return { voices: { [name]: [voice.value] } };
}

function isOf(passage: AnswerQuoteFragment, voice: Voice | null): boolean {
  if (voice === null) return true;
  if (voice.by === 'source') return passage.source.key === voice.value;
  const is = (text: string | null | undefined) => typeof text === 'string' && normalizeName(text) === normalizeName(voice.value);
  if (voice.by === 'publisher') return is(passage.source.publisher);
  const { attributedTo, attribution } = passage;
  return attributedTo?.id === voice.value || is(attributedTo?.slug) || is(attributedTo?.name) || is(attribution);
}

/** The first passage that asserts a relationship, by the voice of the question where there is one; and the last that denies it. */
export function quotesOf(tie: Tie, voice: Voice | null): AnswerQuoteFragment[] {
  const asserting = tie.evidence.nodes.filter(({ stance }) => stance === 'ASSERTS');
  const first = asserting.find((passage) => isOf(passage, voice)) ?? (voice === null ? asserting[0] : undefined);
  const denying = [...tie.denials.nodes, ...tie.evidence.nodes].find((passage) => passage.stance === 'DENIES' && isOf(passage, voice));
  return [first, denying].filter((passage) => passage !== undefined);
}

/** Who speaks in a passage: the one it is attributed to, else the publisher, else the source. */
export const speakerOf = ({ attributedTo, attribution, source }: AnswerQuoteFragment): string => {
  const name = attributedTo?.name ?? attribution ?? source.publisher;
  return name === null || name === undefined ? `“${cleanText(source.title, 80)}”` : cleanText(name, 80);
};

/** `speakerOf` inside a sentence: “the Syrian army”. */
export const speakerInSentence = (passage: AnswerQuoteFragment): string => voiceInSentence(speakerOf(passage));

/** Who says so, of several relationships: `, according to A, B and 2 others`; empty where nobody does. */
export function accordingTo(ties: readonly Tie[], voice: Voice | null): string {
  const speakers = ties.flatMap((tie) =>
    quotesOf(tie, voice)
      .filter(({ stance }) => stance === 'ASSERTS')
      .map(speakerInSentence),
  );
  const names = [...new Set(speakers)];
  return names.length === 0 ? '' : `, according to ${enumerated(names, 3)}`;
}

const SURE: readonly (Certainty | null)[] = ['THROUGHOUT', 'CERTAIN', 'LIKELY', 'POSSIBLE', null];

/** The surest of several certainties. */
export const surest = (of: readonly (Certainty | null)[]): Certainty | null =>
  of.reduce<Certainty | null>((best, each) => (SURE.indexOf(each) < SURE.indexOf(best) ? each : best), null);

export const CERTAINTY_MARKS = { THROUGHOUT: 'certain', CERTAIN: 'certain', LIKELY: 'likely', POSSIBLE: 'only possible' } as const;

/** @param timed Is the question about a time? Without one, nothing is more or less certain of it. */
export function marksOf(ties: readonly Tie[], timed: boolean): string[] {
  const certainty = surest(ties.map(({ holds }) => holds));
  const statuses = new Set(ties.map(({ status }) => status).filter((status) => status !== 'SUPPORTED'));
  return [...(timed && certainty ? [CERTAINTY_MARKS[certainty]] : []), ...[...statuses].map(enumLabel)];
}

const datesInWords = (tie: Tie): string => dateLabel(datesOf('periods' in tie ? tie : { type: tie.type, validity: tie.validity }));

/** One row for each relationship. */
export function tieRow(tie: Tie, voice: Voice | null, timed: boolean): AnswerRow {
  return {
    key: tie.id,
    title: tie.statement,
    slug: null,
    tie: tie.id,
    marks: marksOf([tie], timed),
    when: datesInWords(tie),
    statements: [],
    quotes: quotesOf(tie, voice),
  };
}

/** One row for each entity at the other end of relationships, with all that are between them; in the order of the relationships. */
export function rowsByEnd(
  ties: readonly Tie[],
  subject: string,
  voice: Voice | null,
  timed: boolean,
): { end: AnswerEntity; ties: Tie[]; row: AnswerRow }[] {
  const byEnd = new Map<string, { end: AnswerEntity; ties: Tie[] }>();
  for (const tie of ties) {
    const end = tie.from.slug === subject ? tie.to : tie.from;
    const found = byEnd.get(end.slug) ?? { end, ties: [] };
    found.ties.push(tie);
    byEnd.set(end.slug, found);
  }
  return [...byEnd.values()].map(({ end, ties: own }) => {
    const whens = [...new Set(own.map(datesInWords))];
    return {
      end,
      ties: own,
      row: {
        key: end.slug,
        title: end.name,
        slug: end.slug,
        tie: own.length === 1 ? own[0]!.id : null,
        marks: marksOf(own, timed),
        when: whens.join('; '),
        statements: own.map((tie) => ({ text: statementOf(tie), tie: tie.id })),
        quotes: quotesOf(own[0]!, voice),
      },
    };
  });
}

/** The statement of a relationship, with whom it is against, or how far it reaches. */
function statementOf(tie: Tie): string {
  const against = 'against' in tie && tie.against.length > 0 ? `, against ${enumerated(tie.against.map(({ name }) => name))}` : '';
  const extent = 'extent' in tie && tie.extent !== 'FULL' ? ` (${enumLabel(tie.extent)})` : '';
  return `${tie.statement}${against}${extent}`;
}

export const endsOfTies = (ties: readonly Tie[]): string[] => [...new Set(ties.flatMap(({ from, to }) => [from.slug, to.slug]))];

export const capitalizedSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
