import type { RecordOf } from '../records/field.ts';
import { DOCUMENT_FIELDS, EVIDENCE_FIELDS, SOURCE_FIELDS } from '../records/source.ts';
import { layoutOf } from './layout.ts';

/** A source as stored: a node `:Source`. */
export type SourceRecord = RecordOf<typeof SOURCE_FIELDS>;

export const SOURCE = layoutOf(SOURCE_FIELDS);

/** The text of a source as stored: a node `:Document` that holds the id of its source. */
export type DocumentRecord = RecordOf<typeof DOCUMENT_FIELDS>;

export const DOCUMENT = layoutOf(DOCUMENT_FIELDS);

/** A passage as stored: a node `:Evidence` that holds the ids of its source and of what it is about. */
export type EvidenceRecord = RecordOf<typeof EVIDENCE_FIELDS>;

export const EVIDENCE = layoutOf(EVIDENCE_FIELDS);

/** What of a source decides how much the evidence from it weighs, and whose word it is. */
export const WEIGHING_FIELDS = ['reliability', 'publisher', 'publishedOn'] as const satisfies readonly (keyof SourceRecord)[];
