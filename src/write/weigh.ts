import { confidenceOf, statusOf, type Testimony } from '../model/confidence.ts';
import { strengthOf, type TieRecord } from '../store/tie.ts';
import type { Effect } from './shelf.ts';
import type { Workspace } from './workspace.ts';

/** The evidence about a tie or event, as the input of status and confidence. */
export function testimonies(space: Workspace, about: string): Testimony[] {
  return space.evidenceOf(about).map((record) => ({
    source: record.source,
    speaker: record.attributedTo ?? record.attribution,
    reliability: space.sources.get(record.source)?.reliability ?? 'F',
    stance: record.stance,
    hedged: record.hedged,
  }));
}

export type Weight = Pick<TieRecord, 'status' | 'confidence' | 'confidenceSet' | 'strength'>;

/**
 * Status and confidence of a tie. Status follows from the evidence; so does confidence, unless an editor gave one.
 * @param given The confidence that an editor gave, 0 to 1, or null.
 */
export function weightOf(space: Workspace, tie: string, given: number | null): Weight {
  const said = testimonies(space, tie);
  const confidence = given ?? confidenceOf(said);
  return { status: statusOf(said), confidence, confidenceSet: given !== null, strength: strengthOf(confidence, tie) };
}

/** Plans the status and confidence of a tie, or the status of an event, after its evidence or a source of it has changed. */
export function weighAnew(space: Workspace, about: string): Effect {
  const tie = space.ties.get(about);
  if (tie) return space.ties.put({ ...tie, ...weightOf(space, about, tie.confidenceSet ? tie.confidence : null) }, space.stamp);
  const event = space.events.get(about);
  return event ? space.events.put({ ...event, status: statusOf(testimonies(space, about)) }, space.stamp) : 'UNCHANGED';
}
