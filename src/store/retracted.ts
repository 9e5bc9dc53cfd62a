import type { IdKind } from '../model/id.ts';
import { layout } from './layout.ts';

/**
 * A record that was retracted from the graph, a node `:Retracted`. It is stored whole and apart from the graph, so that
 * reads need no filter and it can be restored. Its passages of evidence stay where they are.
 */
export interface RetractedRecord {
  /** The id of the retracted record. */
  readonly id: string;
  readonly kind: IdKind;
  /** For evidence: the tie or event that it is about. */
  readonly about: string | null;
  readonly reason: string;
  /** The whole record, as JSON. */
  readonly record: string;
  /** When it was retracted, and in which revision. */
  readonly recordedAt: string;
  readonly revision: number;
}

export const RETRACTED = layout<RetractedRecord>({
  id: undefined,
  kind: undefined,
  about: null,
  reason: undefined,
  record: undefined,
  recordedAt: undefined,
  revision: undefined,
});
