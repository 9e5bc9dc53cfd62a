import { cypher } from '../../engine/cypher.ts';

/** Those of some events in which one of some actors took part, or that happened in one of some places. */
export const EVENTS_INVOLVING = cypher(
  'live.eventsInvolving',
  `
UNWIND $events AS id MATCH (v:Event {id: id})
WITH v, COUNT { MATCH (a:Entity)-[:PARTICIPATES]->(v) WHERE a.id IN $entities }
  + COUNT { MATCH (v)-[:HAPPENED_IN]->(l:Entity) WHERE l.id IN $entities } AS ways
WHERE ways > 0
RETURN v.id`,
);
