import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { EVIDENCE } from '../../store/source.ts';

export const EVIDENCE_BY_ID = cypher('evidence.byId', `UNWIND $ids AS id MATCH (n:Evidence {id: id}) RETURN ${EVIDENCE.list('n')}`);

/** The evidence about ties and events, each row all that read as one: asserting passages before denying ones, the earliest statement first. */
export const evidenceAbout = cachedStatements((order: 'ASC' | 'DESC') =>
  cypher(
    `evidence.about(${order})`,
    `
UNWIND $rows AS row
CALL (row) {
  UNWIND row.about AS about MATCH (n:Evidence {about: about}) WHERE n.ord > $after AND ($before IS NULL OR n.ord < $before)
  WITH n, n.ord AS place ORDER BY place ${order} LIMIT $limit
  RETURN collect(${EVIDENCE.list('n')}) AS found
}
RETURN row.key, found`,
  ),
);

/** The passages of sources, in the same order. */
export const evidenceOf = cachedStatements((order: 'ASC' | 'DESC') =>
  cypher(
    `evidence.ofSource(${order})`,
    `
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Evidence {source: id}) WHERE n.ord > $after AND ($before IS NULL OR n.ord < $before)
  WITH n, n.ord AS place ORDER BY place ${order} LIMIT $limit
  RETURN collect(${EVIDENCE.list('n')}) AS found
}
RETURN id, found`,
  ),
);

export const COUNT_EVIDENCE_OF = cypher(
  'evidence.countOfSource',
  'UNWIND $ids AS id CALL (id) { MATCH (n:Evidence {source: id}) RETURN count(n) AS passages } RETURN id, passages',
);

export const COUNT_EVIDENCE = cypher(
  'evidence.count',
  `
UNWIND $rows AS row
CALL (row) { UNWIND row.about AS about MATCH (n:Evidence {about: about}) RETURN count(n) AS passages }
RETURN row.key, passages`,
);

for (const order of ['ASC', 'DESC'] as const) {
  evidenceAbout(order);
  evidenceOf(order);
}
