import { cachedStatements, cypher } from '../../engine/cypher.ts';
import { groupBy } from '../../model/group.ts';
import { CERTAINTIES, type Certainty, RUN_LENGTH } from '../../model/interval.ts';
import { RELATIONSHIP_TYPES, type RelationshipType, VOCABULARY, vocabularyOf } from '../../model/vocabulary.ts';
import { RELATIONSHIP_FIELDS } from '../../records/relationship.ts';
import { TIE, TIE_BRIEF } from '../../store/tie.ts';
import { tiesOfPairs } from '../../write/load/load.cypher.ts';
import { DETAILS, type Detail } from '../common/detail.ts';
import { ENTITY_PARTS } from '../entity/entity.cypher.ts';

const ANY_TYPE = RELATIONSHIP_TYPES.join('|');
const SYMMETRIC = `[${VOCABULARY.filter((row) => row.symmetric)
  .map((row) => `'${row.type}'`)
  .join(', ')}]`;

/** The properties of a tie, by detail. */
export const TIE_PARTS = { brief: TIE_BRIEF, full: TIE } as const;

/** A tie as a list: its type, its ends as merged, its properties. */
const tieColumns = (detail: Detail) => `[type(r), startNode(r).canon, endNode(r).canon, ${TIE_PARTS[detail].list('r')}]`;

/** The types whose ties may surely hold at several times: those with periods. */
const TYPES_WITH_RUNS: readonly RelationshipType[] = RELATIONSHIP_FIELDS.periods.types;

/**
 * Surely holds, of ties of these types, on or before a day and on or after another. Where a tie surely holds at several times
 * (`Runs` of the model), from `clo` to `chi` are all of them, and one has to fit.
 */
function surelyHolds(types: readonly RelationshipType[], latest: string, earliest: string): string {
  const hull = `r.clo <= ${latest} AND r.chi >= ${earliest}`;
  if (!types.some((type) => TYPES_WITH_RUNS.includes(type))) return hull;
  const places = `range(0, size(r.runs) - ${RUN_LENGTH}, ${RUN_LENGTH})`;
  return `${hull} AND (r.runs IS NULL OR any(i IN ${places} WHERE r.runs[i] <= ${latest} AND r.runs[i + 1] >= ${earliest}))`;
}

/** Surely holds at most so many days before or after the window; `latestClo` excludes undated ties. */
function surelyHoldsNear(types: readonly RelationshipType[], lastingDays: number | null): string {
  return lastingDays === null ? 'true' : surelyHolds(types, `$last + ${lastingDays}`, `$first - ${lastingDays}`);
}

/** As `surelyHoldsNear`, for ties of several types, which last differently long. */
function surelyHoldNear(types: readonly RelationshipType[]): string {
  const groups = groupBy(types, (type) => vocabularyOf(type).lastingDays);
  if (groups.size === 1) return surelyHoldsNear(types, [...groups.keys()][0]!);
  const conditions = [...groups].map(
    ([lastingDays, group]) => `(type(r) IN [${group.map((type) => `'${type}'`).join(', ')}] AND ${surelyHoldsNear(group, lastingDays)})`,
  );
  return `(${conditions.join(' OR ')})`;
}

/** The comparisons of days for each certainty, from $first to $last (stored: lo, hi, clo, chi, runs), of ties of these types. */
function holds(certainty: Certainty, types: readonly RelationshipType[]): string {
  switch (certainty) {
    case 'POSSIBLE':
      return 'r.lo <= $last AND r.hi >= $first';
    case 'LIKELY':
      return `r.lo <= $last AND r.hi >= $first AND ${surelyHoldNear(types)}`;
    case 'CERTAIN':
      return surelyHolds(types, '$last', '$first');
    case 'THROUGHOUT':
      return surelyHolds(types, '$first', '$last');
  }
}

/** The conditions of every filter of ties of these types. `latestClo` excludes undated ones, whose `clo` is unknown; `sameAs` those shown as another. */
const filtered = (certainty: Certainty, types: readonly RelationshipType[] = RELATIONSHIP_TYPES) =>
  `${holds(certainty, types)} AND r.clo <= $latestClo AND r.status IN $status AND r.confidence >= $minConfidence AND r.sameAs IS NULL`;

const OTHER_KINDS = '($kinds IS NULL OR o.canonKind IN $kinds)';

/** The end of a tie at which an entity is; symmetric ties are always seen `from`. */
export type TieSide = 'from' | 'to';

function pattern(type: RelationshipType, side: TieSide): string {
  if (vocabularyOf(type).symmetric) return `-[r:${type}]-`;
  return side === 'from' ? `-[r:${type}]->` : `<-[r:${type}]-`;
}

/** Whether a tie starts at the entity it is seen from, as Cypher; only for symmetric ties the store must be queried. */
const STARTS_AT_ENTITY: Readonly<Record<TieSide, (type: RelationshipType) => string>> = {
  from: (type) => (vocabularyOf(type).symmetric ? 'startNode(r).canon = id' : 'true'),
  to: () => 'false',
};

/**
 * The neighbors of an entity over ties of one type: each once, by name, with all ties of the pair. Properties are read
 * only for the page, and only of the matched ends: null if a neighbor was matched only through an entity merged into it.
 * Looking each up by its id would take longer than all the rest.
 */
export const neighbors = cachedStatements(
  (type: RelationshipType, side: TieSide, certainty: Certainty, order: 'ASC' | 'DESC', detail: Detail) =>
    cypher(
      `tie.neighbors(${type} ${side} ${certainty} ${order} ${detail})`,
      `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})${pattern(type, side)}(o:Entity)
  WHERE o.canon <> id AND o.sort > $after AND ($before IS NULL OR o.sort < $before) AND ${OTHER_KINDS} AND ${filtered(certainty, [type])}
  WITH o.canon AS other, o.sort AS sort, collect(r) AS ties, collect(o) AS ends
  ORDER BY sort ${order} LIMIT $limit
  WITH other, sort, ties, head([end IN ends WHERE end.id = other]) AS o
  RETURN collect([other, CASE WHEN o IS NULL THEN null ELSE ${ENTITY_PARTS[detail].list('o')} END, sort, [r IN ties | [${STARTS_AT_ENTITY[side](type)}, ${TIE_PARTS[detail].list('r')}]]]) AS found
}
RETURN id, found`,
    ),
);

export const countNeighbors = cachedStatements((type: RelationshipType, side: TieSide, certainty: Certainty) =>
  cypher(
    `tie.countNeighbors(${type} ${side} ${certainty})`,
    `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})${pattern(type, side)}(o:Entity)
  WHERE o.canon <> id AND ${OTHER_KINDS} AND ${filtered(certainty, [type])}
  RETURN count(DISTINCT o.canon) AS neighbors
}
RETURN id, neighbors`,
  ),
);

/**
 * The neighbors and ties of an entity, counted by type and by the end at which the entity is; symmetric ties count as
 * starting there.
 */
export const degreesOfEntity = cachedStatements((certainty: Certainty) =>
  cypher(
    `tie.degrees(${certainty})`,
    `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})-[r:${ANY_TYPE}]-(o:Entity)
  WHERE o.canon <> id AND ${OTHER_KINDS} AND ${filtered(certainty)}
  WITH type(r) AS type, (startNode(r).canon = id OR type(r) IN ${SYMMETRIC}) AS starts, count(DISTINCT o.canon) AS neighbors, count(r) AS ties
  ORDER BY type, starts LIMIT ${2 * RELATIONSHIP_TYPES.length}
  RETURN collect([type, starts, neighbors, ties]) AS found
}
RETURN id, found`,
  ),
);

const DIRECTION_CONDITIONS: Readonly<Record<'OUT' | 'IN' | 'ANY', string>> = {
  ANY: 'true',
  OUT: `(startNode(r).canon = id OR type(r) IN ${SYMMETRIC})`,
  IN: `(endNode(r).canon = id OR type(r) IN ${SYMMETRIC})`,
};

export type TieDirection = keyof typeof DIRECTION_CONDITIONS;

const END_FILTERS = `
  AND type(r) IN $types
  AND ((($from IS NULL OR startNode(r).canon IN $from) AND ($to IS NULL OR endNode(r).canon IN $to))
    OR (type(r) IN ${SYMMETRIC} AND ($from IS NULL OR endNode(r).canon IN $from) AND ($to IS NULL OR startNode(r).canon IN $to)))
  AND ($involving IS NULL OR startNode(r).canon IN $involving OR endNode(r).canon IN $involving)`;

/** The ties of an entity, one by one, by the earliest day on which each may have begun. */
export const tiesOfEntity = cachedStatements((direction: TieDirection, certainty: Certainty, order: 'ASC' | 'DESC', detail: Detail) =>
  cypher(
    `tie.ofEntity(${direction} ${certainty} ${order} ${detail})`,
    `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})-[r:${ANY_TYPE}]-(o:Entity)
  WHERE o.canon <> id AND r.ord > $after AND ($before IS NULL OR r.ord < $before) AND ${DIRECTION_CONDITIONS[direction]} AND ${OTHER_KINDS}
  AND ${filtered(certainty)} ${END_FILTERS}
  WITH r, o, r.ord AS place ORDER BY place ${order} LIMIT $limit
  RETURN collect([CASE WHEN o.id = o.canon THEN ${ENTITY_PARTS[detail].list('o')} ELSE null END, ${tieColumns(detail)}]) AS found
}
RETURN id, found`,
  ),
);

export const countTiesOfEntity = cachedStatements((direction: TieDirection, certainty: Certainty) =>
  cypher(
    `tie.countOfEntity(${direction} ${certainty})`,
    `
UNWIND $ids AS id
CALL (id) {
  MATCH (m:Entity {canon: id})-[r:${ANY_TYPE}]-(o:Entity)
  WHERE o.canon <> id AND ${DIRECTION_CONDITIONS[direction]} AND ${OTHER_KINDS} AND ${filtered(certainty)} ${END_FILTERS}
  RETURN count(r) AS ties
}
RETURN id, ties`,
  ),
);

export const TIES_BY_ID = cypher(
  'tie.byId',
  `
${tiesOfPairs(ANY_TYPE)} WHERE r.id IN row[2] AND a.canon <> b.canon
RETURN ${tieColumns('full')}`,
);

for (const certainty of CERTAINTIES) {
  for (const order of ['ASC', 'DESC'] as const) {
    for (const { type, symmetric } of VOCABULARY) {
      for (const detail of DETAILS) {
        neighbors(type, 'from', certainty, order, detail);
        if (!symmetric) neighbors(type, 'to', certainty, order, detail);
      }
    }
    for (const direction of ['OUT', 'IN', 'ANY'] as const) {
      for (const detail of DETAILS) tiesOfEntity(direction, certainty, order, detail);
    }
  }
  for (const { type, symmetric } of VOCABULARY) {
    countNeighbors(type, 'from', certainty);
    if (!symmetric) countNeighbors(type, 'to', certainty);
  }
  degreesOfEntity(certainty);
  for (const direction of ['OUT', 'IN', 'ANY'] as const) countTiesOfEntity(direction, certainty);
}
