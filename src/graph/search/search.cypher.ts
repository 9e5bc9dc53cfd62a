import { cypher } from '../../engine/cypher.ts';

/** Names that, normalized, equal the query or begin with it, shortest first: the text index ranks by other measures. */
export const NAMES_BEGINNING = cypher(
  'search.beginning',
  `
MATCH (n:Name) WHERE n.folded STARTS WITH $folded
RETURN n.owner, n.name, n.folded, n.kind ORDER BY size(n.folded), n.owner, n.name LIMIT $limit`,
);
