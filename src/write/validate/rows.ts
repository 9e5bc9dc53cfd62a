import { z } from 'zod';
import { parseDate } from '../../model/date.ts';
import { AllegianceError, received } from '../../model/errors.ts';
import { isIdSuffix, isOutsideIdentifier, isSlug } from '../../model/id.ts';
import {
  ACTOR_KINDS,
  ALIAS_KINDS,
  CONTROL_EXTENTS,
  EVENT_KINDS,
  EVENT_ROLES,
  PLACE_KINDS,
  PLACE_PRECISIONS,
  RELIABILITIES,
  STANCES,
  SUPPORT_KINDS,
} from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';

/**
 * The schemas of the rows that may be written, whether by a mutation, an import or the seed. A field that is left out stays
 * as it is, null clears it, lists are united. Entities, sources and events are referred to by id, slug or key, or
 * `scheme:value`.
 */

const MAX_TEXT_LENGTH = 10_000;
/** Neo4j indexes no key longer than about 8 kB. */
const MAX_IDENTIFIER_LENGTH = 500;
const MAX_COUNT = 2_147_483_647;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters rejected
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Issue {
  readonly input?: unknown;
}

/** The message of a check: what was expected, and what was received. */
const expected = (what: string) => ({ error: ({ input }: Issue) => `Expected ${what}; got ${received(input)}.` });
/** The message of a text that is too long. */
export const expectedAtMost = (length: number) => ({
  error: ({ input }: Issue) => `Expected at most ${length} characters; got ${String(input).length}.`,
});
const numberFrom = (min: number, max: number) => {
  const message = expected(`a number from ${min} to ${max}`);
  return z.number(message).min(min, message).max(max, message);
};

const text = z
  .string()
  .min(1, 'Expected some text; got none.')
  .max(MAX_TEXT_LENGTH, expectedAtMost(MAX_TEXT_LENGTH))
  .refine((value) => !LONE_SURROGATE.test(value), 'Expected Unicode text; got a lone surrogate (half of a character).');
export const line = text.refine((value) => !CONTROL_CHARACTER.test(value), 'Expected one line of text; got control characters.');
const prose = text.refine((value) => !value.includes('\0'), 'Expected text without NUL characters; got some.');
export const reference = line;
const slug = line.refine(isSlug, expected('lower-case words of a-z and 0-9 joined by hyphens, such as "hayat-tahrir-al-sham"'));
const WHOLE_NUMBER = expected(`a whole number from 0 to ${MAX_COUNT}`);
const count = z.int(WHOLE_NUMBER).min(0, WHOLE_NUMBER).max(MAX_COUNT, WHOLE_NUMBER);
const confidence = numberFrom(0, 1);

const date = z.string().superRefine((value, context) => {
  try {
    parseDate(value);
  } catch (error) {
    if (!(error instanceof AllegianceError)) throw error;
    context.addIssue({ code: 'custom', message: error.message, params: { code: error.code } });
  }
});

const identifier = z
  .strictObject({
    scheme: line.max(MAX_IDENTIFIER_LENGTH, expectedAtMost(MAX_IDENTIFIER_LENGTH)),
    value: line.max(MAX_IDENTIFIER_LENGTH, expectedAtMost(MAX_IDENTIFIER_LENGTH)),
  })
  .refine(({ scheme, value }) => isOutsideIdentifier(`${scheme}:${value}`), {
    error: ({ input }: Issue) =>
      `Expected a scheme of a-z, 0-9, dot and hyphen, such as "ucdp"; got ${received((input as { scheme?: unknown }).scheme)}.`,
  });

const alias = z.strictObject({
  name: line,
  language: line.nullish(),
  kind: z.enum(ALIAS_KINDS).nullish(),
  start: date.nullish(),
  end: date.nullish(),
});

const namedFields = {
  slug,
  name: line,
  identifiers: z.array(identifier).nullish(),
  aliases: z.array(alias).nullish(),
  description: prose.nullish(),
};

export const actorRow = z.strictObject({
  ...namedFields,
  kind: z.enum(ACTOR_KINDS),
  activeFrom: date.nullish(),
  activeTo: date.nullish(),
  territory: reference.nullish(),
});

export const placeRow = z.strictObject({
  ...namedFields,
  kind: z.enum(PLACE_KINDS),
  latitude: numberFrom(-90, 90).nullish(),
  longitude: numberFrom(-180, 180).nullish(),
  within: reference.nullish(),
});

export const sourceRow = z.strictObject({
  key: line,
  title: line,
  publisher: line.nullish(),
  url: line.regex(/^https?:\/\//, expected('an address that starts with http:// or https://')).nullish(),
  publishedOn: date.nullish(),
  reliability: z.enum(RELIABILITIES).nullish(),
  citation: prose.nullish(),
});

const deaths = { deathsBest: count.nullish(), deathsLow: count.nullish(), deathsHigh: count.nullish() };

export const evidenceRow = z.strictObject({
  source: reference,
  locator: line.nullish(),
  stance: z.enum(STANCES).nullish(),
  quote: prose,
  verbatim: z.boolean().nullish(),
  hedged: z.boolean().nullish(),
  attributedTo: reference.nullish(),
  attribution: line.nullish(),
  statedOn: date.nullish(),
  asOf: date.nullish(),
  ...deaths,
  deathsText: line.nullish(),
});

const supportPeriod = z.strictObject({ start: date.nullish(), end: date.nullish(), kinds: z.array(z.enum(SUPPORT_KINDS)) });

const interval = {
  start: date.nullish(),
  end: date.nullish(),
  ongoing: z.boolean().nullish(),
};

export const relationshipRow = z.strictObject({
  id: reference.nullish(),
  key: line.nullish(),
  /** The last 12 characters of the id that it has in another graph, where they can no longer be derived from key, start and opponents. */
  mintedAs: z.string().refine(isIdSuffix, expected('the last 12 characters of the id of a relationship: 0-9 and A-V')).nullish(),
  type: z.enum(RELATIONSHIP_TYPES as [RelationshipType, ...RelationshipType[]]),
  from: reference,
  to: reference,
  ...interval,
  attestedFrom: date.nullish(),
  attestedUntil: date.nullish(),
  confidence: confidence.nullish(),
  against: z.array(reference).nullish(),
  periods: z.array(supportPeriod).nullish(),
  extent: z.enum(CONTROL_EXTENTS).nullish(),
  eventCount: count.nullish(),
  ...deaths,
  derived: z.boolean().nullish(),
  evidence: z.array(evidenceRow).nullish(),
});

const participant = z.strictObject({ actor: reference, role: z.enum(EVENT_ROLES), deaths: count.nullish() });

export const eventRow = z.strictObject({
  key: line,
  kind: z.enum(EVENT_KINDS),
  title: line,
  ...interval,
  start: date,
  place: reference.nullish(),
  placePrecision: z.enum(PLACE_PRECISIONS).nullish(),
  participants: z.array(participant).min(1, 'Expected at least one participant; got none.'),
  ...deaths,
  deathsText: line.nullish(),
  civilianDeaths: count.nullish(),
  injured: count.nullish(),
  evidence: z.array(evidenceRow).nullish(),
});

export type ActorRow = z.infer<typeof actorRow>;
export type PlaceRow = z.infer<typeof placeRow>;
export type SourceRow = z.infer<typeof sourceRow>;
export type EvidenceRow = z.infer<typeof evidenceRow>;
export type RelationshipRow = z.infer<typeof relationshipRow>;
export type EventRow = z.infer<typeof eventRow>;

/** The kinds of row, in the order in which a batch is written: those that others refer to come first. */
export const ROW_SCHEMAS = {
  sources: sourceRow,
  places: placeRow,
  actors: actorRow,
  events: eventRow,
  relationships: relationshipRow,
} as const;
export type RowKind = keyof typeof ROW_SCHEMAS;
export const ROW_KINDS = Object.keys(ROW_SCHEMAS) as RowKind[];
export type EntityRow = ActorRow | PlaceRow;
