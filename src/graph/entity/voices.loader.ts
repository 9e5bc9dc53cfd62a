import { type PassageSnapshot, speakerKey } from '../../analysis/projection/passages.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { ChosenVoices, PassageConditions, SpeakerReference } from '../../analysis/projection/voices.ts';
import { AllegianceError, quoted } from '../../model/errors.ts';
import { comparableName, normalizeName } from '../../model/normalizeName.ts';
import { gramsOf, likeness } from '../../model/similarity.ts';
import type { TieFilter, VoiceFilter } from '../../model/tieFilter.ts';
import { PASSAGES } from '../../revisions/touched.ts';
import type { Context } from '../common/context.ts';
import { loadSource, namesOfSources } from '../source/source.loader.ts';
import { resolveReference } from './entity.loader.ts';
import { suggestEntities } from './search.loader.ts';

/** Does a filter restrict anything? One with nothing but null does not. */
export function restrictsVoices(filter: VoiceFilter | null | undefined): filter is VoiceFilter {
  return filter != null && Object.values(filter).some((value) => value !== null && value !== undefined);
}

/** The current view of the graph with its passages. The context records the revision that the answer shows. */
export async function viewWithPassages(context: Context): Promise<View & { readonly passages: PassageSnapshot }> {
  const view = await context.services.projection.viewWithPassages();
  context.setRevision(view.revision);
  context.dependOn(PASSAGES);
  return view as View & { readonly passages: PassageSnapshot };
}

/** The current view of the graph, by the voices of a filter. @throws UNKNOWN_SOURCE, UNKNOWN_ENTITY, BAD_INPUT */
export async function exportedView(context: Context, { voices }: TieFilter): Promise<View> {
  return restrictsVoices(voices) ? byVoices(context, await viewWithPassages(context), voices) : context.services.projection.view();
}

/**
 * The same view by the voices of a filter, or as it is where the filter restricts nothing.
 * @param view Has passages.
 * @throws UNKNOWN_SOURCE, UNKNOWN_ENTITY, BAD_INPUT
 */
export async function byVoices(context: Context, view: View, filter: VoiceFilter | null | undefined): Promise<View> {
  if (!restrictsVoices(filter)) return view;
  return viewByVoices(view, await resolveVoices(context, view, filter));
}

/**
 * The names of a filter, resolved.
 * @throws UNKNOWN_SOURCE for a source or publisher, UNKNOWN_ENTITY for a speaker that is nowhere in the graph
 * @throws BAD_INPUT
 */
export async function resolveVoices(context: Context, view: View, filter: VoiceFilter): Promise<ChosenVoices> {
  if (typeof filter.minVoices === 'number' && filter.minVoices < 0) {
    throw new AllegianceError('BAD_INPUT', `Expected \`minVoices\` of 0 or more; got ${filter.minVoices}.`, { min: 0 });
  }
  return { only: [await resolveConditions(context, view, filter)], minVoices: filter.minVoices ?? null };
}

/** The conditions of a filter that concern single passages: all but `minVoices`. Throws as `resolveVoices`. */
export async function resolveConditions(context: Context, view: View, filter: VoiceFilter): Promise<PassageConditions> {
  const passages = view.passages as PassageSnapshot;
  const sources = (references: VoiceFilter['sources']) => allOf(references, (one) => sourceNamed(context, one));
  const publishers = (names: VoiceFilter['publishers']) => allOf(names, (one) => publisherNamed(context, passages, one));
  const speakers = (references: VoiceFilter['speakers']) => allOf(references, (one) => speakerNamed(context, passages, one));
  return {
    sources: await sources(filter.sources),
    publishers: await publishers(filter.publishers),
    speakers: await speakers(filter.speakers),
    exceptSources: await sources(filter.exceptSources),
    exceptPublishers: await publishers(filter.exceptPublishers),
    exceptSpeakers: await speakers(filter.exceptSpeakers),
    minReliability: filter.minReliability ?? null,
    knownBy: filter.knownBy?.last ?? null,
  };
}

async function allOf<T>(references: readonly string[] | null | undefined, find: (reference: string) => Promise<T>): Promise<T[] | null> {
  return references ? Promise.all(references.map(find)) : null;
}

async function sourceNamed(context: Context, reference: string): Promise<string> {
  const source = await loadSource(context, reference);
  if (source) return source.id;
  const sources = await namesOfSources(context);
  const suggestions = nearest(reference, sources, ({ key, title }) => [key, title]).map(({ key, title }) => ({ key, title }));
  const hint = suggestionText(suggestions.map(({ key }) => key)) || ' `sources` lists them.';
  const message = `Expected the id or key of a source; got ${quoted(reference)}, which names none.${hint}`;
  throw new AllegianceError('UNKNOWN_SOURCE', message, { suggestions });
}

/** The publisher as the passages have it. */
async function publisherNamed(context: Context, { publisherIndex }: PassageSnapshot, name: string): Promise<string> {
  const normalized = comparableName(name);
  if (publisherIndex.has(normalized)) return normalized;
  const publishers = (await namesOfSources(context)).flatMap(({ publisher }) => publisher ?? []);
  const suggestions = nearest(name, [...new Set(publishers)], (one) => [one]);
  const message = `Expected the publisher of a source; got ${quoted(name)}, which publishes none.${suggestionText(suggestions)}`;
  throw new AllegianceError('UNKNOWN_SOURCE', message, { suggestions });
}

async function speakerNamed(context: Context, { speakers, speakerIndex }: PassageSnapshot, reference: string): Promise<SpeakerReference> {
  const actor = await resolveReference(context, reference);
  if (actor !== null) return { actor };
  const words = { words: reference };
  if (speakerIndex.has(speakerKey(words))) return words;
  const entities = await suggestEntities(context, reference);
  const attributions = nearest(
    reference,
    speakers.flatMap((one) => (one.actor === null ? one.words : [])),
    (one) => [one],
  );
  const hint = suggestionText([...attributions, ...entities.map(({ slug }) => slug)].slice(0, MAX_SUGGESTIONS));
  const message = `Expected an actor (id, slug or scheme:value) or the words of an attribution; got ${quoted(reference)}, which is neither.${hint}`;
  throw new AllegianceError('UNKNOWN_ENTITY', message, { suggestions: entities, attributions });
}

const MAX_SUGGESTIONS = 3;

/** The items with a name that is most like the text: as search judges it, or else by the trigrams that they share. */
function nearest<T>(text: string, items: readonly T[], namesOf: (item: T) => readonly string[]): T[] {
  const query = normalizeName(text);
  const alike = best(items, (item) => namesOf(item).map((name) => likeness(query, normalizeName(name))?.score ?? 0));
  return alike.length > 0 ? alike : best(items, (item) => namesOf(item).map((name) => sharedGrams(text, name)));
}

/** The items with the highest scores above 0. */
function best<T>(items: readonly T[], scoresOf: (item: T) => readonly number[]): T[] {
  return items
    .map((item) => ({ item, score: Math.max(...scoresOf(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ item }) => item);
}

/** The share of trigrams that two names must have in common. */
const MIN_SHARED_GRAMS = 0.4;

/** The share of the trigrams of two names that they have in common; 0 where that is little. */
function sharedGrams(one: string, other: string): number {
  const [some, others] = [one, other].map((name) => new Set(gramsOf(name).split(' ')));
  const shared = [...some!].filter((gram) => others!.has(gram)).length;
  const share = (2 * shared) / (some!.size + others!.size);
  return share < MIN_SHARED_GRAMS ? 0 : share;
}

function suggestionText(names: readonly string[]): string {
  return names.length > 0 ? ` Did you mean ${names.map((name) => `"${name}"`).join(' or ')}?` : '';
}

/** Views by voices, by the view and then by the voices: what was weighed for one question serves the next. */
const weighedViews = new WeakMap<View, Map<string, View>>();
/** Each takes FACTS numbers per tie at most. */
const MAX_WEIGHED_VIEWS = 4;

/** The view by these voices. */
export function viewByVoices(view: View, voices: ChosenVoices): View {
  const views = weighedViews.get(view) ?? new Map<string, View>();
  weighedViews.set(view, views);
  const key = JSON.stringify(voices);
  const known = views.get(key) ?? view.byVoices(view.compile(voices));
  // Moved to the end: the first is the one that was not used for longest.
  views.delete(key);
  views.set(key, known);
  if (views.size > MAX_WEIGHED_VIEWS) views.delete(views.keys().next().value!);
  return known;
}
