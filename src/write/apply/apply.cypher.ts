import { type Cypher, cachedStatements, cypher } from '../../engine/cypher.ts';
import { ENTITY_KINDS, type EntityKind, labelOf } from '../../model/kinds.ts';
import { RELATIONSHIP_TYPES, type RelationshipType } from '../../model/vocabulary.ts';
import { EVENT } from '../../store/event.ts';
import { EVIDENCE } from '../../store/source.ts';
import { TIE } from '../../store/tie.ts';
import { tiesOfPairs } from '../load/load.cypher.ts';

const create = (name: string, label: string): Cypher =>
  cypher(`${name}.create`, `UNWIND $rows AS row CREATE (n:${label} {id: row.id}) SET n += row`);
const update = (name: string, label: string): Cypher =>
  cypher(`${name}.update`, `UNWIND $rows AS row MATCH (n:${label} {id: row.id}) SET n += row`);
/** With what others in the same Neo4j have connected to a node of ours: it has no relationships of ours any more, and would stay. */
const remove = (name: string, label: string): Cypher =>
  cypher(`${name}.delete`, `UNWIND $ids AS id MATCH (n:${label} {id: id}) DETACH DELETE n`);

export const CREATE = {
  sources: create('source', 'Source'),
  documents: create('document', 'Document'),
  /** Each row is a list, as the layout of events or of evidence encodes it: the engines read lists in half the time of maps. */
  events: cypher('event.create', `UNWIND $rows AS row CREATE (n:Event ${EVENT.mapLiteral('row', 0)})`),
  evidence: cypher('evidence.create', `UNWIND $rows AS row CREATE (n:Evidence ${EVIDENCE.mapLiteral('row', 0)})`),
  retracted: create('retracted', 'Retracted'),
};

export const UPDATE = {
  entities: update('entity', 'Entity'),
  sources: update('source', 'Source'),
  documents: update('document', 'Document'),
  events: update('event', 'Event'),
  evidence: update('evidence', 'Evidence'),
};

export const DELETE = {
  entities: remove('entity', 'Entity'),
  sources: remove('source', 'Source'),
  documents: remove('document', 'Document'),
  events: remove('event', 'Event'),
  evidence: remove('evidence', 'Evidence'),
  retracted: remove('retracted', 'Retracted'),
};

const labelsOf = (kind: EntityKind): string => (kind === 'PLACE' ? 'Place' : `Actor:${labelOf(kind)}`);

export const createEntities = cachedStatements((kind: EntityKind) =>
  cypher(`entity.create(${kind})`, `UNWIND $rows AS row CREATE (n:Entity:${labelsOf(kind)} {id: row.id, slug: row.slug}) SET n += row`),
);

const ALL_LABELS = ['Actor', ...ENTITY_KINDS.map(labelOf)].join(':');

/** Gives entities the labels of a kind in the place of those that they have. */
export const relabelEntities = cachedStatements((kind: EntityKind) =>
  cypher(`entity.relabel(${kind})`, `UNWIND $ids AS id MATCH (n:Entity {id: id}) REMOVE n:${ALL_LABELS} SET n:${labelsOf(kind)}`),
);

export const DELETE_NAMES = cypher('name.delete', 'UNWIND $owners AS owner MATCH (n:Name {owner: owner}) DETACH DELETE n');

export const CREATE_NAMES = cypher('name.create', 'UNWIND $rows AS row CREATE (n:Name {owner: row.owner}) SET n += row');

export const CREATE_IDENTIFIERS = cypher('identifier.create', 'UNWIND $rows AS row CREATE (:Identifier {key: row.key, owner: row.owner})');

export const DELETE_PARTICIPANTS = cypher(
  'event.deleteParticipants',
  'UNWIND $ids AS id MATCH (v:Event {id: id})<-[p:PARTICIPATES]-(:Actor) DELETE p',
);

/** Each row is a list: actor, event, role, deaths. */
export const CREATE_PARTICIPANTS = cypher(
  'event.createParticipants',
  `
UNWIND $rows AS row MATCH (a:Entity {id: row[0]}) MATCH (v:Event {id: row[1]})
CREATE (a)-[:PARTICIPATES {role: row[2], deaths: row[3]}]->(v)`,
);

export const DELETE_PLACES = cypher('event.deletePlaces', 'UNWIND $ids AS id MATCH (v:Event {id: id})-[p:HAPPENED_IN]->(:Place) DELETE p');

/** Each row is a list: place, event. */
export const CREATE_PLACES = cypher(
  'event.createPlaces',
  'UNWIND $rows AS row MATCH (l:Entity {id: row[0]}) MATCH (v:Event {id: row[1]}) CREATE (v)-[:HAPPENED_IN]->(l)',
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

/** Updates ties by id: the third item of a row has their properties. */
export const updateTies = cachedStatements((type: RelationshipType) =>
  cypher(`tie.update(${type})`, `${tiesOfPairs(type)} WITH r, row[2][r.id] AS tie WHERE tie IS NOT NULL SET r += tie`),
);

export const DELETE_TIES = cypher('tie.delete', `${tiesOfPairs(RELATIONSHIP_TYPES.join('|'))} WHERE r.id IN row[2] DELETE r`);

export const DELETE_IDENTIFIERS = cypher('identifier.delete', 'UNWIND $keys AS key MATCH (n:Identifier {key: key}) DETACH DELETE n');

// All members of the families are made at once, so that the list of statements is complete.
for (const kind of ENTITY_KINDS) {
  createEntities(kind);
  relabelEntities(kind);
}
for (const type of RELATIONSHIP_TYPES) {
  createTies(type);
  updateTies(type);
}
