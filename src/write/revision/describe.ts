import { type Subject, tieStatement } from '../../model/statement.ts';
import type { NameRecord } from '../../store/entity.ts';
import type { Participation } from '../../store/event.ts';
import type { EvidenceRecord } from '../../store/source.ts';
import type { TieRecord } from '../../store/tie.ts';

/** The name of the entity with an id. */
export type NameOf = (id: string) => string;

/** Labels of fields in descriptions of changes. Fields without a label are derived from others and are left out. */
const FIELD_LABELS: Readonly<Record<string, string>> = {
  kind: 'kind',
  title: 'title',
  description: 'description',
  identifiers: 'identifiers',
  names: 'names',
  activeFrom: 'active from',
  activeTo: 'active to',
  territory: 'territory',
  latitude: 'latitude',
  longitude: 'longitude',
  mergedInto: 'merged into',
  publisher: 'publisher',
  url: 'address',
  publishedOn: 'published on',
  reliability: 'reliability',
  citation: 'citation',
  start: 'start',
  end: 'end',
  ongoing: 'ongoing',
  attestedFrom: 'attested from',
  attestedUntil: 'attested until',
  status: 'status',
  confidence: 'confidence',
  confidenceSet: 'confidence set by hand',
  against: 'against',
  periods: 'periods of support',
  extent: 'extent',
  eventCount: 'events',
  place: 'place',
  placePrecision: 'precision of the place',
  participants: 'participants',
  deathsBest: 'deaths, best estimate',
  deathsLow: 'deaths, lowest estimate',
  deathsHigh: 'deaths, highest estimate',
  deathsText: 'deaths in words',
  civilianDeaths: 'civilian deaths',
  injured: 'injured',
  verbatim: 'verbatim',
  hedged: 'hedged',
  statedOn: 'stated on',
  asOf: 'as of',
};

/** Fields whose values are ids. */
const REFERENCE_FIELDS = new Set(['territory', 'mergedInto', 'against', 'place']);

const MAX_VALUE_LENGTH = 120;

type Fields = Readonly<Record<string, unknown>>;

/** Describes a change, before and after: `end: not known → 2024-12-08; confidence: 0.85 → 0.97`. */
export function describeDifference(before: Fields, after: Fields, nameOf: NameOf): string {
  return Object.entries(FIELD_LABELS)
    .filter(([field]) => field in after)
    .map(([field, label]) => `${label}: ${describeValue(field, before[field], nameOf)} → ${describeValue(field, after[field], nameOf)}`)
    .join('; ');
}

/** The ids of the entities that a description of these fields names. */
export function referencedIds(fields: Fields): string[] {
  return Object.entries(fields).flatMap(([field, value]) => {
    if (field === 'participants') return (value as Participation[]).map(({ actor }) => actor);
    return REFERENCE_FIELDS.has(field) && value ? [value as string | string[]].flat() : [];
  });
}

function describeValue(field: string, value: unknown, nameOf: NameOf): string {
  if (value === null || value === undefined) return field === 'mergedInto' ? 'none' : 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return truncate(REFERENCE_FIELDS.has(field) ? nameOf(String(value)) : String(value));
  if (value.length === 0) return 'none';
  return truncate(value.map((item: unknown) => describeItem(field, item, nameOf)).join(', '));
}

function describeItem(field: string, item: unknown, nameOf: NameOf): string {
  if (field === 'names') return (item as NameRecord).name;
  if (field !== 'participants') return REFERENCE_FIELDS.has(field) ? nameOf(String(item)) : String(item);
  const { actor, role, deaths } = item as Participation;
  return `${nameOf(actor)} (${role}${deaths === null ? '' : `, ${deaths} deaths`})`;
}

export function describeTie(tie: Pick<TieRecord, 'type' | 'from' | 'to'>, subjectOf: (id: string) => Subject): string {
  return tieStatement(tie.type, subjectOf(tie.from), subjectOf(tie.to), 'from');
}

export function describeEvidence({ quote, stance }: Pick<EvidenceRecord, 'quote' | 'stance'>): string {
  return `evidence ${stance === 'DENIES' ? 'against' : 'for'} it: “${truncate(quote)}”`;
}

function truncate(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text;
}
