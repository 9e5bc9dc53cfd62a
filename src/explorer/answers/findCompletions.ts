import { QuestionAnsweredDocument, SuggestDocument } from '../api/operations.ts';
import { runQuery } from '../api/requests.ts';
import type { TimeSelection } from '../state/view.ts';
import { beginnings, type Completion, completionsOf, type Hit, type Lookups, matchingVoices, type NamedVoice } from './completions.ts';
import { questionTime, RELATION_QUESTIONS } from './question.ts';
import { type UnderstoodText, understandText } from './understand.ts';
import { loadVoices } from './voices.ts';

/** What the box offers for a text. */
export interface Offered {
  /** The text that it was found for. */
  readonly text: string;
  readonly completions: readonly Completion[];
  /** What was not understood, or why nothing could be found; null where all was. */
  readonly message: string | null;
}

/** Looks up the names and the voice of a text. Throws RequestError. */
export async function findCompletions(line: string, chosenTime: TimeSelection | null): Promise<Omit<Offered, 'text'>> {
  const whole = await completionsFor(line, chosenTime);
  const name = line.replace(WHO_IS, '');
  const alone = whole.message !== null && name !== line ? await completionsFor(name, chosenTime) : null;
  const found = alone?.message === null ? alone : whole;
  const shorter = found.withoutPlace && (await completionsFor(found.withoutPlace.line, chosenTime));
  return shorter && shorter.message === null ? { ...shorter, message: `“${found.withoutPlace!.leftOut}” is left out:` } : found;
}

/** “Who is X”: X by name. */
const WHO_IS = /^(?:who|what) (?:is|are|was|were) /i;

interface Found extends Omit<Offered, 'text'> {
  /** The text without a place that no name is found with: “the rebels in Aleppo”; null where there is none. */
  readonly withoutPlace: { readonly line: string; readonly leftOut: string } | null;
}

async function completionsFor(line: string, chosenTime: TimeSelection | null): Promise<Found> {
  const context = { today: new Date().toISOString().slice(0, 10), first: null, last: null };
  const first = understandText(line, context);
  const voices = first.voice !== null || first.kinds.includes('alone') ? await loadVoices() : [];
  const understood = first.voice === null ? first : understandText(withVoiceEnded(line, first.voice, voices), context);
  const names = [...new Set([line, ...understood.names.flat()])];
  const hits = new Map(await Promise.all(names.map(async (name) => [name, await hitsOf(name)] as const)));
  const meant = understood.voice === null ? voices : matchingVoices(understood.voice, voices);
  const lookups = { hits: await answeredFirst(hits, understood), voices: meant };
  const completions = completionsOf(line, understood, lookups, chosenTime);
  const withoutPlace = withoutPlaceIn(line, understood, hits);
  if (completions.some(({ offers }) => offers !== 'beginning')) return { completions, message: null, withoutPlace };
  return {
    completions: completions.length > 0 ? completions : beginnings(),
    message: completions.length > 0 ? null : notUnderstood(line, understood, lookups),
    withoutPlace,
  };
}

/** Leaves out the place of a name that is known only without it, where no reading of the text is known with it. */
function withoutPlaceIn(line: string, { names }: UnderstoodText, hits: Lookups['hits']): Found['withoutPlace'] {
  if (names.some((reading) => reading.every((name) => hits.get(name)!.length > 0))) return null;
  const reading = names.find((each) => each.every((name) => hits.get(name)!.length > 0 || / in \S/i.test(name)));
  const leftOut = reading?.flatMap((name) => (hits.get(name)!.length > 0 ? [] : / in \S.*$/i.exec(name)![0].trim()))[0];
  return leftOut === undefined || !line.includes(leftOut) ? null : { line: line.replace(leftOut, ' '), leftOut };
}

/** Ends a voice where the words after it are no longer of its name: “according to ucdp syria backers” is said by UCDP. */
function withVoiceEnded(line: string, voice: string, voices: readonly NamedVoice[]): string {
  const words = voice.split(' ');
  for (let count = words.length; count > 0; count--) {
    const name = words.slice(0, count).join(' ');
    if (matchingVoices(name, voices).length > 0) return line.replace(voice, `${name}, ${words.slice(count).join(' ')}`);
  }
  return line;
}

/** Says which part of a text is not understood. */
function notUnderstood(line: string, { kinds, names, voice }: UnderstoodText, { hits, voices }: Lookups): string {
  if (voice !== null && voices.length === 0) return `No source, publisher or speaker is called “${voice}”. What can be asked:`;
  const unknown = names[0]?.find((name) => (hits.get(name) ?? []).length === 0);
  if (unknown !== undefined && kinds.length > 0) return `No entity is called “${unknown}”. What can be asked:`;
  if (names.length > 0 && kinds.length > 0) return 'The names do not fit this question. What can be asked:';
  return `“${line.slice(0, 60)}” is neither a name in this graph nor a question that it understands. What can be asked:`;
}

/** Puts first, of several entities that a name may mean, those of which the question has an answer. */
async function answeredFirst(hits: Map<string, readonly Hit[]>, { kinds, names, time }: UnderstoodText): Promise<Lookups['hits']> {
  const relation = RELATION_QUESTIONS.get(kinds[0] ?? '');
  const name = names.find((each) => each.length === 1)?.[0];
  const meant = name === undefined ? [] : hits.get(name)!;
  if (!relation || meant.length < 2) return hits;
  const slugs = meant.map(({ entity }) => entity.slug);
  const end = { IN: 'to', OUT: 'from', ANY: 'involving' }[relation.direction];
  const filter = {
    [end]: slugs,
    types: [relation.row.type],
    ...questionTime(time),
    certainty: time === null ? ('POSSIBLE' as const) : ('LIKELY' as const),
  };
  const { relationships } = await runQuery(QuestionAnsweredDocument, { filter });
  const sides =
    relation.direction === 'IN' ? (['to'] as const) : relation.direction === 'OUT' ? (['from'] as const) : (['from', 'to'] as const);
  const answered = new Set(relationships?.nodes.flatMap((tie) => sides.map((side) => tie[side].slug)) ?? []);
  const rank = ({ entity }: Hit) => (answered.has(entity.slug) ? 0 : 1);
  return new Map([...hits, [name!, meant.toSorted((a, b) => rank(a) - rank(b))]]);
}

/** The search takes no longer text. */
const MAX_NAME_LENGTH = 200;

async function hitsOf(name: string): Promise<readonly Hit[]> {
  const text = name.replace(/^the (?=.)/i, '').slice(0, MAX_NAME_LENGTH);
  return (await runQuery(SuggestDocument, { text })).search ?? [];
}
