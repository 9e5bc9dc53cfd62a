import { cypher } from '../engine/cypher.ts';
import { DRAFT } from '../store/draft.ts';

export const DRAFTS_BY_ID = cypher('draft.byId', `UNWIND $ids AS id MATCH (n:Draft {id: id}) RETURN ${DRAFT.list('n')}`);

const IN_STATE = '($state IS NULL OR n.state = $state)';

const list = (name: string, order: 'ASC' | 'DESC') =>
  cypher(
    name,
    `MATCH (n:Draft) WHERE n.ord > $after AND ($before IS NULL OR n.ord < $before) AND ${IN_STATE}
RETURN ${DRAFT.list('n')} ORDER BY n.ord ${order} LIMIT $limit`,
  );

export const NEWEST_DRAFTS = list('draft.newest', 'DESC');
export const OLDEST_DRAFTS = list('draft.oldest', 'ASC');

export const COUNT_DRAFTS = cypher('draft.count', `MATCH (n:Draft) WHERE ${IN_STATE} RETURN count(n)`);

export const COUNT_OPEN_DRAFTS = cypher('draft.countOpen', "MATCH (n:Draft) WHERE n.state = 'OPEN' AND n.by = $by RETURN count(n)");

export const CREATE_DRAFT = cypher('draft.create', 'UNWIND $rows AS row CREATE (n:Draft {id: row.id}) SET n += row');

export const UPDATE_DRAFT = cypher('draft.update', 'UNWIND $rows AS row MATCH (n:Draft {id: row.id}) SET n += row');
