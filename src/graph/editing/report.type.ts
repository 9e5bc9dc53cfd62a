import { ID, Int } from 'type-graphql';
import { NULLABLE, objectType } from '../common/fields.ts';
import { Node } from '../common/types.ts';
import { VerdictEnum } from './enums.ts';

export const RowProblemType = objectType('RowProblem', 'Why a row was rejected.', {
  field: [String, 'Field at fault: `from`, or `evidence[0].source` for a nested one; null for the whole row.', NULLABLE],
  code: [String, 'Machine-readable code: `UNKNOWN_ENTITY`, `WRONG_END`, `RETRACTED` …'],
  message: [String, 'What was expected, what was received, and what to try.'],
});

export const WrittenRow = objectType('WrittenRow', 'Result of writing one row.', {
  row: [Int, 'Index of the row, from 0.'],
  verdict: [VerdictEnum, 'What happened to the row.'],
  id: [ID, 'Id of the record; null if rejected.', NULLABLE],
  node: [Node, 'The record as it is now; null if rejected or retracted. Of a merged actor, the one it was merged into.', NULLABLE],
  problems: [[RowProblemType], 'Why it was rejected; empty if it was written.'],
});

export const WriteReportType = objectType('WriteReport', 'Result of a write that is complete, or `partial`.', {
  created: [Int, 'Number of rows that created something.'],
  updated: [Int, 'Number of rows that changed something.'],
  unchanged: [Int, 'Number of rows that changed nothing.'],
  rejected: [Int, 'Number of rows that were not written: 0 unless `partial`.'],
  revision: [Int, 'Revision of the graph after the write: a new one if anything changed.'],
  rows: [[WrittenRow], 'One entry per row, in the order of the rows.'],
});
