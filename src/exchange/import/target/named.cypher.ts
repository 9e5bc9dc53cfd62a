import { cypher } from '../../../engine/cypher.ts';

/** The entities that have names, by the form in which names are found; for a merged one, what it was merged into. */
export const ENTITIES_NAMED = cypher(
  'import.named',
  `
UNWIND $folded AS folded MATCH (n:Name {folded: folded}) WHERE n.kind <> 'WEAK'
MATCH (m:Entity {id: n.owner}) MATCH (c:Entity {id: m.canon}) RETURN DISTINCT folded, c.slug, c.kind`,
);
