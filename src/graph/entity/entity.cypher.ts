import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../../model/vocabulary.ts';
import { ENTITY, ENTITY_BRIEF, NAME } from '../../store/entity.ts';
import { DETAILS, type Detail } from '../common/detail.ts';

/** The properties of an entity, by detail. */
export const ENTITY_PARTS = { brief: ENTITY_BRIEF, full: ENTITY } as const;

/** Entities by id; for a merged one, the entity it was merged into. */
export const entitiesById = cachedStatements((detail: Detail) =>
  cypher(
    `entity.byId(${detail})`,
    `UNWIND $ids AS id MATCH (n:Entity {id: id}) MATCH (c:Entity {id: n.canon}) RETURN id, ${ENTITY_PARTS[detail].list('c')}`,
  ),
);

export const IDS_BY_SLUG = cypher('entity.idsBySlug', 'UNWIND $slugs AS slug MATCH (n:Entity {slug: slug}) RETURN slug, n.canon');

export const IDS_BY_IDENTIFIER = cypher(
  'entity.idsByIdentifier',
  'UNWIND $keys AS key MATCH (i:Identifier {key: key}) MATCH (n:Entity {id: i.owner}) RETURN key, n.canon',
);

/** The names of an entity and of those merged into it. */
export const NAMES = cypher(
  'entity.names',
  `UNWIND $ids AS id MATCH (m:Entity {canon: id}) MATCH (n:Name {owner: m.id}) RETURN id, ${NAME.list('n')}`,
);

/** Names that, normalized, equal the query or begin with it, shortest first: the text index ranks by other measures. */
export const NAMES_BEGINNING = cypher(
  'search.beginning',
  `
MATCH (n:Name) WHERE n.folded STARTS WITH $folded
RETURN n.owner, n.name, n.folded, n.kind ORDER BY size(n.folded), n.owner, n.name LIMIT $limit`,
);

/** An entity and those merged into it. */
export const MEMBERS_OF_CANON = cypher(
  'entity.members',
  `UNWIND $ids AS id MATCH (m:Entity {canon: id}) RETURN id, m.id, m.slug, m.name, m.identifiers, m.mergeReason, m.mergedAt`,
);

/** $first and $last: the window of `activeAt`, compared with `activeFrom` and `activeTo`. */
const LISTED_ACTORS = `
MATCH (n:Actor)
WHERE n.canon = n.id AND ($kinds IS NULL OR n.kind IN $kinds) AND ($ids IS NULL OR n.id IN $ids)
  AND ($first IS NULL OR (n.activeLo <= $last AND n.activeHi >= $first))`;

/** The sort key of each order: the name, or the number of ties counted down, then the name. */
const ACTOR_KEYS = {
  NAME: 'WITH n, n.sort AS place',
  DEGREE: `
CALL (n) { MATCH (m:Entity {canon: n.id})-[r:${RELATIONSHIP_TYPES.join('|')}]-(o:Entity) WHERE o.canon <> n.id AND r.sameAs IS NULL RETURN count(r) AS ties }
WITH n, toString(1999999999 - ties) + '|' + n.sort AS place`,
} as const;
export type ActorOrder = keyof typeof ACTOR_KEYS;

export const listActors = cachedStatements((by: ActorOrder, order: 'ASC' | 'DESC', detail: Detail) =>
  cypher(
    `actor.list(${by} ${order} ${detail})`,
    `
${LISTED_ACTORS} ${by === 'NAME' ? 'AND n.sort > $after' : ''}
${ACTOR_KEYS[by]}
WHERE place > $after AND ($before IS NULL OR place < $before)
RETURN ${ENTITY_PARTS[detail].list('n')}, place ORDER BY place ${order} LIMIT $limit`,
  ),
);

export const COUNT_ACTORS = cypher('actor.count', `${LISTED_ACTORS} RETURN count(n)`);

const LISTED_PLACES = `
WHERE n.canon = n.id AND n.sort > $after AND ($before IS NULL OR n.sort < $before)
  AND ($kinds IS NULL OR n.placeKind IN $kinds) AND ($ids IS NULL OR n.id IN $ids)`;

export const listPlaces = cachedStatements((order: 'ASC' | 'DESC', detail: Detail) =>
  cypher(
    `place.list(${order} ${detail})`,
    `MATCH (n:Place) ${LISTED_PLACES} RETURN ${ENTITY_PARTS[detail].list('n')} ORDER BY n.sort ${order} LIMIT $limit`,
  ),
);

export const COUNT_PLACES = cypher('place.count', `MATCH (n:Place) ${LISTED_PLACES} RETURN count(n)`);

/** The place around a place: the most confident if sources differ. */
export const PLACES_AROUND = cypher(
  'place.around',
  `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})-[r:LOCATED_IN]->(o:Entity) WHERE o.canon <> id AND r.status <> 'DENIED'
  WITH o.canon AS around, r ORDER BY r.strength LIMIT 1
  RETURN around
}
RETURN id, around`,
);

/** The places directly inside places. */
export const PLACES_INSIDE = cypher(
  'place.inside',
  `
UNWIND $ids AS id MATCH (m:Entity {canon: id})<-[r:LOCATED_IN]-(o:Entity) WHERE o.canon <> id AND r.status <> 'DENIED'
RETURN id, o.canon LIMIT 100000`,
);

for (const detail of DETAILS) entitiesById(detail);
for (const order of ['ASC', 'DESC'] as const) {
  for (const detail of DETAILS) {
    listActors('NAME', order, detail);
    listActors('DEGREE', order, detail);
    listPlaces(order, detail);
  }
}
