import { cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { CHANGE } from '../../store/change.ts';
import { REVISION } from '../../store/revision.ts';

/** Revisions by number. */
export const REVISIONS = cypher(
  'revision.byNumber',
  `UNWIND $numbers AS number MATCH (r:Revision {number: number}) RETURN ${REVISION.list('r')}`,
);

/** The changes of records, oldest first. */
export const CHANGES_ABOUT = cypher(
  'change.about',
  `UNWIND $ids AS id MATCH (c:Change {about: id}) RETURN ${CHANGE.list('c')} ORDER BY c.revision LIMIT 10000`,
);

/** The revision of a tie, including hidden ones, whose ends are merged into one. */
export const TIE_REVISIONS = cypher(
  'tie.revision',
  `MATCH (n:Entity {id: $from})-[r:${RELATIONSHIP_TYPES.join('|')}]->(m:Entity) WHERE r.id = $id RETURN r.revision LIMIT 1`,
);
