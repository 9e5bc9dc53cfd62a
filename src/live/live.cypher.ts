import { cypher } from '../engine/cypher.ts';

/*
 * What some revisions changed, read by number: ties and new entities from the change sets, the rest from the history. A
 * record's own `revision` is the last entry of its history.
 */

export const REVISIONS_BY_NUMBER = cypher(
  'live.revisions',
  `
UNWIND $numbers AS number MATCH (d:Revision {number: number}) MATCH (s:ChangeSet {revision: number})
RETURN d.number, d.action, d.by, d.summary, s.rows ORDER BY d.number`,
);

export const CHANGED_RECORDS = cypher(
  'live.changed',
  'UNWIND $numbers AS number MATCH (c:Change {revision: number}) RETURN number, c.about',
);

/** Records that these revisions wrote and later ones changed again. */
export const CHANGED_LATER = cypher(
  'live.changedSince',
  'UNWIND $numbers AS number MATCH (c:Change {previous: number}) RETURN number, c.about',
);

export const WRITTEN_EVENTS = cypher('live.events', 'UNWIND $numbers AS number MATCH (v:Event {revision: number}) RETURN number, v.id');
