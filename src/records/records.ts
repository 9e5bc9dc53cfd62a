import type { IdKind } from '../model/id.ts';
import { ENTITY_FIELDS } from './entity.ts';
import { EVENT_FIELDS } from './event.ts';
import type { Fields } from './field.ts';
import { RELATIONSHIP_FIELDS } from './relationship.ts';
import { DOCUMENT_FIELDS, EVIDENCE_FIELDS, SOURCE_FIELDS } from './source.ts';

/** The fields of every kind of record, by the kind that its id shows. */
export const RECORDS: Readonly<Record<IdKind, Fields>> = {
  entity: ENTITY_FIELDS,
  tie: RELATIONSHIP_FIELDS,
  event: EVENT_FIELDS,
  source: SOURCE_FIELDS,
  evidence: EVIDENCE_FIELDS,
  document: DOCUMENT_FIELDS,
};
