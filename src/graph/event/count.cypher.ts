import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { CERTAINTIES, type Certainty } from '../../model/interval.ts';
import { type EventStart, matched, type Narrowing } from './event.cypher.ts';

/**
 * Totals of events per key, with the revision that was counted: number of events, and of deaths, best, low and high, with
 * the best figure for an unknown bound.
 */
const counted = (matching: string, keys: string, order: string) => `
MATCH (c:Counter {id: 'revision'})
WITH c.number AS revision
UNWIND $rows AS row
CALL (row) {
  ${matching}
  WITH ${keys}, count(v) AS events, sum(coalesce(v.deathsBest, 0)) AS best,
    sum(coalesce(v.deathsLow, v.deathsBest, 0)) AS low, sum(coalesce(v.deathsHigh, v.deathsBest, 0)) AS high
  ${order}
  RETURN collect([${columnsOf(keys)}, events, coalesce(best, 0), coalesce(low, 0), coalesce(high, 0)]) AS found
}
RETURN row.key, revision, found`;

const columnsOf = (keys: string) =>
  keys
    .split(', ')
    .map((key) => key.split(' AS ').at(-1)!)
    .join(', ');

/**
 * Per first and last day on which events may have happened. Without a known end the last day that surely belongs to them
 * is taken.
 */
export const countByDays = cachedStatements((start: EventStart, narrowing: Narrowing, certainty: Certainty) =>
  cypher(
    `event.byDays(${start} ${narrowing} ${certainty})`,
    counted(
      `${matched(start, narrowing, certainty)}
  WITH v, v.lo AS first, CASE WHEN v.hi < $open THEN v.hi WHEN v.chi > v.clo THEN v.chi ELSE v.clo END AS last`,
      'first, last',
      'ORDER BY first, last LIMIT $limit',
    ),
  ),
);

/** The province of a place: itself or one around it, up to four levels up. */
const PROVINCE = [0, 1, 2, 3, 4].map(provinceAbove).join('\n    UNION\n    ');

function provinceAbove(levels: number): string {
  const climb = Array.from(
    { length: levels },
    (_, level) => `MATCH (p${level})-[r${level}:LOCATED_IN]->(p${level + 1}:Place) WHERE r${level}.status <> 'DENIED' `,
  );
  const province = `p${levels}`;
  return `MATCH (p0:Place {id: place}) ${climb.join('')}WITH ${province} WHERE ${province}.placeKind = 'PROVINCE' RETURN ${province}.id AS key`;
}

const ATTACKERS = "['SIDE_A', 'INITIATOR']";
const DEFENDERS = "['SIDE_B', 'TARGET', 'VICTIM']";

/** The key by which events are grouped, for each event that has one. */
const KEYS = {
  KIND: 'WITH v, v.kind AS key',
  PLACE: 'WITH v, v.place AS key WHERE key IS NOT NULL',
  PROVINCE: `WITH v, v.place AS place WHERE place IS NOT NULL
  CALL (place) {
    ${PROVINCE}
  }
  WITH DISTINCT v, key`,
  ACTOR: 'MATCH (v)<-[:PARTICIPATES]-(a:Actor) WITH DISTINCT v, a.canon AS key',
  DYAD: `MATCH (v)<-[p:PARTICIPATES]-(a:Actor) WHERE p.role IN ${ATTACKERS}
  MATCH (v)<-[q:PARTICIPATES]-(b:Actor) WHERE q.role IN ${DEFENDERS} AND a.canon <> b.canon
  WITH DISTINCT v, CASE WHEN a.canon < b.canon THEN a.canon + ' ' + b.canon ELSE b.canon + ' ' + a.canon END AS key`,
  SOURCE: 'MATCH (e:Evidence {about: v.id}) WITH DISTINCT v, e.source AS key',
} as const;
export type EventKey = keyof typeof KEYS;
export const EVENT_KEYS = Object.keys(KEYS) as EventKey[];

/** The groups with most events, then most deaths, then by key. */
export const countByKey = cachedStatements((key: EventKey, start: EventStart, narrowing: Narrowing, certainty: Certainty) =>
  cypher(
    `event.byKey(${key} ${start} ${narrowing} ${certainty})`,
    counted(`${matched(start, narrowing, certainty)}\n  ${KEYS[key]}`, 'key', 'ORDER BY events DESC, best DESC, key LIMIT $limit'),
  ),
);

/** Which events are in which groups. */
export const eventKeys = cachedStatements((key: EventKey, start: EventStart, narrowing: Narrowing, certainty: Certainty) =>
  cypher(
    `event.keys(${key} ${start} ${narrowing} ${certainty})`,
    `
UNWIND $rows AS row
CALL (row) {
  ${matched(start, narrowing, certainty)}
  ${KEYS[key]}
  WITH key, v LIMIT $limit
  RETURN collect([key, v.id]) AS found
}
RETURN row.key, found`,
  ),
);

for (const [start, narrowing] of [
  ['all', 'none'],
  ['actors', 'none'],
  ['actors', 'groups'],
  ['places', 'none'],
] as const) {
  for (const certainty of CERTAINTIES) {
    countByDays(start, narrowing, certainty);
    for (const key of EVENT_KEYS) {
      countByKey(key, start, narrowing, certainty);
      eventKeys(key, start, narrowing, certainty);
    }
  }
}
