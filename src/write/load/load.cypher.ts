import { type Cypher, cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { ENTITY, NAME } from '../../store/entity.ts';
import { EVENT } from '../../store/event.ts';
import type { Layout } from '../../store/layout.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { DOCUMENT, EVIDENCE, SOURCE } from '../../store/source.ts';
import { TIE } from '../../store/tie.ts';

// Records that the rows of a write refer to.

/** The records with these values of a property. */
function recordsBy(property: string, name: string, label: string, layout: Pick<Layout<never>, 'list'>): Cypher {
  return cypher(name, `UNWIND $ids AS id MATCH (n:${label} {${property}: id}) RETURN ${layout.list('n')}`);
}

export const ENTITIES = recordsBy('id', 'write.entities', 'Entity', ENTITY);
export const NAMES_BY_OWNER = recordsBy('owner', 'write.names', 'Name', NAME);
export const SOURCES = recordsBy('id', 'write.sources', 'Source', SOURCE);
export const DOCUMENTS = recordsBy('id', 'write.documents', 'Document', DOCUMENT);
export const EVENTS = recordsBy('id', 'write.events', 'Event', EVENT);
export const EVIDENCE_ABOUT = recordsBy('about', 'write.evidence', 'Evidence', EVIDENCE);
export const EVIDENCE_RECORDS_BY_ID = recordsBy('id', 'write.evidenceById', 'Evidence', EVIDENCE);
export const RETRACTED_BY_ID = recordsBy('id', 'write.retractedById', 'Retracted', RETRACTED);
export const RETRACTED_ABOUT = recordsBy('about', 'write.retractedAbout', 'Retracted', RETRACTED);

export const ENTITIES_BY_SLUG = cypher('write.bySlug', 'UNWIND $slugs AS slug MATCH (n:Entity {slug: slug}) RETURN slug, n.id');

export const ENTITIES_BY_IDENTIFIER = cypher(
  'write.byIdentifier',
  'UNWIND $keys AS key MATCH (i:Identifier {key: key}) RETURN key, i.owner',
);

export const PARTICIPANTS_BY_EVENT = cypher(
  'write.participants',
  `UNWIND $ids AS id MATCH (v:Event {id: id}) MATCH (v)<-[p:PARTICIPATES]-(a:Actor) RETURN id, a.id, p.role, p.deaths`,
);

/** What entities are merged into; their own id where others are merged into them. Those without any merge are left out. */
export const CANONS = cypher(
  'write.canons',
  'UNWIND $ids AS id MATCH (n:Entity {id: id}) WHERE n.canon <> id OR n.hasMerged = true RETURN id, n.canon',
);

export const ENTITIES_BY_CANON = cypher(
  'write.entitiesByCanon',
  `UNWIND $canons AS canon MATCH (n:Entity {canon: canon}) RETURN ${ENTITY.list('n')}`,
);

/** Ties and events that are reassessed in the revision that grades their source again. Of a source with more, all follow later. */
export const MAX_REASSESSED_AT_ONCE = 2_000;

/** The ties and events whose evidence cites some sources, by source: one more than are reassessed at once, at most. */
export const ABOUT_BY_SOURCE = cypher(
  'write.aboutBySource',
  `
UNWIND $ids AS id
CALL (id) { MATCH (n:Evidence {source: id}) WITH DISTINCT n.about AS about LIMIT ${MAX_REASSESSED_AT_ONCE + 1} RETURN collect(about) AS found }
RETURN id, found`,
);

/** The passages of a source that its document must contain: those that are verbatim or say where they stand. */
export const QUOTED_BY_SOURCE = cypher(
  'write.quotedBySource',
  `
UNWIND $ids AS id
MATCH (n:Evidence {source: id}) WHERE n.verbatim = true OR n.start IS NOT NULL
RETURN ${EVIDENCE.list('n')} LIMIT 100001`,
);

/** The ties and events with a passage attributed to one of some actors. */
export const ABOUT_BY_SPEAKER = cypher(
  'write.aboutBySpeaker',
  'UNWIND $ids AS id MATCH (n:Evidence {attributedTo: id}) RETURN DISTINCT n.about',
);

// What still depends on an entity or source: a label of what it is, and a count.

/** The relationships of ours that an entity has: others in the same Neo4j may have connected it to theirs. */
const OWN_RELATIONSHIPS = `MATCH (n:Entity {id: id})-[r:${RELATIONSHIP_TYPES.join('|')}|PARTICIPATES|HAPPENED_IN]-(o) WHERE o:Entity OR o:Event`;

export const DEPENDENT_TIES = cypher('need.ties', `UNWIND $ids AS id ${OWN_RELATIONSHIPS} RETURN id, type(r) AS what, count(r) AS times`);

export const DEPENDENT_BACKING = cypher(
  'need.opponent',
  `
MATCH (a:Actor)-[r:BACKS]->(b:Actor) UNWIND $ids AS id
WITH id, r WHERE id IN r.against
RETURN id, 'BACKS_AGAINST' AS what, count(r) AS times`,
);

export const DEPENDENT_ATTRIBUTIONS = cypher(
  'need.speaker',
  "UNWIND $ids AS id MATCH (n:Evidence {attributedTo: id}) RETURN id, 'ATTRIBUTED' AS what, count(n) AS times",
);

export const DEPENDENT_TERRITORIES = cypher(
  'need.land',
  "UNWIND $ids AS id MATCH (n:State) WHERE n.territory = id RETURN id, 'TERRITORY' AS what, count(n) AS times",
);

export const DEPENDENT_MERGES = cypher(
  'need.merges',
  `
UNWIND $ids AS id MATCH (n:Entity {id: id}) MATCH (m:Entity {canon: n.canon}) WHERE m.id <> id
RETURN id, 'SAME' AS what, count(m) AS times`,
);

export const DEPENDENT_EVIDENCE = cypher(
  'need.source',
  "UNWIND $ids AS id MATCH (n:Evidence {source: id}) RETURN id, 'EVIDENCE' AS what, count(n) AS times",
);

export const DEPENDENT_DOCUMENTS = cypher(
  'need.document',
  "UNWIND $rows AS row MATCH (n:Document {id: row.document}) RETURN row.source AS id, 'DOCUMENT' AS what, count(n) AS times",
);

// Ties that may read as one with others after merges.

const IDENTITY =
  'r.id, type(r), startNode(r).id, endNode(r).id, r.start, r.against, r.sameAs IS NOT NULL OR size(coalesce(r.standsFor, [])) > 0';
const ANY_TYPE = RELATIONSHIP_TYPES.join('|');

export const TIES_OF_CANONS = cypher(
  'same.ofCanons',
  `UNWIND $ids AS id MATCH (m:Entity {canon: id})-[r:${ANY_TYPE}]-(o:Entity) RETURN DISTINCT ${IDENTITY}`,
);

export const TIES_AGAINST = cypher(
  'same.against',
  `MATCH (a:Actor)-[r:BACKS]->(b:Actor) WHERE any(opponent IN r.against WHERE opponent IN $ids) RETURN ${IDENTITY}`,
);

export const TIES_OF_CANON_PAIRS = cypher(
  'same.ofPairs',
  `
UNWIND $rows AS row MATCH (a:Entity {canon: row.first}) MATCH (a)-[r:${ANY_TYPE}]-(b:Entity) WHERE b.canon = row.second
RETURN DISTINCT ${IDENTITY}`,
);

/** The relationships and events that an entity has part in, by type and by the end that it is. */
export const DEPENDENT_ENDS = cypher(
  'need.ends',
  `
UNWIND $ids AS id ${OWN_RELATIONSHIPS} WITH id, type(r) AS what, startNode(r).id = id AS outgoing
RETURN id, what, outgoing, count(outgoing) AS times`,
);

/** The places directly around places. */
export const AROUND = cypher(
  'write.around',
  'UNWIND $ids AS id MATCH (n:Entity {id: id})-[r:LOCATED_IN]->(o:Entity) RETURN id, r.id, o.id',
);

export const DEGREES = cypher('entity.degrees', 'UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN id, COUNT { (n)--() } AS ties');

/**
 * The beginning of statements about ties by id: the ties `r` between the two entities with which each row begins, some of which the
 * third item of the row names. They are matched from the first entity on the engine that does not itself start at the one with fewer.
 */
export const tiesOfPairs = (types: string): string =>
  `UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]}) MATCH (a)-[r:${types}]-(b)`;

export const TIES = cypher(
  'write.ties',
  `
${tiesOfPairs(RELATIONSHIP_TYPES.join('|'))} WHERE r.id IN row[2]
RETURN type(r), startNode(r).id, endNode(r).id, ${TIE.list('r')}`,
);
