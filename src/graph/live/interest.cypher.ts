import { cypher } from '../../engine/cypher.ts';

/** Of the given events, those with one of the given actors, or in one of the given places. */
export const EVENTS_INVOLVING = cypher(
  'live.eventsInvolving',
  `
UNWIND $events AS id MATCH (v:Event {id: id})
WITH v, COUNT { MATCH (a:Entity)-[:PARTICIPATES]->(v) WHERE a.id IN $entities }
  + COUNT { MATCH (v)-[:HAPPENED_IN]->(l:Entity) WHERE l.id IN $entities } AS ways
WHERE ways > 0
RETURN v.id`,
);
