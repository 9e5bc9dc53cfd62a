import { normalizeName } from '../../model/normalizeName.ts';
import type { Subject } from '../../model/statement.ts';
import type { SuggestQuery } from '../api/operations.ts';
import { enumLabel } from '../graph/names.ts';
import type { TimeSelection } from '../state/view.ts';
import { encodeQuestion, fits, nameCounts, type Question, questionInWords, type Voice } from './question.ts';
import type { UnderstoodText } from './understand.ts';

export type Hit = NonNullable<SuggestQuery['search']>[number];

/** A voice that a text may mean. */
export interface NamedVoice {
  readonly voice: Voice;
  readonly name: string;
}

/** What the box offers for a text: an entity, a whole question, or the beginning of one, which goes on in the box. */
export type Completion =
  | { readonly offers: 'entity'; readonly key: string; readonly label: string; readonly hit: Hit }
  | {
      readonly offers: 'question';
      readonly key: string;
      readonly label: string;
      readonly question: Question;
      readonly kinds: readonly string[];
    }
  | { readonly offers: 'beginning'; readonly key: string; readonly label: string; readonly text: string };

/** What was found for the parts of a text. */
export interface Lookups {
  /** Entities by the text of a name. */
  readonly hits: ReadonlyMap<string, readonly Hit[]>;
  readonly voices: readonly NamedVoice[];
}

/** Rows that the box offers. */
const MAX_COMPLETIONS = 9;
const MAX_ENTITIES = 5;
/** Entities that one part of a text may mean within questions. */
const MAX_HITS = 6;

/** Questions that are offered for a name alone, where they fit it. */
const QUESTIONS_OF_A_NAME = ['backedBy', 'backs', 'controlledBy', 'fights', 'foes', 'friends', 'events', 'changes'];
/** Beginnings that show what can be asked. */
const QUESTIONS_TO_BEGIN = [
  'backedBy',
  'backs',
  'controlledBy',
  'fights',
  'stance',
  'connected',
  'changes',
  'events',
  'disputes',
  'camps',
  'alone',
  'central',
  'mostBacked',
  'mostFighting',
  'mostDeaths',
];

/** All that the box offers for what was understood, the likeliest first. */
export function completionsOf(text: string, understood: UnderstoodText, lookups: Lookups, chosenTime: TimeSelection | null): Completion[] {
  const whole = lookups.hits.get(text.trim()) ?? [];
  const entities = whole.slice(0, MAX_ENTITIES).map(entityCompletion);
  const questions = understood.kinds.length > 0 ? questionsOf(understood, lookups) : questionsOfName(understood, lookups, chosenTime);
  // “Hub” is a name before it is a word of a question.
  const named = entities.filter(({ hit }) => normalizeName(hit.matched) === normalizeName(text.trim()));
  const isName = understood.kinds.length === 0 && understood.time === null && understood.voice === null;
  const offered = isName ? [...entities, ...questions] : [...named, ...questions, ...entities];
  return withDistinctLabels(offered).slice(0, MAX_COMPLETIONS);
}

/** Each once; where two read alike, the later one says which kinds of entity it means. */
function withDistinctLabels(offered: readonly Completion[]): Completion[] {
  const keys = new Set<string>();
  const labels = new Set<string>();
  return offered.flatMap((each) => {
    if (keys.has(each.key)) return [];
    keys.add(each.key);
    if (each.offers !== 'question' || !labels.has(each.label)) {
      labels.add(each.label);
      return [each];
    }
    return [{ ...each, label: `${each.label} (${each.kinds.map(enumLabel).join(', ')})` }];
  });
}

/** What can be asked, for a text of which nothing was understood. */
export const beginnings = (): Completion[] => QUESTIONS_TO_BEGIN.map((kind) => beginningOf(kind, []));

const entityCompletion = (hit: Hit) => ({ offers: 'entity' as const, key: `entity ${hit.entity.slug}`, label: hit.entity.name, hit });

function questionsOf(understood: UnderstoodText, lookups: Lookups): Completion[] {
  const voices = understood.voice === null ? [null] : lookups.voices.length > 0 ? lookups.voices.slice(0, 3) : [];
  const perKind = understood.kinds.map((kind) => voices.flatMap((voice) => questionsOfKind(kind, understood, lookups, voice)));
  // The best of each kind before the second best of any: words that may mean several kinds offer each of them.
  const [first = [], ...others] = perKind;
  const rest = Array.from({ length: MAX_HITS }, (_, at) => others.flatMap((of) => of[at] ?? [])).flat();
  return [...first.slice(0, MAX_HITS), ...rest];
}

function questionsOfKind(kind: string, understood: UnderstoodText, { hits, voices }: Lookups, voice: NamedVoice | null): Completion[] {
  const [least, most] = nameCounts(kind);
  const { time } = understood;
  if (kind === 'alone')
    return sourcesOf(understood, voices, voice).map((each) => question({ kind, names: [], time: null, voice: each.voice }, [], each.name));
  if (kind === 'according' && voice === null) return [];
  const readings = understood.names.filter((names) => names.length >= least && names.every((name) => (hits.get(name) ?? []).length > 0));
  const completionsOfReading = (names: readonly string[]) => {
    const meant = names
      .slice(0, most)
      .map((name, at) => (hits.get(name) ?? []).filter(({ entity }) => fits(kind, at, entity.kind)).slice(0, MAX_HITS));
    return combinations(meant).map((chosen) =>
      question(
        { kind, names: chosen.map(({ entity }) => entity.slug), time, voice: voice?.voice ?? null },
        chosen.map(({ entity }) => entity),
        voice?.name ?? null,
      ),
    );
  };
  // The likeliest reading that means anybody: others divide names that belong together.
  const made = readings.map(completionsOfReading).find((found) => found.length > 0) ?? [];
  const unread = understood.names.length > 0 && made.length === 0;
  // A question that takes no name is offered for a text with names only where its words mean nothing else.
  if (most === 0 && understood.names.length > 0 && kind !== understood.kinds[0]) return [];
  if (least === 0 && (understood.names.length === 0 || most === 0))
    return [question({ kind, names: [], time, voice: voice?.voice ?? null }, [], voice?.name ?? null)];
  if (made.length > 0 || (unread && readings.length === 0 && !secondMissing(kind, understood, hits))) return made;
  const [known] = understood.names.flatMap((names) => (names.length === 1 ? [hits.get(names[0]!)?.[0]] : []));
  return [beginningOf(kind, known && fits(kind, 0, known.entity.kind) ? [known.entity] : [])];
}

/** Is the first of two names understood, and the second not yet typed? */
const secondMissing = (kind: string, { names }: UnderstoodText, hits: Lookups['hits']): boolean =>
  nameCounts(kind)[0] === 2 && names[0]?.length === 1 && (hits.get(names[0][0]!) ?? []).length > 0;

/** The sources that “what rests on S alone” may mean. */
function sourcesOf({ names }: UnderstoodText, voices: readonly NamedVoice[], voice: NamedVoice | null): readonly NamedVoice[] {
  if (voice) return voice.voice.by === 'source' ? [voice] : [];
  const sources = voices.filter((each) => each.voice.by === 'source');
  const text = names[0]?.join(' ') ?? '';
  return matchingVoices(text, sources).slice(0, 4);
}

/** The voices that a text may mean: each of its words begins a word of the name, or is its initials. First those whose whole name it is. */
export function matchingVoices(text: string, voices: readonly NamedVoice[]): NamedVoice[] {
  const words = normalizeName(text)
    .split(' ')
    .filter((word) => word !== '' && word !== 'the' && word !== 'source');
  const typed = words.join(' ');
  const found = voices.flatMap((one) => {
    const wholes = [normalizeName(one.name), normalizeName(one.voice.value)];
    const ofName = wholes[0]!.split(' ');
    if (ofName.length > 1) wholes.push(ofName.map((word) => word.charAt(0)).join(''));
    const parts = wholes.flatMap((whole) => whole.split(' '));
    return words.every((word) => parts.some((part) => part.startsWith(word)))
      ? [{ one, isWhole: wholes.some((whole) => whole.replace(/^the /, '') === typed) }]
      : [];
  });
  return [...found.filter(({ isWhole }) => isWhole), ...found.filter(({ isWhole }) => !isWhole)].map(({ one }) => one);
}

function questionsOfName({ names, time, voice }: UnderstoodText, lookups: Lookups, chosenTime: TimeSelection | null): Completion[] {
  const isOneName = (lookups.hits.get(names[0]?.[0] ?? '') ?? []).some(
    ({ matched }) => names[0]?.length === 1 && normalizeName(matched) === normalizeName(names[0][0]!),
  );
  const pair = names.find((each) => !isOneName && each.length === 2 && each.every((name) => (lookups.hits.get(name) ?? []).length > 0));
  const said = voice === null ? null : lookups.voices[0];
  if (said === undefined) return [];
  const make = (kind: string, chosen: readonly Hit[], at: TimeSelection | null) =>
    question(
      { kind, names: chosen.map(({ entity }) => entity.slug), time: at, voice: said?.voice ?? null },
      chosen.map(({ entity }) => entity),
      said?.name ?? null,
    );
  if (pair) {
    const chosen = pair.map(
      (name, at) => lookups.hits.get(name)!.find(({ entity }) => fits('stance', at, entity.kind)) ?? lookups.hits.get(name)![0]!,
    );
    return ['stance', 'connected'].map((kind) => make(kind, chosen, time ?? chosenTime));
  }
  const [only] = names[0] === undefined ? [] : (lookups.hits.get(names[0][0]!) ?? []);
  if (!only) return time?.until ? [make('changes', [], time)] : time ? [make('camps', [], time)] : [];
  const kinds = QUESTIONS_OF_A_NAME.filter((kind) => fits(kind, 0, only.entity.kind) && (kind !== 'changes' || time !== null));
  return kinds.map((kind) => make(kind, [only], time));
}

function question(made: Question, subjects: readonly Subject[], voiceName: string | null): Completion {
  const label = questionInWords(made, subjects, voiceName);
  return { offers: 'question', key: encodeQuestion(made), label, question: made, kinds: subjects.flatMap(({ kind }) => kind ?? []) };
}

/** The beginning of a question, up to the name that is missing; the question itself where it needs none. */
function beginningOf(kind: string, known: readonly Subject[]): Completion {
  if (nameCounts(kind)[0] === 0 && kind !== 'alone') return question({ kind, names: [], time: null, voice: null }, [], null);
  const label = questionInWords({ kind, time: null }, known, null);
  return { offers: 'beginning', key: `begin ${kind}`, label, text: label.slice(0, label.indexOf('…')) };
}

/** Every choice of one from each list, the first of each first. */
function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  const all = lists.reduce<T[][]>((made, list) => made.flatMap((chosen) => list.map((each) => [...chosen, each])), [[]]);
  return lists.length === 0 ? [] : all.filter((chosen) => new Set(chosen).size === chosen.length).slice(0, MAX_HITS);
}
