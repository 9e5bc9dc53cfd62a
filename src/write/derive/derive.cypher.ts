import { type Cypher, cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { NAME } from '../../store/entity.ts';

const TYPES = RELATIONSHIP_TYPES.join('|');

/** The ids of the records of a label, in order, a page at a time. */
const page = (name: string, label: string): Cypher =>
  cypher(name, `MATCH (n:${label}) WHERE n.id > $after RETURN n.id ORDER BY n.id LIMIT $limit`);

export const PAGES = {
  entities: page('derive.entities', 'Entity'),
  sources: page('derive.sources', 'Source'),
  events: page('derive.events', 'Event'),
  retracted: page('derive.retracted', 'Retracted'),
};

/** The ids of the ties that go out from some entities, in order, a page at a time. */
export const OUTGOING_TIES = cypher(
  'derive.ties',
  `
MATCH (n:Entity) WHERE n.id IN $ids MATCH (n)-[r:${TYPES}]->(m:Entity) WHERE r.id > $after
RETURN r.id ORDER BY r.id LIMIT $limit`,
);

/** The names of entities, with the forms by which they are found. */
export const NAMES_WITH_FORMS = cypher(
  'derive.names',
  `UNWIND $ids AS id MATCH (n:Name {owner: id}) RETURN ${NAME.list('n')}, n.folded, n.grams`,
);

const count = (name: string, label: string): Cypher => cypher(name, `MATCH (n:${label}) RETURN count(n)`);

export const COUNTS = {
  entities: count('derive.countEntities', 'Entity'),
  sources: count('derive.countSources', 'Source'),
  events: count('derive.countEvents', 'Event'),
  ties: cypher('derive.countTies', `MATCH (n:Entity)-[r:${TYPES}]->(m:Entity) RETURN count(r)`),
  retracted: count('derive.countRetracted', 'Retracted'),
};
