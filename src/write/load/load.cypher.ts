import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { ENTITY_KINDS, type EntityKind, labelOf } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';
import { ENTITY, NAME } from '../../store/entity.ts';
import { EVENT } from '../../store/event.ts';
import { RETRACTED } from '../../store/retracted.ts';
import { EVIDENCE, SOURCE } from '../../store/source.ts';
import { TIE } from '../../store/tie.ts';

/*
 * A write begins by locking the revision counter, which serializes all writers, and ends by appending its revision. What it
 * reads in between cannot change before it commits.
 */

export const LOCK_COUNTER = cypher(
  'revision.take',
  `
MATCH (c:Counter {id: 'revision'}) SET c.lock = $key
WITH c OPTIONAL MATCH (d:Revision {key: $key})
RETURN c.number AS latest, d.number AS done, d.at AS at`,
);

export const APPEND_REVISION = cypher(
  'revision.append',
  `
MATCH (c:Counter {id: 'revision'}) SET c.number = $number
CREATE (:Revision {number: $number, key: $key, at: $at, by: $by, action: $action, summary: $summary, reason: $reason, ties: $ties})
CREATE (:ChangeSet {revision: $number, rows: $rows})`,
);

export const CREATE_CHANGES = cypher('change.create', 'UNWIND $rows AS row CREATE (c:Change) SET c += row');

// Records that the rows of a write refer to.

export const ENTITIES_BY_SLUG = cypher('write.bySlug', 'UNWIND $slugs AS slug MATCH (n:Entity {slug: slug}) RETURN slug, n.id');

export const ENTITIES_BY_IDENTIFIER = cypher(
  'write.byIdentifier',
  'UNWIND $keys AS key MATCH (i:Identifier {key: key}) RETURN key, i.owner',
);

export const ENTITIES = cypher('write.entities', `UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN ${ENTITY.list('n')}`);

export const NAMES_BY_OWNER = cypher('write.names', `UNWIND $ids AS id MATCH (n:Name {owner: id}) RETURN ${NAME.list('n')}`);

export const SOURCES = cypher('write.sources', `UNWIND $ids AS id MATCH (n:Source {id: id}) RETURN ${SOURCE.list('n')}`);

export const EVENTS = cypher('write.events', `UNWIND $ids AS id MATCH (n:Event {id: id}) RETURN ${EVENT.list('n')}`);

export const PARTICIPANTS_BY_EVENT = cypher(
  'write.participants',
  `UNWIND $ids AS id MATCH (v:Event {id: id}) MATCH (v)<-[p:PARTICIPATES]-(a:Actor) RETURN id, a.id, p.role, p.deaths`,
);

export const EVIDENCE_ABOUT = cypher('write.evidence', `UNWIND $ids AS id MATCH (n:Evidence {about: id}) RETURN ${EVIDENCE.list('n')}`);

export const EVIDENCE_RECORDS_BY_ID = cypher(
  'write.evidenceById',
  `UNWIND $ids AS id MATCH (n:Evidence {id: id}) RETURN ${EVIDENCE.list('n')}`,
);

export const ENTITIES_BY_CANON = cypher(
  'write.entitiesByCanon',
  `UNWIND $canons AS canon MATCH (n:Entity {canon: canon}) RETURN ${ENTITY.list('n')}`,
);

export const RETRACTED_BY_ID = cypher(
  'write.retractedById',
  `UNWIND $ids AS id MATCH (n:Retracted {id: id}) RETURN ${RETRACTED.list('n')}`,
);

export const RETRACTED_ABOUT = cypher(
  'write.retractedAbout',
  `UNWIND $ids AS id MATCH (n:Retracted {about: id}) RETURN ${RETRACTED.list('n')}`,
);

/** The ties and events whose evidence cites some sources, by source. */
export const ABOUT_BY_SOURCE = cypher(
  'write.aboutBySource',
  `
UNWIND $ids AS id
CALL (id) { MATCH (n:Evidence {source: id}) WITH DISTINCT n.about AS about LIMIT 20001 RETURN collect(about) AS found }
RETURN id, found`,
);

export const REVISION_AUTHORS = cypher(
  'write.revisionAuthors',
  'UNWIND $numbers AS number MATCH (r:Revision {number: number}) RETURN r.number, r.by',
);

// What still depends on an entity or source: a label of what it is, and a count.

export const DEPENDENT_TIES = cypher(
  'need.ties',
  'UNWIND $ids AS id MATCH (n:Entity {id: id})-[r]-() RETURN id, type(r) AS what, count(r) AS times',
);

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

export const DEGREES_BY_ENTITY = cypher(
  'write.degrees',
  'UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN id, COUNT { (n)--() } AS ties',
);

/**
 * Ties by id, each looked up from its end with fewer ties. The ids are the keys of a map for each such end, so that its ties
 * are scanned once, however many of them are requested.
 */
export const TIES = cypher(
  'write.ties',
  `
UNWIND $rows AS row MATCH (n:Entity {id: row.anchor})
CALL (n, row) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]-(m:Entity) WHERE row.ids[r.id] = true
  RETURN r AS tie
}
RETURN type(tie), startNode(tie).id, endNode(tie).id, ${TIE.list('tie')}`,
);

// Changes that a write makes.

export const createEntities = cachedStatements((kind: EntityKind) => {
  const label = kind === 'PLACE' ? 'Place' : `Actor:${labelOf(kind)}`;
  return cypher(`entity.create(${kind})`, `UNWIND $rows AS row CREATE (n:Entity:${label} {id: row.id, slug: row.slug}) SET n += row`);
});

export const UPDATE_ENTITIES = cypher('entity.update', 'UNWIND $rows AS row MATCH (n:Entity {id: row.id}) SET n += row');

export const DELETE_NAMES = cypher('name.delete', 'UNWIND $owners AS owner MATCH (n:Name {owner: owner}) DELETE n');

export const CREATE_NAMES = cypher('name.create', 'UNWIND $rows AS row CREATE (n:Name {owner: row.owner}) SET n += row');

export const CREATE_IDENTIFIERS = cypher('identifier.create', 'UNWIND $rows AS row CREATE (:Identifier {key: row.key, owner: row.owner})');

export const CREATE_SOURCES = cypher('source.create', 'UNWIND $rows AS row CREATE (n:Source {id: row.id}) SET n += row');

export const UPDATE_SOURCES = cypher('source.update', 'UNWIND $rows AS row MATCH (n:Source {id: row.id}) SET n += row');

export const CREATE_EVENTS = cypher('event.create', 'UNWIND $rows AS row CREATE (n:Event {id: row.id}) SET n += row');

export const UPDATE_EVENTS = cypher('event.update', 'UNWIND $rows AS row MATCH (n:Event {id: row.id}) SET n += row');

export const DELETE_PARTICIPANTS = cypher(
  'event.deleteParticipants',
  'UNWIND $ids AS id MATCH (v:Event {id: id})<-[p:PARTICIPATES]-(:Actor) DELETE p',
);

export const CREATE_PARTICIPANTS = cypher(
  'event.createParticipants',
  `
UNWIND $rows AS row MATCH (a:Entity {id: row.actor}) MATCH (v:Event {id: row.event})
CREATE (a)-[p:PARTICIPATES]->(v) SET p.role = row.role, p.deaths = row.deaths`,
);

export const DELETE_PLACES = cypher('event.deletePlaces', 'UNWIND $ids AS id MATCH (v:Event {id: id})-[p:HAPPENED_IN]->(:Place) DELETE p');

export const CREATE_PLACES = cypher(
  'event.createPlaces',
  'UNWIND $rows AS row MATCH (l:Entity {id: row.place}) MATCH (v:Event {id: row.event}) CREATE (v)-[:HAPPENED_IN]->(l)',
);

/** Each row is a list: the ids of both ends, and the properties as the layout of ties encodes them. */
export const createTies = cachedStatements((type: RelationshipType) =>
  cypher(
    `tie.create(${type})`,
    `
UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (b:Entity {id: row[1]})
CREATE (a)-[r:${type} ${TIE.mapLiteral('row', 2)}]->(b)`,
  ),
);

/** Updates ties by id, each looked up from one end, as in `write.ties`. */
export const updateTies = cachedStatements((type: RelationshipType) =>
  cypher(
    `tie.update(${type})`,
    `
UNWIND $rows AS row MATCH (n:Entity {id: row.anchor})
CALL (n, row) {
  MATCH (n)-[r:${type}]-(m:Entity)
  WITH r, row.ties[r.id] AS tie WHERE tie IS NOT NULL
  SET r += tie
  RETURN count(r) AS found
}
RETURN coalesce(sum(found), 0)`,
  ),
);

/** Each row is a list, as the layout of evidence encodes it. */
export const CREATE_EVIDENCE = cypher('evidence.create', `UNWIND $rows AS row CREATE (n:Evidence ${EVIDENCE.mapLiteral('row', 0)})`);

export const UPDATE_EVIDENCE = cypher('evidence.update', 'UNWIND $rows AS row MATCH (n:Evidence {id: row.id}) SET n += row');

// Retraction: deletes from the graph, and stores what was retracted.

export const CREATE_RETRACTED = cypher('retracted.create', 'UNWIND $rows AS row CREATE (n:Retracted {id: row.id}) SET n += row');

export const DELETE_RETRACTED = cypher('retracted.delete', 'UNWIND $ids AS id MATCH (n:Retracted {id: id}) DELETE n');

export const DELETE_TIES = cypher(
  'tie.delete',
  `
UNWIND $rows AS row MATCH (n:Entity {id: row.anchor})
CALL (n, row) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]-(m:Entity) WHERE r.id = row.id
  DELETE r
  RETURN count(*) AS deleted
}
RETURN coalesce(sum(deleted), 0)`,
);

export const DELETE_EVIDENCE = cypher('evidence.delete', 'UNWIND $ids AS id MATCH (n:Evidence {id: id}) DELETE n');

export const DELETE_SOURCES = cypher('source.delete', 'UNWIND $ids AS id MATCH (n:Source {id: id}) DELETE n');

export const DELETE_EVENTS = cypher('event.delete', 'UNWIND $ids AS id MATCH (n:Event {id: id}) DELETE n');

export const DELETE_IDENTIFIERS = cypher('identifier.delete', 'UNWIND $keys AS key MATCH (n:Identifier {key: key}) DELETE n');

export const DELETE_ENTITIES = cypher('entity.delete', 'UNWIND $ids AS id MATCH (n:Entity {id: id}) DELETE n');

// All members of the families are made at once, so that the list of statements is complete.
for (const kind of ENTITY_KINDS) createEntities(kind);
for (const type of RELATIONSHIP_TYPES) {
  createTies(type);
  updateTies(type);
}
