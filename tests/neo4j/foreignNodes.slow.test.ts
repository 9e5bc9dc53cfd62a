import type { Driver } from 'neo4j-driver';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { MIGRATIONS, migrate } from '../../src/engine/migrations.ts';
import { withOwnLabels } from '../../src/engine/neo4j/ownLabels.ts';
import { fillWithFew, serve } from '../api/access/support/served.ts';
import { launch } from '../api/http/support/launch.ts';
import { digest } from '../support/engine/digest.ts';
import { neo4jEngine } from '../support/engine/engines.ts';
import { withDriver } from '../support/neo4j/driver.ts';
import { emptyNeo4j } from '../support/neo4j/empty.ts';
import type { ProvidedNeo4j } from '../support/neo4j/provided.ts';
import { describeEachNeo4j } from '../support/neo4j/use.ts';

const AT = new Date('2026-01-01T00:00:00Z');

/** Nodes and relationships of another program, with our plain labels, types and properties. */
const FOREIGN = [
  "CREATE (:Entity {id: 'foreign-1', name: 'Foreign', slug: 'red'})",
  "CREATE (:Entity {id: 'foreign-1', slug: 'red', canon: 'foreign-1'})",
  "CREATE (:Entity:Actor:State {id: 'foreign-2', name: 'Red'})-[:BACKS {id: 'x'}]->(:Entity:Actor {id: 'foreign-3'})",
  "CREATE (:Name {owner: 'foreign-1', folded: 'red', grams: 'red', name: 'Red'})",
  "CREATE (:Event {id: 'foreign-4'}), (:Source {id: 'foreign-5'}), (:Evidence {id: 'foreign-6', about: 'x'}), (:Identifier {key: 'wikidata:Q794'})",
  "CREATE (:Counter {id: 'revision', number: 999}), (:Revision {number: 1}), (:Change {about: 'x'}), (:Token {name: 'editor'})",
  "CREATE (:Migration {number: 1, title: 'of another program'})",
];

async function plant(driver: Driver): Promise<void> {
  for (const text of FOREIGN) await driver.executeQuery(text);
}

/** What is in the database that is not ours. */
async function foreign(driver: Driver): Promise<string[]> {
  const { records } = await driver.executeQuery(
    "MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH 'Allegiance') RETURN labels(n), properties(n), [(n)-[r]->(m) | [type(r), properties(r), m.id]]",
  );
  return records.map((record) => JSON.stringify(record.toObject())).sort();
}

describe('the labels of a statement', () => {
  test.each([
    [
      'MATCH (n:Entity {id: $id})-[r:BACKS|FIGHTS]->(m:Actor) WHERE m:Place OR m:ArmedGroup RETURN n',
      'MATCH (n:AllegianceEntity {id: $id})-[r:BACKS|FIGHTS]->(m:AllegianceActor) WHERE m:AllegiancePlace OR m:AllegianceArmedGroup RETURN n',
    ],
    [
      'MATCH (n:Entity) REMOVE n:Actor:State SET n:Actor:Person',
      'MATCH (n:AllegianceEntity) REMOVE n:AllegianceActor:AllegianceState SET n:AllegianceActor:AllegiancePerson',
    ],
    [
      'CREATE INDEX Entity_canon IF NOT EXISTS FOR (n:Entity) ON (n.canon)',
      'CREATE INDEX AllegianceEntity_canon IF NOT EXISTS FOR (n:AllegianceEntity) ON (n.canon)',
    ],
    [
      'UNWIND $rows AS row CREATE (n:Name {owner: row.owner}) SET n += row',
      'UNWIND $rows AS row CREATE (n:AllegianceName {owner: row.owner}) SET n += row',
    ],
  ])('%s', (text, own) => {
    expect(withOwnLabels(text)).toBe(own);
  });
});

describeEachNeo4j((server: ProvidedNeo4j) => {
  const inDriver = <T>(work: (driver: Driver) => Promise<T>): Promise<T> => withDriver(server, work);
  let engine: Engine;
  beforeAll(() => {
    engine = neo4jEngine(server);
  });
  afterAll(() => engine.close());
  beforeEach(() => inDriver(emptyNeo4j));

  const environment = (): Record<string, string> => ({
    NEO4J_URI: server.uri,
    ...(server.password && { NEO4J_USER: server.user, NEO4J_PASSWORD: server.password }),
  });

  test('nodes of others are never read as ours, never in the way, and never written to', async () => {
    await inDriver(plant);
    const before = await inDriver(foreign);
    await fillWithFew(engine);
    const served = await serve(engine, { openReading: true });
    onTestFinished(() => served.close());
    const base = served.url.replace('/graphql', '');
    expect((await fetch(`${base}/health`)).status).toBe(200);
    const figures = await served.execute('{ status { actors places relationships events sources revision } }');
    expect(figures.data).toEqual({ status: { actors: 4, places: 1, relationships: 1, events: 1, sources: 1, revision: 1 } });
    const found = await served.execute(
      '{ reachable(from: "red") { totalCount } entity(id: "red") { id name } search(text: "Foreign") { entity { id } } actors { nodes { id } } }',
    );
    expect(found.errors).toBeUndefined();
    expect(JSON.stringify(found)).not.toMatch(/foreign/i);
    for (const format of ['graph.gexf', 'graph.jsonl']) {
      const response = await fetch(`${base}/export/${format}`);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toMatch(/foreign-\d/);
    }
    const write = 'mutation { upsertActors(rows: [{ slug: "red", kind: STATE, name: "Red", description: "a state" }]) { revision } }';
    expect(await served.execute(write, served.tokenOf.editor)).toMatchObject({ data: { upsertActors: { revision: 2 } } });
    expect(await inDriver(foreign)).toEqual(before);
  });

  test('relationships of others with nodes of ours are never read as ours, never in the way, and their nodes stay', async () => {
    await fillWithFew(engine);
    await inDriver(async (driver) => {
      const labels = ['Entity', 'Event', 'Source', 'Evidence', 'Identifier', 'Name', 'Revision', 'ChangeSet', 'Counter', 'Change'];
      for (const label of labels) {
        for (const type of ['ABOUT', 'BACKS', 'PARTICIPATES', 'HAPPENED_IN'])
          await driver.executeQuery(
            `MATCH (n:Allegiance${label}) CREATE (:Note {id: 'foreign-1'})-[:${type}]->(n), (n)-[:${type}]->(:Note {id: 'foreign-2'})`,
          );
      }
      await driver.executeQuery(
        "MATCH (a:AllegianceEntity {slug: 'red'}) MATCH (b:AllegianceEntity {slug: 'blue'}) CREATE (a)-[:SIMILAR {id: 'foreign-3'}]->(b)",
      );
    });
    const notes = 'MATCH (n:Note) RETURN count(n)';
    const countNotes = () => inDriver(async (driver) => String((await driver.executeQuery(notes)).records[0]!.get(0)));
    const before = await countNotes();
    const served = await serve(engine, { openReading: true });
    onTestFinished(() => served.close());
    const base = served.url.replace('/graphql', '');
    const exported = await (await fetch(`${base}/export/graph.jsonl`)).text();
    expect(exported).not.toMatch(/foreign|SIMILAR/);
    expect(exported.match(/"kind":"relationships"/g)).toHaveLength(1);
    const editor = served.tokenOf.editor;
    const found = await served.execute(
      '{ entity(id: "red") { relationships { totalCount } } events { nodes { id participants { actor { slug } } place { slug } } } relationships { nodes { id evidence { nodes { id } } } } }',
    );
    expect(found.errors).toBeUndefined();
    expect(found.data).toMatchObject({
      entity: { relationships: { totalCount: 1 } },
      events: { nodes: [{ participants: [{ actor: { slug: 'red' } }], place: null }] },
    });
    const { events, relationships } = found.data as Record<string, { nodes: { id: string; evidence?: { nodes: { id: string }[] } }[] }>;
    const ids = [relationships!.nodes[0]!.evidence!.nodes[0]!.id, events!.nodes[0]!.id, relationships!.nodes[0]!.id, 'blue', 'the-town'];
    const retractions = ids.map((id) => `retract(id: "${id}", reason: "a test")`);
    for (const change of [...retractions, 'mergeActors(keep: "red", merge: "grey", reason: "a test")'])
      expect((await served.execute(`mutation { ${change} { revision } }`, editor)).errors, change).toBeUndefined();
    expect(await countNotes()).toEqual(before);
  });

  test('their nodes with a label of ours are counted and named', async () => {
    await inDriver(async (driver) => {
      for (let copy = 0; copy < 2; copy++) await driver.executeQuery("CREATE (:AllegianceEntity {id: 'foreign-1'})");
    });
    const launched = launch(environment());
    const url = await launched.url();
    const reason = /with the label AllegianceEntity; found 2 nodes written by others, and several with the same id/;
    await expect
      .poll(async () => ((await (await fetch(`${url}/health`)).json()) as { reason?: string }).reason, { timeout: 30_000 })
      .toMatch(reason);
  });

  test('a database of a version without labels of its own is taken over, without those of others', async () => {
    await fillWithFew(engine);
    const before = await digest((statement) => engine.read(statement));
    // As the earlier version had it: its labels, constraints and indexes without the prefix.
    await inDriver(async (driver) => {
      const { records } = await driver.executeQuery(
        "MATCH (n) UNWIND labels(n) AS label WITH DISTINCT label WHERE label STARTS WITH 'Allegiance' RETURN label",
      );
      for (const record of records) {
        const label = record.get('label') as string;
        await driver.executeQuery(`MATCH (n:${label}) SET n:${label.replace('Allegiance', '')} REMOVE n:${label}`);
      }
      await driver.executeQuery('CREATE CONSTRAINT Entity_id_unique FOR (n:Entity) REQUIRE n.id IS UNIQUE');
      await driver.executeQuery("CREATE (:Entity {id: 'foreign-1'})");
    });
    await migrate(engine, AT);
    const ours = (await digest((statement) => engine.read(statement))).filter((line) => !line.includes('foreign-1'));
    expect(ours).toEqual(before);
    expect(await inDriver(foreign)).toHaveLength(1);
    await inDriver((driver) => driver.executeQuery("CREATE (:Entity {id: 'foreign-1'})"));
    expect((await engine.read({ name: 'test.applied', text: 'MATCH (m:Migration) RETURN count(m)' }))[0]).toEqual([MIGRATIONS.length]);
  });
});
