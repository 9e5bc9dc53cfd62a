import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { DOCUMENT, SOURCE } from '../../store/source.ts';

export const SOURCES_BY_ID = cypher('source.byId', `UNWIND $ids AS id MATCH (n:Source {id: id}) RETURN ${SOURCE.list('n')}`);

export const DOCUMENTS_BY_ID = cypher('document.byId', `UNWIND $ids AS id MATCH (n:Document {id: id}) RETURN ${DOCUMENT.list('n')}`);

export const listSources = cachedStatements((order: 'ASC' | 'DESC') =>
  cypher(
    `source.list(${order})`,
    `MATCH (n:Source) WHERE n.sort > $after AND ($before IS NULL OR n.sort < $before)
RETURN ${SOURCE.list('n')} ORDER BY n.sort ${order} LIMIT $limit`,
  ),
);

export const COUNT_SOURCES = cypher('source.count', 'MATCH (n:Source) RETURN count(n)');

for (const order of ['ASC', 'DESC'] as const) listSources(order);
