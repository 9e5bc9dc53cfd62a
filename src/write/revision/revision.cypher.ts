import { cypher } from '../../engine/cypher.ts';

/*
 * A write begins by locking the revision counter, which serializes all writers, and ends by appending its revision. What it
 * reads in between cannot change before it commits.
 */

export const LOCK_COUNTER = cypher(
  'revision.take',
  `
MATCH (c:Counter {id: 'revision'}) SET c.lock = $key
WITH c OPTIONAL MATCH (d:Revision {key: $key})
RETURN c.number AS latest, c.jumps AS jumps, d.number AS done, d.at AS at`,
);

export const APPEND_REVISION = cypher(
  'revision.append',
  `
MATCH (c:Counter {id: 'revision'}) SET c.number = $number
CREATE (:Revision {number: $number, key: $key, at: $at, by: $by, action: $action, summary: $summary, reason: $reason, ties: $ties})
CREATE (:ChangeSet {revision: $number, rows: $rows})`,
);

export const CREATE_CHANGES = cypher('change.create', 'UNWIND $rows AS row CREATE (c:Change) SET c += row');

export const REVISION_AUTHORS = cypher(
  'write.revisionAuthors',
  'UNWIND $numbers AS number MATCH (r:Revision {number: number}) RETURN r.number, r.by',
);
