import fc from 'fast-check';
import type { ProjectionPassage, ProjectionSource, ProjectionTie } from '../../../src/analysis/projection/records.ts';
import type { ChosenVoices, PassageConditions } from '../../../src/analysis/projection/voices.ts';
import { confidenceOf, countVoices, statusOf, type Testimony, voiceOf } from '../../../src/model/confidence.ts';
import { dateOrNull, parseDate } from '../../../src/model/date.ts';
import { RELIABILITIES } from '../../../src/model/kinds.ts';
import { normalizeName } from '../../../src/model/normalizeName.ts';
import { entityId } from './graph.ts';

/** Passages about the ties of a generated graph, with their sources, as the projection stores them. */
export interface Evidence {
  readonly sources: readonly ProjectionSource[];
  readonly passages: ReadonlyMap<string, readonly ProjectionPassage[]>;
}

const SOURCES = ['S-000000000001', 'S-000000000002', 'S-000000000003', 'S-000000000004'] as const;
const PUBLISHERS = [null, 'The Wire', 'the wire', 'UCDP'] as const;
const WORDS = ['two rebel sources', 'Two rebel sources', 'a spokesman'] as const;
const DATES = [null, null, '2015', '2016-05', '2016-05-10', '[2016-01-11..2016-01-17]'] as const;
/** Actors that speak: the first of the graph. */
const SPEAKERS = 4;

const date = fc.constantFrom(...DATES);
const speaker = fc.oneof(
  { weight: 2, arbitrary: fc.constant([null, null] as const) },
  { weight: 3, arbitrary: fc.nat(SPEAKERS - 1).map((n) => [entityId(n), null] as const) },
  { weight: 2, arbitrary: fc.constantFrom(...WORDS).map((words) => [null, words] as const) },
  { weight: 1, arbitrary: fc.nat(SPEAKERS - 1).map((n) => [entityId(n), 'a spokesman'] as const) },
);

const passage: fc.Arbitrary<ProjectionPassage> = fc
  .record({
    source: fc.constantFrom(...SOURCES),
    speaker,
    denies: fc.constantFrom(0, 0, 0, 1),
    hedged: fc.constantFrom(0, 0, 1),
    stated: date,
  })
  .chain((one) => fc.constantFrom('2016-05-09', '2026-01-31').map((recordedAt) => ({ ...one, recordedAt })))
  .map(({ source, speaker: [actor, words], denies, hedged, stated, recordedAt }) => {
    return [source, actor, words, denies as 0 | 1, hedged as 0 | 1, stated, recordedAt] as const;
  });

/** Passages about ties; a few ties have none. */
export function evidence(ties: readonly ProjectionTie[]): fc.Arbitrary<Evidence> {
  const lists = fc.array(fc.array(passage, { maxLength: 4 }), { minLength: ties.length, maxLength: ties.length });
  const sources = fc.tuple(...SOURCES.map((id) => source(id)));
  return fc.record({ sources, lists }).map(({ sources, lists }) => {
    return { sources, passages: new Map(lists.map((list, index) => [ties[index]!.id, list])) };
  });
}

function source(id: string): fc.Arbitrary<ProjectionSource> {
  const values = { publisher: fc.constantFrom(...PUBLISHERS), publishedOn: date, reliability: fc.constantFrom(...RELIABILITIES) };
  return fc.record(values).map((rest) => ({ id, ...rest }));
}

/** Left out two times in three: with all conditions hardly any passage counts. */
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary });
const someSources = fc.subarray([...SOURCES]);
const somePublishers = fc.subarray(['the wire', 'ucdp', 'nobody']);
const someSpeakers = fc.subarray([
  ...Array.from({ length: SPEAKERS }, (_, n) => ({ actor: entityId(n) })),
  ...WORDS.map((words) => ({ words })),
]);

const conditions: fc.Arbitrary<PassageConditions> = fc.record({
  sources: seldom(someSources),
  publishers: seldom(somePublishers),
  speakers: seldom(someSpeakers),
  exceptSources: seldom(someSources),
  exceptPublishers: seldom(somePublishers),
  exceptSpeakers: seldom(someSpeakers),
  minReliability: seldom(fc.constantFrom(...RELIABILITIES)),
  knownBy: seldom(fc.constantFrom('2015', '2016-05-09', '2016-05', '2016').map((text) => parseDate(text).last)),
});

export const voices: fc.Arbitrary<ChosenVoices> = fc.record({
  only: fc.oneof({ weight: 5, arbitrary: conditions.map((one) => [one]) }, { weight: 1, arbitrary: fc.tuple(conditions, conditions) }),
  without: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: conditions }),
  minVoices: fc.constantFrom(null, null, null, 1, 2),
});

/**
 * The tie as the passages that count make it, by plain code; null where none does.
 * @param canonOf The entity that one is merged into.
 */
export function weighedPlainly(tie: ProjectionTie, { sources, passages }: Evidence, voices: ChosenVoices, canonOf: (id: string) => string) {
  const counting = (passages.get(tie.id) ?? []).filter((one) => {
    const meets = (conditions: PassageConditions) => meetsPlainly(one, sourceOf(one), conditions, canonOf);
    return voices.only.every(meets) && !(voices.without && meets(voices.without));
  });
  if (counting.length === 0) return null;
  const testimonies = counting.map((one) => testimonyOf(one, sourceOf(one), canonOf));
  if (countVoices(testimonies).asserting < (voices.minVoices ?? 0)) return null;
  const confidence = tie.confidenceSet ? tie.confidence : confidenceOf(testimonies);
  return { ...tie, status: statusOf(testimonies), confidence };

  function sourceOf([id]: ProjectionPassage): ProjectionSource {
    return sources.find((one) => one.id === id)!;
  }
}

function testimonyOf(passage: ProjectionPassage, source: ProjectionSource, canonOf: (id: string) => string): Testimony {
  const [, actor, attribution, denies, hedged, statedOn] = passage;
  const { publisher, publishedOn, reliability } = source;
  const attributedTo = actor === null ? null : canonOf(actor);
  const said = dateOrNull(statedOn ?? publishedOn ?? '');
  const voice = voiceOf({ source: source.id, publisher, attributedTo, attribution });
  return { voice, reliability, stance: denies ? 'DENIES' : 'ASSERTS', hedged: hedged === 1, said };
}

function meetsPlainly(
  passage: ProjectionPassage,
  source: ProjectionSource,
  requested: PassageConditions,
  canonOf: (id: string) => string,
): boolean {
  const [, actor, words, , , statedOn, recordedAt] = passage;
  const isOneOf = (speakers: PassageConditions['speakers']) =>
    speakers!.some((one) => {
      if ('actor' in one) return actor !== null && canonOf(one.actor) === canonOf(actor);
      return actor === null && words !== null && normalizeName(one.words) === normalizeName(words);
    });
  const isOf = (publishers: readonly string[]) => source.publisher !== null && publishers.includes(normalizeName(source.publisher));
  const known = parseDate(statedOn ?? source.publishedOn ?? recordedAt).last;
  return (
    (!requested.sources || requested.sources.includes(source.id)) &&
    (!requested.publishers || isOf(requested.publishers)) &&
    (!requested.speakers || isOneOf(requested.speakers)) &&
    !requested.exceptSources?.includes(source.id) &&
    !(requested.exceptPublishers && isOf(requested.exceptPublishers)) &&
    !(requested.exceptSpeakers && isOneOf(requested.exceptSpeakers)) &&
    (!requested.minReliability || source.reliability <= requested.minReliability) &&
    known <= (requested.knownBy ?? Number.POSITIVE_INFINITY)
  );
}
