import { z } from 'zod';
import { ENTITY_KINDS, PLACE_KINDS } from '../../model/kinds.ts';
import type { RowFor } from '../../records/field.ts';
import { ADDED_PASSAGE_FIELDS } from '../../records/source.ts';
import { expectedAtMost, line, name, reference, rowSchema } from './rows.ts';

/**
 * What a batch may do beside writing rows: add a passage of evidence, correct the name or kind of an entity, retract and
 * restore a record, merge and unmerge actors. Each command is one row of a batch, and is checked, planned and reported as one.
 */

const MAX_REASON_LENGTH = 1_000;
const reason = line.max(MAX_REASON_LENGTH, expectedAtMost(MAX_REASON_LENGTH));

export const passageRow = rowSchema(ADDED_PASSAGE_FIELDS);
export const retractionRow = z.strictObject({ id: reference, reason });
/** What is null or left out stays as it is. */
export const correctionRow = z.strictObject({
  id: reference,
  name: name.nullish(),
  kind: z.enum(ENTITY_KINDS).nullish(),
  placeKind: z.enum(PLACE_KINDS).nullish(),
  dropOldName: z.boolean().nullish(),
  reason,
});
export const mergeRow = z.strictObject({ keep: reference, merge: reference, reason });

export type PassageRow = RowFor<typeof ADDED_PASSAGE_FIELDS>;
export type RetractionRow = z.infer<typeof retractionRow>;
export type CorrectionRow = z.infer<typeof correctionRow>;
export type MergeRow = z.infer<typeof mergeRow>;

/** The kinds of command, in the order in which a batch runs them, after its rows. */
export const COMMAND_SCHEMAS = {
  passages: passageRow,
  corrections: correctionRow,
  retractions: retractionRow,
  restorations: retractionRow,
  merges: mergeRow,
  unmerges: retractionRow,
} as const;
export type CommandKind = keyof typeof COMMAND_SCHEMAS;
export const COMMAND_KINDS = Object.keys(COMMAND_SCHEMAS) as CommandKind[];
