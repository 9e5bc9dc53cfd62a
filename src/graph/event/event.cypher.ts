import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { CERTAINTIES, type Certainty } from '../../model/interval.ts';
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

const HOLDS: Readonly<Record<Certainty, string>> = {
  POSSIBLE: 'v.lo <= $last AND v.hi >= $first',
  // An event lasts no longer than it is known to.
  LIKELY: 'v.clo <= $last AND v.chi >= $first',
  CERTAIN: 'v.clo <= $last AND v.chi >= $first',
  THROUGHOUT: 'v.clo <= $first AND v.chi >= $last',
};

/**
 * Where a list of events starts. Each row is one list: `parts` are actors with the days on which their events count,
 * `places` a place and all inside it, `groups` further lists of parts, one of each of which must have taken part.
 */
const STARTS = {
  all: 'MATCH (v:Event) WHERE true',
  actors:
    'UNWIND row.parts AS part MATCH (m:Entity {canon: part.actor})-[:PARTICIPATES]->(v:Event) WHERE v.lo <= part.hi AND v.hi >= part.lo',
  places: 'UNWIND row.places AS place MATCH (m:Entity {canon: place})<-[:HAPPENED_IN]-(v:Event) WHERE true',
} as const;
export type EventStart = keyof typeof STARTS;

/** Conditions on the participants, which must be read for them. */
const NARROWINGS = {
  none: '',
  groups: `
  CALL (v) { MATCH (v)<-[:PARTICIPATES]-(a:Actor) RETURN collect(a.canon) AS who }
  WITH v, row, who
  WHERE all(parts IN row.groups WHERE any(p IN parts WHERE p.actor IN who AND v.lo <= p.hi AND v.hi >= p.lo))`,
  opposed: `
  CALL (v) { MATCH (v)<-[p:PARTICIPATES]-(a:Actor) RETURN collect(a.canon + ' ' + p.role) AS who }
  WITH v, row, who
  WHERE (any(x IN row.attackers WHERE x IN who) AND any(x IN row.defenders WHERE x IN who))
     OR (any(x IN row.attackersSwapped WHERE x IN who) AND any(x IN row.defendersSwapped WHERE x IN who))`,
} as const;
export type Narrowing = keyof typeof NARROWINGS;

export const matched = (start: EventStart, narrowing: Narrowing, certainty: Certainty) => `
  ${STARTS[start]} AND ${HOLDS[certainty]} AND v.status IN $status
    AND ($kinds IS NULL OR v.kind IN $kinds) AND ($minDeaths IS NULL OR v.deathsBest >= $minDeaths)
    AND (row.within IS NULL OR v.place IN row.within)
  WITH DISTINCT v, row${NARROWINGS[narrowing]}`;

/** The sort key of each order of events. */
export const EVENT_ORDERS = { START: 'ord', DEATHS: 'deathsOrd' } as const;
export type EventOrderKey = keyof typeof EVENT_ORDERS;

export const listEvents = cachedStatements(
  (start: EventStart, narrowing: Narrowing, certainty: Certainty, key: EventOrderKey, order: 'ASC' | 'DESC') =>
    cypher(
      `event.list(${start} ${narrowing} ${certainty} ${key} ${order})`,
      `
UNWIND $rows AS row
CALL (row) {
  ${matched(start, narrowing, certainty)}
  WITH v, v.${EVENT_ORDERS[key]} AS place
  WHERE place > $after AND ($before IS NULL OR place < $before)
  WITH v, place ORDER BY place ${order} LIMIT $limit
  RETURN collect(${EVENT.list('v')}) AS found
}
RETURN row.key, found`,
    ),
);

/**
 * Number of events, and of deaths in them: best, low and high, with the best figure for an unknown bound. The sum of no
 * rows is null on the embedded engine.
 */
export const totalEvents = cachedStatements((start: EventStart, narrowing: Narrowing, certainty: Certainty) =>
  cypher(
    `event.totals(${start} ${narrowing} ${certainty})`,
    `
UNWIND $rows AS row
CALL (row) {
  ${matched(start, narrowing, certainty)}
  WITH count(v) AS events, sum(coalesce(v.deathsBest, 0)) AS best,
    sum(coalesce(v.deathsLow, v.deathsBest, 0)) AS low, sum(coalesce(v.deathsHigh, v.deathsBest, 0)) AS high
  RETURN events, coalesce(best, 0) AS best, coalesce(low, 0) AS low, coalesce(high, 0) AS high
}
RETURN row.key, events, best, low, high`,
  ),
);

/** All events of a list, in no order: what the filters by voice, which statements do not have, and totals need of them. */
export const allEvents = cachedStatements((start: EventStart, narrowing: Narrowing, certainty: Certainty) =>
  cypher(
    `event.all(${start} ${narrowing} ${certainty})`,
    `
UNWIND $rows AS row
CALL (row) {
  ${matched(start, narrowing, certainty)}
  WITH v LIMIT $limit
  RETURN collect([v.id, v.ord, v.deathsOrd, v.lo, v.hi, v.clo, v.chi, v.deathsBest, v.deathsLow, v.deathsHigh]) AS found
}
RETURN row.key, found`,
  ),
);

for (const start of ['all', 'actors', 'places'] as const) {
  for (const narrowing of ['none', 'groups', 'opposed'] as const) {
    if (narrowing !== 'none' && start !== 'actors') continue;
    for (const certainty of CERTAINTIES) {
      totalEvents(start, narrowing, certainty);
      allEvents(start, narrowing, certainty);
      for (const key of ['START', 'DEATHS'] as const) {
        for (const order of ['ASC', 'DESC'] as const) listEvents(start, narrowing, certainty, key, order);
      }
    }
  }
}
