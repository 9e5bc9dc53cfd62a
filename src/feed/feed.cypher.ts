import { cypher } from '../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../model/vocabulary.ts';

export const LATEST_REVISION = cypher('feed.latestRevision', "MATCH (c:Counter {id: 'revision'}) RETURN c.number");

/** The change sets of some revisions, read by number, so that a missing one is noticed. */
export const CHANGE_SETS = cypher(
  'feed.changeSets',
  'UNWIND $numbers AS number MATCH (s:ChangeSet {revision: number}) RETURN s.revision, s.rows ORDER BY s.revision',
);

/** Entities in the order of their ids, one page at a time. */
export const SCAN_ENTITIES = cypher(
  'feed.scanEntities',
  'MATCH (n:Entity) WHERE n.id > $after RETURN n.id, n.kind, n.canon, n.name ORDER BY n.id LIMIT $limit',
);

/**
 * The outgoing ties of some entities, one list for each: lists decode faster than rows. `IN $ids` instead of UNWIND: a plan
 * that Neo4j makes for UNWIND while the store is nearly empty scans all entities for each id, until it is planned again.
 */
export const SCAN_TIES = cypher(
  'feed.scanTies',
  `
MATCH (n:Entity) WHERE n.id IN $ids
CALL (n) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]->(m:Entity)
  RETURN collect([r.id, r.lo, r.hi, r.clo, r.chi, r.status, r.confidence]) AS ties
}
RETURN ties`,
);
