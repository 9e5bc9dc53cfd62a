import { cypher } from '../../engine/cypher.ts';
import { EVENT } from '../../store/event.ts';

export const EVENTS_BY_ID = cypher('event.byId', `UNWIND $ids AS id MATCH (v:Event {id: id}) RETURN ${EVENT.list('v')}`);

export const PARTICIPANTS = cypher(
  'event.participants',
  'UNWIND $ids AS id MATCH (v:Event {id: id})<-[p:PARTICIPATES]-(a:Actor) RETURN id, a.canon, p.role, p.deaths LIMIT 100000',
);

/** The coalitions of which actors were part, and on which days. */
export const COALITIONS = cypher(
  'event.coalitions',
  `
UNWIND $ids AS id MATCH (m:Entity {canon: id})-[p:PART_OF]->(c:Coalition)
WHERE c.canon <> id AND p.status <> 'DENIED'
RETURN id, c.canon, p.lo, p.hi LIMIT 100000`,
);
