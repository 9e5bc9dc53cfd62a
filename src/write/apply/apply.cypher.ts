import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { ENTITY_KINDS, type EntityKind, labelOf } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';
import { EVIDENCE } from '../../store/source.ts';
import { TIE } from '../../store/tie.ts';
import { tiesOfPairs } from '../load/load.cypher.ts';

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

/** Updates ties by id, with the properties in `row.ties`. */
export const updateTies = cachedStatements((type: RelationshipType) =>
  cypher(`tie.update(${type})`, `${tiesOfPairs(type)} WITH r, row.ties[r.id] AS tie WHERE tie IS NOT NULL SET r += tie`),
);

/** Each row is a list, as the layout of evidence encodes it. */
export const CREATE_EVIDENCE = cypher('evidence.create', `UNWIND $rows AS row CREATE (n:Evidence ${EVIDENCE.mapLiteral('row', 0)})`);

export const UPDATE_EVIDENCE = cypher('evidence.update', 'UNWIND $rows AS row MATCH (n:Evidence {id: row.id}) SET n += row');

// Retraction: deletes from the graph, and stores what was retracted.

export const CREATE_RETRACTED = cypher('retracted.create', 'UNWIND $rows AS row CREATE (n:Retracted {id: row.id}) SET n += row');

export const DELETE_RETRACTED = cypher('retracted.delete', 'UNWIND $ids AS id MATCH (n:Retracted {id: id}) DELETE n');

export const DELETE_TIES = cypher('tie.delete', `${tiesOfPairs(RELATIONSHIP_TYPES.join('|'))} WHERE row.ties[r.id] = true DELETE r`);

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
