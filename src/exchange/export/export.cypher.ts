import { cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { CHANGE } from '../../store/change.ts';
import { TIE } from '../../store/tie.ts';

/** Ids of events and of sources in their order, some at a time. */
export const SCAN_EVENTS = cypher('export.scanEvents', 'MATCH (n:Event) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit');

export const SCAN_SOURCES = cypher('export.scanSources', 'MATCH (n:Source) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit');

/** What was retracted after a revision, of a stretch of ids: the store shows it no more, but it stood there then. */
export const SCAN_RETRACTED = cypher(
  'export.scanRetracted',
  `
MATCH (n:Retracted)
WHERE n.kind = $kind AND n.revision > $revision AND n.id > $after AND ($last IS NULL OR n.id <= $last)
RETURN n.id LIMIT 1000000`,
);

/** What was changed in some things after a revision, the oldest first. */
export const CHANGES_SINCE = cypher(
  'export.changesSince',
  `
UNWIND $ids AS id MATCH (c:Change {about: id}) WHERE c.revision > $revision
RETURN ${CHANGE.list('c')} ORDER BY c.revision LIMIT 1000000`,
);

/** Slugs, which never change. */
export const SLUGS = cypher('export.slugs', 'UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN id, n.slug');

/** Runs of ties, each from one entity and between two ids. */
export const TIES_IN_RUNS = cypher(
  'export.tiesInRuns',
  `
UNWIND $rows AS row MATCH (n:Entity {id: row.from})
CALL (n, row) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]->(m:Entity) WHERE r.id >= row.first AND r.id <= row.last
  RETURN r AS tie
}
RETURN type(tie), startNode(tie).id, endNode(tie).id, ${TIE.list('tie')} LIMIT 100000`,
);
