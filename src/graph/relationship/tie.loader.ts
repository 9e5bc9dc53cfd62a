import { CONFIDENCE_SCALE } from '../../analysis/projection/records.ts';
import type { View } from '../../analysis/projection/view.ts';
import type { Value } from '../../engine/engine.ts';
import { idKind } from '../../model/id.ts';
import type { Window } from '../../model/interval.ts';
import { tieRank } from '../../model/tieRank.ts';
import { type RelationshipType, tieTypeName, vocabularyOf } from '../../model/vocabulary.ts';
import { confidenceSortKey, type TieFields, type TieRecord } from '../../store/tie.ts';
import { degreesIn, tiePairs } from '../../write/load/records.ts';
import { recordPerId } from '../common/batch.ts';
import { type Context, ofRecord } from '../common/context.ts';
import type { Detail } from '../common/detail.ts';
import { TIE_PARTS, TIES_BY_ID } from './relationship.cypher.ts';

/** A tie as resolvers return it. Its ends are ids, as merged. */
export interface TieNode extends TieRecord {
  readonly __typename: string;
}

/** @param value Type, ends and fields of a tie, as statements return them. */
export function tieNode(value: Value, detail: Detail = 'full'): TieNode {
  const [type, from, to, fields] = value as readonly [RelationshipType, string, string, Value];
  return named(TIE_PARTS[detail].decode(fields), type, from, to);
}

/** The node of a tie whose type and ends are not among its fields. */
export function named(fields: TieFields, type: RelationshipType, from: string, to: string): TieNode {
  const node = fields as { -readonly [Name in keyof TieNode]: TieNode[Name] };
  node.type = type;
  node.from = from;
  node.to = to;
  node.__typename = tieTypeName(type);
  return node;
}

/** The tie with this id, or the one that it is shown as; null if there is none, or if its ends are merged into one. */
export async function loadTie(context: Context, id: string): Promise<TieNode | null> {
  if (idKind(id) !== 'tie') return null;
  const tie = await context.load(
    'tie',
    id,
    async ({ engine }, ids) => {
      const { joinsFromFewer, read } = engine;
      const rows = await read(TIES_BY_ID, { rows: tiePairs(ids, await degreesIn({ joinsFromFewer, run: read }, ids)) });
      return recordPerId(ids, rows, (values) => tieNode(values));
    },
    ofRecord,
  );
  return tie?.sameAs ? loadTie(context, tie.sameAs) : tie;
}

/** As `loadTie`, of a tie of a view: with the status, confidence and voices that it has there. */
export async function loadTieOf(context: Context, view: View, id: string): Promise<TieNode | null> {
  const tie = await loadTie(context, id);
  if (tie === null || view.voices === null) return tie;
  const index = view.tie(id);
  const weight = index < 0 ? null : view.weightOfTie(index);
  if (weight === null) return tie;
  // Not that of the weight where an editor set it.
  const confidence = view.confidence(index) / CONFIDENCE_SCALE;
  const { asserting: assertingVoices, denying: denyingVoices } = weight.voices;
  const weighed = { status: weight.status, confidence, strength: confidenceSortKey(confidence, id), assertingVoices, denyingVoices };
  return Object.assign(Object.create(Object.getPrototypeOf(tie)), tie, weighed);
}

/** As `loadTies`, of ties of a view. */
export async function loadTiesOf(context: Context, view: View, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTieOf(context, view, id)))).filter((tie) => tie !== null);
}

/** Ties by id, in the given order, without those deleted meanwhile. */
export async function loadTies(context: Context, ids: readonly string[]): Promise<TieNode[]> {
  return (await Promise.all(ids.map((id) => loadTie(context, id)))).filter((tie) => tie !== null);
}

/** The ties of a pair, the best in the window first (`tieRank`). */
export function bestFirst(ties: TieNode[], window: Window | null): TieNode[] {
  if (ties.length < 2) return ties;
  return ties
    .map((tie) => ({ tie, rank: rankOf(tie, window) }))
    .sort((a, b) => a.rank - b.rank || (a.tie.id < b.tie.id ? -1 : 1))
    .map(({ tie }) => tie);
}

/** The place of a tie among those of its pair: lower is better. */
export function rankOf(tie: TieNode, window: Window | null): number {
  return tieRank(tie, tie.confidence, window, vocabularyOf(tie.type).lastingDays);
}
