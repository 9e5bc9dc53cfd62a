import { idSuffix } from '../../../model/id.ts';
import { PREFERRED } from '../../../store/entity.ts';
import { tieId } from '../../../store/mintId.ts';
import type { EvidenceRecord, SourceRecord } from '../../../store/source.ts';
import { parsePeriod, type TieRecord } from '../../../store/tie.ts';
import type { EventWithParticipants, NamedEntity } from '../../../write/load/unitOfWork.ts';
import type { BatchKind } from '../../../write/validate/validate.ts';

/** A line of the file. */
export interface RowLine {
  readonly kind: BatchKind;
  readonly row: Readonly<Record<string, unknown>>;
}

/** Gives the reference for an id in a row: the slug of an entity, the key of a source. */
export type ReferenceOf = (id: string) => string;

/** The row without fields that are null or empty lists. */
function withoutEmpty(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const hasValue = (value: unknown): boolean => value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(row).filter(([, value]) => hasValue(value)));
}

const trueOrNull = (value: boolean): true | null => value || null;
const referenceOrNull = (id: string | null, referenceOf: ReferenceOf): string | null => (id === null ? null : referenceOf(id));

/** The line of a source. */
export function sourceLine({ key, title, publisher, url, publishedOn, reliability, citation }: SourceRecord): RowLine {
  return { kind: 'sources', row: withoutEmpty({ key, title, publisher, url, publishedOn, reliability, citation }) };
}

/** The line of an actor or a place. */
export function entityLine(entity: NamedEntity, referenceOf: ReferenceOf): RowLine {
  const { slug, name, description, latitude, longitude, activeFrom, activeTo } = entity;
  const identifiers = entity.identifiers.map((key) => ({ scheme: key.slice(0, key.indexOf(':')), value: key.slice(key.indexOf(':') + 1) }));
  const shared = { slug, name, identifiers, aliases: aliases(entity), description };
  if (entity.kind === 'PLACE') return { kind: 'places', row: withoutEmpty({ ...shared, kind: entity.placeKind, latitude, longitude }) };
  const territory = referenceOrNull(entity.territory, referenceOf);
  return { kind: 'actors', row: withoutEmpty({ ...shared, kind: entity.kind, activeFrom, activeTo, territory }) };
}

/** The aliases in their recorded order. The preferred name is among them only where it has a language or dates. */
function aliases({ names }: NamedEntity): Readonly<Record<string, unknown>>[] {
  return names.flatMap(({ name, language, kind, start, end }) => {
    if (kind !== PREFERRED) return [withoutEmpty({ name, language, kind, start, end })];
    return language === null && start === null && end === null ? [] : [withoutEmpty({ name, language, start, end })];
  });
}

/** The line of an event with its participants and evidence. */
export function eventLine(event: EventWithParticipants, evidence: readonly EvidenceRecord[], referenceOf: ReferenceOf): RowLine {
  const { key, kind, title, start, end, ongoing, placePrecision } = event;
  const { deathsBest, deathsLow, deathsHigh, deathsText, civilianDeaths, injured } = event;
  const participants = event.participants.map(({ actor, role, deaths }) => withoutEmpty({ actor: referenceOf(actor), role, deaths }));
  const what = { key, kind, title, start, end, ongoing, place: referenceOrNull(event.place, referenceOf), placePrecision, participants };
  const casualties = { deathsBest, deathsLow, deathsHigh, deathsText, civilianDeaths, injured };
  return { kind: 'events', row: withoutEmpty({ ...what, ...casualties, evidence: evidence.map((one) => evidenceRow(one, referenceOf)) }) };
}

/** The line of a tie with its evidence. */
export function tieLine(tie: TieRecord, evidence: readonly EvidenceRecord[], referenceOf: ReferenceOf): RowLine {
  const { type, key, start, end, ongoing, attestedFrom, attestedUntil, extent, eventCount, deathsBest, deathsLow, deathsHigh } = tie;
  return {
    kind: 'relationships',
    row: withoutEmpty({
      ...{ type, from: referenceOf(tie.from), to: referenceOf(tie.to), key, mintedAs: mintedAs(tie) },
      ...{ start, end, ongoing, attestedFrom, attestedUntil },
      confidence: tie.confidenceSet ? tie.confidence : null,
      against: tie.against.map(referenceOf),
      periods: tie.periods.map(parsePeriod).map(({ kinds, ...span }) => ({ ...withoutEmpty(span), kinds })),
      ...{ extent, eventCount, deathsBest, deathsLow, deathsHigh, derived: trueOrNull(tie.derived) },
      evidence: evidence.map((one) => evidenceRow(one, referenceOf)),
    }),
  };
}

/** The last part of the tie's id where it no longer follows from the fields, because they were corrected later; else null. */
function mintedAs({ id, type, from, to, key, start, against }: TieRecord): string | null {
  return tieId(type, from, to, key ? { key } : { start, against }) === id ? null : idSuffix(id);
}

function evidenceRow(evidence: EvidenceRecord, referenceOf: ReferenceOf): Readonly<Record<string, unknown>> {
  const { locator, stance, quote, attribution, statedOn, asOf, deathsBest, deathsLow, deathsHigh, deathsText } = evidence;
  return withoutEmpty({
    source: referenceOf(evidence.source),
    locator,
    stance: stance === 'ASSERTS' ? null : stance,
    quote,
    verbatim: trueOrNull(evidence.verbatim),
    hedged: trueOrNull(evidence.hedged),
    attributedTo: referenceOrNull(evidence.attributedTo, referenceOf),
    ...{ attribution, statedOn, asOf, deathsBest, deathsLow, deathsHigh, deathsText },
  });
}

/** The line of a merge, for an entity that is merged into another one. */
export function mergeLine(entity: NamedEntity, referenceOf: ReferenceOf): RowLine {
  return { kind: 'merges', row: { keep: referenceOf(entity.mergedInto!), merge: entity.slug, reason: entity.mergeReason } };
}
