import { cypher } from '../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../model/vocabulary.ts';

export const HEAD = cypher('feed.head', "MATCH (c:Counter {id: 'revision'}) RETURN c.number");

/** What some revisions did. Asked by their very numbers, so that a missing one shows. */
export const CHANGE_SETS = cypher(
  'feed.changeSets',
  'UNWIND $numbers AS number MATCH (s:ChangeSet {revision: number}) RETURN s.revision, s.rows ORDER BY s.revision',
);

/** Entities in the order of their ids, some at a time. */
export const SCAN_ENTITIES = cypher(
  'feed.scanEntities',
  'MATCH (n:Entity) WHERE n.id > $after RETURN n.id, n.kind, n.canon, n.name ORDER BY n.id LIMIT $limit',
);

/**
 * The ties that lead from some entities: lists decode faster than rows. By one list of ids, not one id after the other:
 * planned while the store is nearly empty, Neo4j looks through all entities for each of them, until it plans anew.
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
