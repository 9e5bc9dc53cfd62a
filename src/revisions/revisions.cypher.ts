import { cypher } from '../engine/cypher.ts';
import { RELATIONSHIP_TYPES } from '../model/vocabulary.ts';

/** Some revisions with their change sets, read by number, so that a missing one is noticed. */
export const CHANGE_SETS = cypher(
  'revision.changeSets',
  `
UNWIND $numbers AS number MATCH (d:Revision {number: number}) MATCH (s:ChangeSet {revision: number})
RETURN d.number, d.action, d.by, d.summary, s.rows ORDER BY d.number`,
);

/** What distinguishes a revision from one of the same number in another store. */
export const REVISION_IDENTITY = cypher('revision.identity', 'MATCH (d:Revision {number: $number}) RETURN d.key, d.at');

/*
 * The other records that some revisions wrote: change sets name ties and new entities only. A record's own `revision` is the
 * last entry of its history.
 */

export const CHANGED_RECORDS = cypher(
  'revision.changedRecords',
  'UNWIND $numbers AS number MATCH (c:Change {revision: number}) RETURN number, c.about',
);

/** Records that these revisions wrote and later ones changed again. */
export const CHANGED_LATER = cypher(
  'revision.changedLater',
  'UNWIND $numbers AS number MATCH (c:Change {previous: number}) RETURN number, c.about',
);

export const WRITTEN_EVENTS = cypher(
  'revision.writtenEvents',
  'UNWIND $numbers AS number MATCH (v:Event {revision: number}) RETURN number, v.id',
);

/** Entities in the order of their ids, one page at a time. */
export const SCAN_ENTITIES = cypher(
  'projection.scanEntities',
  'MATCH (n:Entity) WHERE n.id > $after RETURN n.id, n.kind, n.canon, n.name ORDER BY n.id LIMIT $limit',
);

/**
 * The outgoing ties of some entities, without those shown as others, one list for each: lists decode faster than rows. `IN $ids`
 * instead of UNWIND: a plan that Neo4j makes for UNWIND while the store is nearly empty scans all entities for each id, until it is planned again.
 */
export const SCAN_TIES = cypher(
  'projection.scanTies',
  `
MATCH (n:Entity) WHERE n.id IN $ids
CALL (n) {
  MATCH (n)-[r:${RELATIONSHIP_TYPES.join('|')}]->(m:Entity) WHERE r.sameAs IS NULL
  RETURN collect([r.id, r.lo, r.hi, r.clo, r.chi, r.alo, r.ahi, r.runs, r.status, r.confidence, r.confidenceSet,
    r.start, r.end, r.ongoing, r.attestedFrom, r.attestedUntil]) AS ties
}
RETURN ties`,
);

/** The ties of merged entities, in the order of these, that are shown as others or that others are shown as. */
export const SCAN_SAME_TIES = cypher(
  'passages.scanSameTies',
  `
MATCH (m:Entity) WHERE m.mergedInto IS NOT NULL AND m.id > $after
CALL (m) {
  MATCH (m)-[r:${RELATIONSHIP_TYPES.join('|')}]-(o:Entity) WHERE r.sameAs IS NOT NULL OR r.standsFor IS NOT NULL
  RETURN collect([r.id, r.sameAs, r.standsFor]) AS ties
}
RETURN m.id, ties ORDER BY m.id LIMIT $limit`,
);

/** The relationships that are shown as others since a merge of their opponents: only these have any. */
export const SCAN_SAME_BACKING = cypher(
  'passages.scanSameBacking',
  `
MATCH (a:Actor)-[r:BACKS]->(b:Actor) WHERE r.sameAs IS NOT NULL AND r.id > $after
RETURN r.id, r.sameAs ORDER BY r.id LIMIT $limit`,
);

export const SCAN_PASSAGE_SOURCES = cypher(
  'passages.scanSources',
  'MATCH (n:Source) WHERE n.id > $after RETURN n.id, n.publisher, n.publishedOn, n.reliability, n.key ORDER BY n.id LIMIT $limit',
);

/** All passages in the order of their ids, one page at a time. */
export const SCAN_PASSAGES = cypher(
  'passages.scan',
  `
MATCH (n:Evidence) WHERE n.id > $after
RETURN n.id, n.about, n.source, n.attributedTo, n.attribution, n.stance, n.hedged, n.statedOn, n.recordedAt
ORDER BY n.id LIMIT $limit`,
);

/** The ids of all events in order, in large pages: the embedded engine reads and sorts all of them for each. */
export const SCAN_EVENT_IDS = cypher('events.scanIds', 'MATCH (v:Event) WHERE v.id > $after RETURN v.id ORDER BY v.id LIMIT $limit');

/** Some events, with their participants as recorded. */
export const SCAN_EVENT_COLUMNS = cypher(
  'events.scan',
  `
UNWIND $ids AS id MATCH (v:Event {id: id})
CALL (v) { MATCH (v)<-[p:PARTICIPATES]-(a:Actor) RETURN collect([a.id, p.role]) AS who }
RETURN v.id, v.kind, v.status, v.lo, v.hi, v.clo, v.chi, v.place, v.deathsBest, v.deathsLow, v.deathsHigh, who`,
);

export const SCAN_PROVINCES = cypher(
  'events.scanProvinces',
  "MATCH (p:Place) WHERE p.placeKind = 'PROVINCE' AND p.id > $after RETURN p.id ORDER BY p.id LIMIT $limit",
);
