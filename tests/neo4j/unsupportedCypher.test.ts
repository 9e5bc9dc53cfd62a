import { describe, expect, test } from 'vitest';
import type { Cypher } from '../../src/engine/cypher.ts';
import { isBounded } from '../support/engine/bounds.ts';
import { STATEMENTS, writes } from '../support/engine/statements.ts';
import { UNSUPPORTED_FORMS } from '../support/engine/unsupportedForms.ts';

describe('no statement has', () => {
  test.each(UNSUPPORTED_FORMS)('$name', ({ found, example }) => {
    expect(found(example), 'the example is found').toBe(true);
    expect(STATEMENTS.filter(({ text }) => found(text)).map(({ name }) => name)).toEqual([]);
  });
});

describe('looks like an unsupported form, but is not', () => {
  test.each([
    'UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN id, COUNT { (n)--() } AS ties',
    'MATCH (a:Entity {canon: $id})-[r:BACKS|FIGHTS]-(b:Entity) WHERE r.lo <= $last AND r.hi >= $first RETURN b.id LIMIT $limit',
    'UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to}) CREATE (a)-[r:BACKS]->(b) SET r += row.tie',
    'MERGE (m:Migration {number: $number}) ON CREATE SET m.title = $title, m.at = $at',
    'MATCH (v:Event) WITH sum(coalesce(v.deathsBest, 0)) AS best RETURN coalesce(best, 0)',
    "MATCH (v:Event) RETURN coalesce(sum(v.deathsBest), 0), 'a ->, or -[x*]-'",
  ])('%s', (text) => {
    const found = UNSUPPORTED_FORMS.filter((shape) => shape.name !== 'a literal that looks like a value of a request' && shape.found(text));
    expect(found.map(({ name }) => name)).toEqual([]);
  });
});

/** Reads without a LIMIT, and what bounds them instead. */
const BOUNDED_BY_PARAMETERS: Readonly<Record<string, string>> = {
  'entity.names': 'the names that people gave an entity',
  'entity.members': 'the merges that people made',
  'derive.names': 'the names that people gave the entities of one batch',
  'write.names': 'the names that people gave the entities of one write',
  'write.participants': 'those who took part in the events of one write',
  'write.evidence': 'the passages about the rows of one write',
  'write.entitiesByCanon': 'the merges that people made',
  'write.retractedAbout': 'the retracted passages about the rows of one write',
  'need.ties': 'the kinds of tie that entities of one write have, counted',
  'need.opponent': 'totals for each entity of one write',
  'need.speaker': 'totals for each entity of one write',
  'need.land': 'totals for each entity of one write',
  'need.merges': 'totals for each entity of one write',
  'need.source': 'totals for each source of one write',
  'need.ends': 'the kinds of tie that entities of one write have, counted',
  'write.around': 'the places around the places of one write',
  'write.aboutBySpeaker': 'what actors of one merge said',
  'same.ofCanons': 'the relationships of the actors of one merge',
  'same.against': 'the support against the actors of one merge',
  'same.ofPairs': 'the relationships between the pairs of one write',
  'revision.changedRecords': 'the changes of the given revisions',
  'revision.changedLater': 'the changes of the given ids',
  'revision.writtenEvents': 'the events of the given revisions',
  'live.eventsInvolving': 'the given events',
  'import.named': 'the given names',
  'revision.changeSets': 'the given numbers, one revision each',
  'projection.scanTies': 'the ties of the given entities',
  'events.scan': 'the given events',
  'tie.byId': 'the given relationships',
  'write.ties': 'the relationships of one write',
  'reassess.position': 'one for each source',
};

describe('a read cannot return the whole graph', () => {
  const unbounded = (statements: readonly Cypher[]) => statements.filter((one) => !isBounded(one)).map(({ name }) => name);

  test.each([
    'MATCH (n:Actor) RETURN n.id',
    'MATCH (n:Entity {kind: $kind}) RETURN n.id',
    'UNWIND $ids AS id MATCH (n:Entity {id: id})-[r:BACKS]->(m:Entity) RETURN m.id',
    'MATCH (n:Actor) RETURN n.kind, count(n)',
    'UNWIND $ids AS id CALL (id) { MATCH (n:Evidence {about: id}) RETURN collect(n.id) AS found } RETURN found',
  ])('%s is unbounded', (text) => {
    expect(unbounded([{ name: 'wrong', text }])).toEqual(['wrong']);
  });

  test.each([
    'MATCH (n:Actor) RETURN n.id LIMIT $limit',
    'MATCH (n:Actor) RETURN count(n)',
    'UNWIND $ids AS id MATCH (n:Entity {id: id}) MATCH (c:Entity {id: n.canon}) RETURN c.id',
  ])('%s is bounded', (text) => {
    expect(unbounded([{ name: 'right', text }])).toEqual([]);
  });

  test('except reads that are bounded by their parameters', () => {
    const reads = STATEMENTS.filter((statement) => !writes(statement));
    expect(unbounded(reads).sort()).toEqual(Object.keys(BOUNDED_BY_PARAMETERS).sort());
  });
});
