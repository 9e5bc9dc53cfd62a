import { cypher } from '../engine/cypher.ts';

/*
 * What some revisions did, asked by their very numbers: the ties and new entities from the change sets, the rest from the
 * history, whose last link is the revision that a record bears.
 */

export const REVISIONS = cypher(
  'live.revisions',
  `
UNWIND $numbers AS number MATCH (d:Revision {number: number}) MATCH (s:ChangeSet {revision: number})
RETURN d.number, d.action, d.by, d.summary, s.rows ORDER BY d.number`,
);

export const CHANGED = cypher('live.changed', 'UNWIND $numbers AS number MATCH (c:Change {revision: number}) RETURN number, c.about');

/** Records that were written then and changed again later. */
export const CHANGED_SINCE = cypher(
  'live.changedSince',
  'UNWIND $numbers AS number MATCH (c:Change {previous: number}) RETURN number, c.about',
);

export const EVENTS_WRITTEN = cypher('live.events', 'UNWIND $numbers AS number MATCH (v:Event {revision: number}) RETURN number, v.id');
