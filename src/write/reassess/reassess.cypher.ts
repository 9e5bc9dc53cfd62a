import { cypher } from '../../engine/cypher.ts';

/** What is still to be brought up to date, one `:Reassessment` for each source. */
export const PENDING = cypher(
  'reassess.pending',
  'MATCH (p:Reassessment) RETURN p.source, p.revision, p.by, p.after, p.done, p.total ORDER BY p.source LIMIT 1000',
);

export const POSITION = cypher('reassess.position', 'MATCH (p:Reassessment {source: $source}) RETURN p.revision, p.after');

export const CREATE_PENDING = cypher('reassess.create', 'UNWIND $rows AS row CREATE (p:Reassessment) SET p += row');

export const ADVANCE = cypher('reassess.advance', 'MATCH (p:Reassessment {source: $source}) SET p.after = $after, p.done = $done');

export const DELETE_PENDING = cypher('reassess.delete', 'MATCH (p:Reassessment {source: $source}) DETACH DELETE p');

export const COUNT_CITING = cypher(
  'reassess.count',
  'MATCH (n:Evidence {source: $source}) WITH DISTINCT n.about AS about RETURN count(about)',
);

/** The ids of the ties and events that cite a source, in order, a page at a time. */
export const CITING = cypher(
  'reassess.citing',
  'MATCH (n:Evidence {source: $source}) WHERE n.about > $after RETURN DISTINCT n.about AS about ORDER BY about LIMIT $limit',
);
