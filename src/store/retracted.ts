import type { IdKind } from '../model/id.ts';
import { layout } from './layout.ts';

/**
 * What was taken out of the graph, a node `:Retracted`: kept whole and apart, so that reads need no filter and nothing is
 * lost. Its passages of evidence stay where they are.
 */
export interface RetractedRecord {
  /** The id of what was retracted. */
  readonly id: string;
  readonly kind: IdKind;
  /** For evidence: the tie or event that it is about. */
  readonly about: string | null;
  readonly reason: string;
  /** All that the store held of it, as JSON. */
  readonly record: string;
  /** When it was retracted, and by which revision. */
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
