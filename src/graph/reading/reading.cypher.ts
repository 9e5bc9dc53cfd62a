import { cypher } from '../../engine/cypher.ts';

/** What a reader needs of all entities, merged ones included, in pages by id; their names are read by owner. */
export const NAMED_ENTITIES = cypher(
  'reading.entities',
  `
MATCH (n:Entity) WHERE n.id > $after
RETURN n.id, n.canon, n.slug, n.kind, n.placeKind, n.name ORDER BY n.id LIMIT $limit`,
);
