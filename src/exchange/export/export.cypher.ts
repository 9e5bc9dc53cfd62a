import { cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { CHANGE } from '../../store/change.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { REVISION } from '../../store/revision.ts';
import { TIE } from '../../store/tie.ts';

/** A page of the ids of events, in order; the others do the same for sources and documents. */
export const SCAN_EVENTS = cypher('export.scanEvents', 'MATCH (n:Event) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit');

export const SCAN_SOURCES = cypher('export.scanSources', 'MATCH (n:Source) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit');

export const SCAN_DOCUMENTS = cypher(
  'export.scanDocuments',
  'MATCH (n:Document) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit',
);

/** Ids in a range that were retracted after a revision: they no longer are in the store, but were at that revision. */
export const SCAN_RETRACTED = cypher(
  'export.scanRetracted',
  `
MATCH (n:Retracted)
WHERE n.kind = $kind AND n.revision > $revision AND n.id > $after AND ($last IS NULL OR n.id <= $last)
RETURN n.id LIMIT 1000000`,
);

/** The changes of some records after a revision, oldest first. */
export const CHANGES_SINCE = cypher(
  'export.changesSince',
  `
UNWIND $ids AS id MATCH (c:Change {about: id}) WHERE c.revision > $revision
RETURN ${CHANGE.list('c')} ORDER BY c.revision LIMIT 1000000`,
);

/** A page of revisions after one, up to another, in order. */
export const SCAN_REVISIONS = cypher(
  'export.scanRevisions',
  `MATCH (r:Revision) WHERE r.number > $after AND r.number <= $last RETURN ${REVISION.list('r')} ORDER BY r.number LIMIT $limit`,
);

/** The changes of existing records by the revisions after one, up to another, oldest first. */
export const CHANGES_OF_REVISIONS = cypher(
  'export.changesOfRevisions',
  `MATCH (c:Change) WHERE c.revision > $after AND c.revision <= $last RETURN ${CHANGE.list('c')} ORDER BY c.revision, c.about LIMIT 1000000`,
);

/** A page of what was retracted up to a revision, in order. */
export const RETRACTED_UNTIL = cypher(
  'export.retractedUntil',
  `MATCH (n:Retracted) WHERE n.revision <= $revision AND n.id > $after RETURN ${RETRACTED.list('n')} ORDER BY n.id LIMIT $limit`,
);

/** Slugs by id. Slugs never change. */
export const SLUGS = cypher('export.slugs', 'UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN id, n.slug');

/** Ties in ranges: each range has the ties from one entity whose ids are between two ids. */
export const TIES_IN_RANGES = cypher(
  'export.tiesInRanges',
  `
UNWIND $rows AS row MATCH (n:Entity {id: row.from})
CALL (n, row) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]->(m:Entity) WHERE r.id >= row.first AND r.id <= row.last
  RETURN r AS tie
}
RETURN type(tie), startNode(tie).id, endNode(tie).id, ${TIE.list('tie')} LIMIT 100000`,
);
