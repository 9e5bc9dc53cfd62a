import { idKind, tieParts } from '../../model/id.ts';
import { type Subject, tieStatement } from '../../model/statement.ts';
import type { Field, FieldValue } from '../../records/field.ts';
import { RECORDS } from '../../records/records.ts';
import type { EntityRecord, NameRecord } from '../../store/entity.ts';
import type { Participation } from '../../store/event.ts';
import type { EvidenceRecord, SourceRecord } from '../../store/source.ts';

/** The name of the entity with an id. */
export type NameOf = (id: string) => string;

const MAX_VALUE_LENGTH = 120;

type Values = Readonly<Record<string, unknown>>;

/**
 * Describes a change, before and after: `end: not known → 2024-12-08; confidence: 0.85 → 0.97`.
 * @param id The id of the changed record.
 */
export function describeDifference(id: string, before: Values, after: Values, nameOf: NameOf): string {
  return labelled(id)
    .filter(([name]) => name in after)
    .map(
      ([name, field]) =>
        `${field.label}: ${describeValue(name, field, before[name], nameOf)} → ${describeValue(name, field, after[name], nameOf)}`,
    )
    .join('; ');
}

/** The ids of the entities that a description of these values names. */
export function referencedIds(id: string, values: Values): string[] {
  return labelled(id).flatMap(([name, field]) => {
    const value = values[name];
    if (!value) return [];
    if (name === 'participants') return (value as Participation[]).map(({ actor }) => actor);
    return isReference(field.value) ? [value as string | string[]].flat() : [];
  });
}

/** Fields without a label are derived from others and are left out of descriptions. */
function labelled(id: string): [name: string, field: Field][] {
  const kind = idKind(id);
  return kind === null ? [] : Object.entries(RECORDS[kind]).filter(([, { label }]) => label !== undefined);
}

function isReference(value: FieldValue): boolean {
  return value.kind === 'reference' || (value.kind === 'list' && isReference(value.of));
}

function describeValue(name: string, { value: type }: Field, value: unknown, nameOf: NameOf): string {
  const nameOfItem = (item: unknown): string => (isReference(type) ? nameOf(String(item)) : String(item));
  if (value === null || value === undefined) return name === 'mergedInto' ? 'none' : 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (!Array.isArray(value)) return truncate(nameOfItem(value));
  if (value.length === 0) return 'none';
  return truncate(value.map((item) => (typeof item === 'string' ? nameOfItem(item) : describeItem(item, nameOf))).join(', '));
}

function describeItem(item: NameRecord | Participation, nameOf: NameOf): string {
  if (!('actor' in item)) return item.name;
  return `${nameOf(item.actor)} (${item.role}${item.deaths === null ? '' : `, ${item.deaths} deaths`})`;
}

/** The title of a record of any kind: a relationship as a sentence, a passage in its words; its id where it has none. */
export function titleOf(record: { readonly id: string }, subjectOf: (id: string) => Subject): string {
  const { id, name, title, quote, stance } = record as { id: string } & Partial<EntityRecord & SourceRecord & EvidenceRecord>;
  if (idKind(id) === 'evidence') return `evidence ${stance === 'DENIES' ? 'against' : 'for'} it: “${truncate(quote!)}”`;
  if (idKind(id) === 'document') return 'the document';
  if (idKind(id) !== 'tie') return title ?? name ?? id;
  const { type, from, to } = tieParts(id);
  return tieStatement(type, subjectOf(from), subjectOf(to), 'from');
}

function truncate(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH - 1)}…` : text;
}
